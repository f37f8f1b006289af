import * as z from 'zod/mini';
import { awsSettings } from './aws-settings.ts';
import { checkAwsSettings } from './check-aws-settings.ts';
import { DEADLINE_STEPS } from '../domain/ticket/step.ts';
import { WEEKDAYS } from '../domain/time/zoned-time.ts';
import { validateVendor } from './validate-vendor.ts';

const STEPS = ['target', ...DEADLINE_STEPS, 'last-shift', 'overdue'] as const;
/** Those that may come outside of the hours. */
const NIGHT_STEPS = ['target', ...DEADLINE_STEPS, 'overdue'] as const;

const pattern = (expression: RegExp, says: string) => z.string().check(z.regex(expression, says));
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
const hoursRange = pattern(
  /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
  'must be a range such as 09:00-18:00',
).check(z.refine((range) => range.slice(0, 5) < range.slice(6), 'must end after it begins'));
const date = z.iso.date('must be a date such as 2026-12-25');
const year = z.int('must be a year such as 2028');
const oneOf = <Name extends string>(names: readonly Name[]) =>
  z.enum(names, `must be one of ${names.join(', ')}`);
const step = oneOf(STEPS);

/** Ranges of one day: `09:00-12:00` and `12:00-18:00` touch, which is no overlap. */
const dayHours = z.array(hoursRange).check(({ value, issues }) => {
  for (const [index, range] of value.entries()) {
    const other = value.slice(0, index).find((one) => overlaps(one, range));
    if (other !== undefined)
      issues.push({ code: 'custom', input: value, path: [index], message: `must not overlap ${other}` });
  }
});
const hours = z.partialRecord(oneOf(WEEKDAYS), dayHours);

const vendor = z.strictObject({
  /** As WING shows it. */
  id: pattern(/^[AC]\d{8}$/, 'must be a vendor id such as A00012345'),
  /** The Coupang that the vendor sells at; it decides the time zone. */
  market: z.enum(['KR', 'TW'], "must be 'KR' or 'TW'"),
  /** The shop's name on cards. */
  label: z
    .string()
    .check(z.minLength(1, 'must not be empty'), z.maxLength(40, 'must be 40 characters or fewer')),
  /** False: no call to Coupang, no schedule, no alarm; texts are still removed while another vendor is live. With the simulator every vendor counts as live. */
  live: z.boolean(),
  /** Of the cards; `ko`. */
  language: z._default(z.enum(['ko', 'en'], "must be 'ko' or 'en'"), 'ko'),
  /** Where the cards go, by id. */
  channel,
  /** Where they go if Slack refuses `channel`; another than that. */
  fallbackChannel: channel,
  /** When the team works, by weekday, in the market's time; none: at any time, so that no step is quiet, and no shift ends. */
  hours: z._default(hours, {}),
  /**
   * Days off beside the public holidays (`add`), and public holidays that are worked (`remove`); none. `years`: those of which `add`
   * holds all public holidays, needed with hours for each year that the program does not know: for Taiwan every one.
   */
  holidays: z._default(
    z.strictObject({
      add: z._default(z.array(date), []),
      remove: z._default(z.array(date), []),
      years: z._default(z.array(year), []),
    }),
    { add: [], remove: [], years: [] },
  ),
  /** The steps before a deadline at which the team is warned; `3h` and `1h`. `target`, `last-shift`, `off-hours` and `overdue` come by themselves. */
  ladder: z._default(z.array(oneOf(DEADLINE_STEPS)), ['3h', '1h']),
  /** Whom each step that comes mentions; nobody. */
  mentions: z._default(z.partialRecord(step, z.array(mention)), {}),
  /** A channel of its own for a step that comes, other than `channel`, told beside the card's thread, and the place of that step's mentions; none. */
  stepChannels: z._default(z.partialRecord(step, channel), {}),
  /** Steps that mention outside the hours, too; none. */
  nightPages: z._default(z.array(oneOf(NIGHT_STEPS)), []),
  /** Whom a new or re-opened hand-over mentions; nobody. */
  mentionOnNew: z._default(z.array(mention), []),
  /** Whom a hand-over mentions between whose request and deadline nobody works; nobody. */
  offHours: z._default(z.strictObject({ mention: z._default(z.array(mention), []) }), { mention: [] }),
  /** Less working time than that between the end of a shift and a deadline makes it the last shift for it, told an hour before it ends; 0: none is; 120. */
  lastShiftMinutes: z._default(wholeNumber, 120),
  /** The team's own goal, in business hours, or in any where `hours` names none; none. */
  target: z.optional(pattern(/^[1-9]\d*(h|m)$/, 'must be a duration such as 4h or 90m')),
  /** The share answered in time, of 30 days, that reports count the misses to; 0.95. */
  inTimeThreshold: z._default(
    z.number().check(z.minimum(0, 'must be 0 or more'), z.maximum(1, 'must be 1 or less')),
    0.95,
  ),
  /** What is read at Coupang; `call-center`, the only one so far. */
  sources: z._default(z.array(z.enum(['call-center'], "must be 'call-center'")), ['call-center']),
});

