import * as z from 'zod/mini';
import { actingSettings } from './acting.ts';
import { awsSettings, checkAwsSettings, EGRESS } from './aws-settings.ts';
import { hours } from './hours.ts';
import { MARKET_LANGUAGES } from './market.ts';
import { DEADLINE_STEPS } from '../domain/ticket/step.ts';
import { validateVendor } from './validate-vendor.ts';
import { MARKETS } from '../domain/inquiry/inquiry.ts';

export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const STEPS = ['target', ...DEADLINE_STEPS, 'last-shift', 'overdue'] as const;
/** The steps that may come outside the hours. */
const NIGHT_STEPS = ['target', ...DEADLINE_STEPS, 'overdue'] as const;

const pattern = (expression: RegExp, says: string) =>
  z.string().check(z.regex(expression, { error: says, abort: true }));
const positive = z.number().check(z.positive('must be above 0'));
const wholeNumber = z.int('must be a whole number').check(z.nonnegative('must be 0 or more'));

const channel = pattern(
  /^[CG][A-Z0-9]{2,}$/,
  'must be a Slack channel id such as C0123456789, not a name; the foot of the channel’s details shows it',
);
const mention = pattern(
  /^([UWS][A-Z0-9]{2,}|here)$/,
  "must be a Slack user id (U…), user group id (S…) or 'here', not a name; ⋮ in the profile or group copies it",
);
const date = z.iso.date('must be a date such as 2026-12-25');
const year = z.int('must be a year such as 2028');
const oneOf = <Name extends string>(names: readonly Name[]) =>
  z.enum(names, `must be one of ${names.join(', ')}`);
const step = oneOf(STEPS);

const vendor = z.strictObject({
  /** The id in WING. */
  id: pattern(/^[AC]\d{8}$/, 'must be a vendor id such as A00012345'),
  /** The market where the vendor sells. It decides the time zone. */
  market: z.enum(MARKETS, "must be 'KR' or 'TW'"),
  /** The shop's name on cards. */
  label: z
    .string()
    .check(z.minLength(1, 'must not be empty'), z.maxLength(40, 'must be 40 characters or fewer')),
  /**
   * False: no calls to Coupang, no schedule, no alarm. Texts are still removed while another vendor is live. The
   * simulator treats every vendor as live.
   */
  live: z.boolean(),
  /** The language of the cards. Default: the market's, `ko` for KR and `zh-TW` for TW. */
  language: z.optional(z.enum(['ko', 'en', 'zh-TW'], "must be 'ko', 'en' or 'zh-TW'")),
  /**
   * Whether an open card also shows the time left, in Slack's words. Default: false. `doctor --test-ticket` shows it.
   */
  timeLeft: z._default(z.boolean(), false),
  /** The id of the cards' channel. */
  channel,
  /** Another channel, used if Slack refuses `channel`. */
  fallbackChannel: channel,
  /**
   * When the team works, by weekday, in the market's time. Default: always. Then no step is quiet, and no shift ends.
   */
  hours: z._default(hours, {}),
  /**
   * `add`: days off beside the public holidays. `remove`: public holidays on which the team works. `years`: years for
   * which `add` holds all public holidays. With hours, it must name each year that the program does not know, for
   * Taiwan every year. Default: none.
   */
  holidays: z._default(
    z.strictObject({
      add: z._default(z.array(date), []),
      remove: z._default(z.array(date), []),
      years: z._default(z.array(year), []),
    }),
    { add: [], remove: [], years: [] },
  ),
  /**
   * The steps before a deadline at which the team is warned. `target`, `last-shift`, `off-hours` and `overdue` need no
   * entry. Default: `3h` and `1h`.
   */
  ladder: z._default(z.array(oneOf(DEADLINE_STEPS)), ['3h', '1h']),
  /** The people whom each step mentions, in the card's thread and in the step's channel. Default: nobody. */
  mentions: z._default(z.partialRecord(step, z.array(mention)), {}),
  /**
   * A second channel for a step's message, with the same mentions. The list of `last-shift` goes only there. Default:
   * none.
   */
  stepChannels: z._default(z.partialRecord(step, channel), {}),
  /** Steps that mention people outside the hours, too. Default: none. */
  nightPages: z._default(z.array(oneOf(NIGHT_STEPS)), []),
  /** The people whom a new or re-opened hand-over mentions. Default: nobody. */
  mentionOnNew: z._default(z.array(mention), []),
  /** The people whom a hand-over mentions if nobody works between its request and its deadline. Default: nobody. */
  offHours: z._default(z.strictObject({ mention: z._default(z.array(mention), []) }), { mention: [] }),
  /**
   * A shift is the last for a deadline if less working time than this remains after it. The shift's list comes an hour
   * before its end, or at its beginning. 0: no shift is the last. Default: 120.
   */
  lastShiftMinutes: z._default(wholeNumber, 120),
  /** The team's own goal, in business hours, or in any hours if `hours` is empty. Default: none. */
  target: z.optional(pattern(/^[1-9]\d*(h|m)$/, 'must be a duration such as 4h or 90m')),
  /** The share to be answered in time over 30 days. Reports show how many misses remain. Default: 0.95. */
  inTimeThreshold: z._default(
    z.number().check(z.minimum(0, 'must be 0 or more'), z.maximum(1, 'must be 1 or less')),
    0.95,
  ),
  /** The sources that are read at Coupang. Default: `call-center`, the only source so far. */
  sources: z._default(z.array(z.enum(['call-center'], "must be 'call-center'")), ['call-center']),
  /** Acting from Slack: people, templates, guard. Needs `acting: 'on'`. */
  acting: z.prefault(actingSettings, {}),
});

const vendorWithLanguage = z.pipe(
  vendor.check(validateVendor),
  z.transform((entry) => ({ ...entry, language: entry.language ?? MARKET_LANGUAGES[entry.market] })),
);

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
  /** Look-ups of absent tickets in one poll. Default: 20. */
  lookUpsPerPoll: z._default(wholeNumber.check(z.minimum(1, 'must be 1 or more: else no end is found')), 20),
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
  region: pattern(REGION, 'must be an AWS region such as ap-northeast-2'),
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
    .array(vendorWithLanguage)
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
