import * as z from 'zod/mini';
import { awsSettings, checkAwsSettings, EGRESS } from './aws-settings.ts';
import { vendorSchema, wholeNumber } from './vendor-schema.ts';
import { webhookSettings } from './webhook-schema.ts';

export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

const positive = z.number().check(z.positive('must be above 0'));

const settings = z.strictObject({
  /** How often the recent week is read. Default: 60. */
  pollSeconds: z._default(
    positive.check(z.maximum(3600, 'must be 3600 or less: a hand-over is to be answered within 24 hours')),
    60,
  ),
  /** How often the four weeks before it are read. Default: 15. */
  monthMinutes: z._default(positive, 15),
  /** How often the 180 days before those are read. Default: 3. */
  archiveHours: z._default(positive, 3),
  /** How often a window with an open ticket is read at least. Default: 5. */
  openTicketMinutes: z._default(positive, 5),
  /**
   * A vendor is blind if the recent week was not read completely for this time, and for one and a half times
   * pollSeconds. Default: 5.
   */
  blindMinutes: z._default(positive, 5),
  /** More pending new tickets than this become one list. Default: 10. */
  digestAbove: z._default(wholeNumber, 10),
  /** The age at which a claim becomes stale. Default: 2. */
  claimStaleHours: z._default(positive, 2),
  /** Calls to Coupang per vendor. Coupang allows 5, for all programs with the vendor's key together. Default: 2. */
  callsPerSecond: z._default(positive.check(z.maximum(5, 'must be 5 or less')), 2),
  /** The longest run of a poll. Default: 120. */
  pollTimeoutSeconds: z._default(
    wholeNumber.check(z.minimum(30, 'must be 30 or more'), z.maximum(900, 'must be 900 or less')),
    120,
  ),
});

const MAILS = 'must be a mail address, or a list of different ones';
const alarmMails = z.pipe(
  z.union(
    [
      z.email(MAILS),
      z.array(z.email(MAILS)).check(
        z.minLength(1, MAILS),
        z.refine((mails) => new Set(mails).size === mails.length, MAILS),
      ),
    ],
    MAILS,
  ),
  z.transform((mails) => [mails].flat()),
);

const configShape = z.strictObject({
  /** The region of the stacks. */
  region: z.string().check(z.regex(REGION, 'must be an AWS region such as ap-northeast-2')),
  /**
   * How `poll` reaches Coupang from one fixed address: through a VPC that you have, a small server or a NAT gateway of
   * the stack, or not at all.
   */
  egress: z.enum(EGRESS, "must be 'existing-subnets', 'nat-instance', 'nat-gateway' or 'none'"),
  /** Who gets the alarms: one address or a list. */
  alarmMail: alarmMails,
  /**
   * Whether people may claim, confirm and reply from Slack (A1 to A9). With 'on' the stack has an address that Slack
   * calls. Default: 'off'.
   */
  acting: z._default(z.enum(['off', 'on'], "must be 'off' or 'on'"), 'off'),
  /** One entry per vendor and market. */
  vendors: z
    .array(vendorSchema)
    .check(z.minLength(1, 'must name at least one vendor'), ({ value, issues }) => {
      for (const [index, { market, id }] of value.entries()) {
        const first = value.findIndex((entry) => entry.market === market && entry.id === id);
        if (first < index)
          issues.push({
            code: 'custom',
            input: value,
            path: [index, 'id'],
            message: `must not be repeated for ${market}: vendors[${first}] has it already; remove one, or correct its id or market`,
          });
      }
    }),
  /** Other tools that get the events of docs/events.md (O20). Each has a name, a format and its events. Default: none. */
  webhooks: webhookSettings,
  /** Timing and limits for all vendors. */
  settings: z.prefault(settings, {}),
  ...awsSettings,
});

export const configSchema = configShape.check(checkAwsSettings);

/** The configuration as a team writes it: settings with a default may be absent. */
export type ConfigInput = z.input<typeof configSchema>;
export type Config = z.output<typeof configSchema>;
export type VendorConfig = Config['vendors'][number];
export type Settings = Config['settings'];