const settings = z.strictObject({
  /** How often the recent week is read; 60. */
  pollSeconds: z._default(
    positive.check(z.maximum(3600, 'must be 3600 or less: a hand-over is to be answered within 24 hours')),
    60,
  ),
  /** How often the four weeks before it are read; 15. */
  monthMinutes: z._default(positive, 15),
  /** How often the 180 days before those are read; 3. */
  archiveHours: z._default(positive, 3),
  /** How often at least a window that holds an open ticket is read; 5. */
  openTicketMinutes: z._default(positive, 5),
  /** No complete reading of the recent week for so long is blindness, or for one and a half times pollSeconds; 5. */
  blindMinutes: z._default(positive, 5),
  /** More new tickets than that in one batch come as one digest; 10. */
  digestAbove: z._default(wholeNumber, 10),
  /** Single look-ups of gone tickets a poll; 20. */
  lookUpsPerPoll: z._default(wholeNumber, 20),
  /** After so long an agent's claim counts as stale; 2. */
  claimStaleHours: z._default(positive, 2),
  /** Calls to Coupang per vendor: its limit is 5, over all programs that use the vendor's key; 2. */
  callsPerSecond: z._default(positive.check(z.maximum(5, 'must be 5 or less')), 2),
  /** Longest run of a poll; 120. */
  pollTimeoutSeconds: z._default(
    wholeNumber.check(z.minimum(30, 'must be 30 or more'), z.maximum(900, 'must be 900 or less')),
    120,
  ),
});

const configShape = z.strictObject({
  /** Where the stack stands. */
  region: pattern(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as ap-northeast-2'),
  /** How poll reaches Coupang with one fixed address: a NAT gateway of ours, a VPC you have, or not at all. */
  egress: z.enum(
    ['nat-gateway', 'existing-subnets', 'none'],
    "must be 'nat-gateway', 'existing-subnets' or 'none'",
  ),
  /** Who gets the alarms. */
  alarmMail: z.email('must be a mail address'),
  /** One entry a vendor and market. */
  vendors: z
    .array(vendor.check(validateVendor))
    .check(z.minLength(1, 'must name at least one vendor'), ({ value, issues }) => {
      for (const [index, { market, id }] of value.entries()) {
        const first = value.findIndex((one) => one.market === market && one.id === id);
        if (first < index)
          issues.push({
            code: 'custom',
            input: value,
            path: [index, 'id'],
            message: `must not stand twice for ${market}: it is vendors[${first}]; remove one, or mend its id or market`,
          });
      }
    }),
  /** Timing and limits, the same for all vendors. */
  settings: z.prefault(settings, {}),
  ...awsSettings,
});

export const configSchema = configShape.check(checkAwsSettings);

/** What a team writes: everything with a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
/** What the program reads: defaults filled in. */
export type Config = z.output<typeof configSchema>;
export type VendorConfig = Config['vendors'][number];
export type Settings = Config['settings'];

/** Times of day as `HH:mm` sort as text. */
const overlaps = (one: string, other: string): boolean =>
  one.slice(0, 5) < other.slice(6) && other.slice(0, 5) < one.slice(6);
