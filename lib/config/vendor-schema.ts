import * as z from 'zod/mini';
import { MARKETS } from '../domain/inquiry/inquiry.ts';
import { SOURCE_NAMES } from '../domain/sources.ts';
import { WEEKDAYS } from '../domain/time/dates.ts';
import { DEADLINE_STEPS } from '../domain/ticket/step.ts';
import { actingSettings } from './acting.ts';
import { hours } from './hours.ts';
import { MARKET_LANGUAGES } from './market.ts';

const STEPS = ['target', ...DEADLINE_STEPS, 'last-shift', 'overdue'] as const;
/** The steps that may come outside the hours. */
const NIGHT_STEPS = ['target', ...DEADLINE_STEPS, 'overdue'] as const;

const pattern = (expression: RegExp, says: string) =>
  z.string().check(z.regex(expression, { error: says, abort: true }));
export const wholeNumber = z.int('must be a whole number').check(z.nonnegative('must be 0 or more'));

const channelId = pattern(
  /^[CG][A-Z0-9]{2,}$/,
  'must be a Slack channel id such as C0123456789, not a name; the foot of the channel’s details shows it',
);
const mention = pattern(
  /^([UWS][A-Z0-9]{2,}|here)$/,
  "must be a Slack user id (U…), user group id (S…) or 'here', not a name; ⋮ in the profile or group copies it",
);
const isoDate = z.iso.date('must be a date such as 2026-12-25');
const calendarYear = z.int('must be a year such as 2028');
const oneOf = <Name extends string>(names: readonly Name[]) =>
  z.enum(names, `must be one of ${names.join(', ')}`);
const stepName = oneOf(STEPS);

const withHandOvers = (error: string) =>
  z.array(oneOf(SOURCE_NAMES)).check(z.refine((sources) => sources.includes('call-center'), error));

const shape = z.strictObject({
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
   * Whether an open card also shows the time left, in Slack's words. Default: true. Slack does not document its words for a future time:
   * `doctor --test-ticket` shows them.
   */
  timeLeft: z._default(z.boolean(), true),
  /** The id of the cards' channel. */
  channel: channelId,
  /** Another channel, used if Slack refuses `channel`. */
  fallbackChannel: channelId,
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
      add: z._default(z.array(isoDate), []),
      remove: z._default(z.array(isoDate), []),
      years: z._default(z.array(calendarYear), []),
    }),
    { add: [], remove: [], years: [] },
  ),
  /**
   * The steps before a deadline at which the team is warned. `target`, `last-shift`, `off-hours` and `overdue` need no
   * entry. Default: `3h` and `1h`.
   */
  ladder: z._default(z.array(oneOf(DEADLINE_STEPS)), ['3h', '1h']),
  /** The people whom each step mentions, once, in the card's channel. They must be able to read it. Default: nobody. */
  mentions: z._default(z.partialRecord(stepName, z.array(mention)), {}),
  /**
   * A second channel for a step's message, which mentions nobody there. The list of `last-shift` goes only there, with
   * its mentions. Default: none.
   */
  stepChannels: z._default(z.partialRecord(stepName, channelId), {}),
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
  /**
   * The inboxes that are read at Coupang, by their names in `lib/domain/sources.ts`: `call-center`, the hand-overs of the
   * customer centre, is always read. Default: `call-center` alone.
   */
  sources: z._default(
    withHandOvers("must include 'call-center', since the hand-overs are always read; add it"),
    ['call-center'],
  ),
  /**
   * The inboxes whose misses count in the seller score, for the share of 30 days and the misses that are left. Coupang
   * documents that hand-overs count. Nobody knows whether questions do. For it: at the score's launch Coupang named the
   * share of all inquiries answered within 24 hours (etnews, 2017-01-13), and sellers call the item 고객문의, the word of
   * WING's page for questions. Against it: one official page names the customer centre alone. If questions count and are
   * left out here, reports show too many misses left. Compare the score in WING. Default: all.
   * Assumption: score-counts-product-inquiries.
   */
  scoreSources: z._default(withHandOvers("must include 'call-center', since hand-overs count; add it"), [
    ...SOURCE_NAMES,
  ]),
  /** Acting from Slack: people, templates, guard. Needs `acting: 'on'`. */
  acting: z.prefault(actingSettings, {}),
});

/** Refuses settings that have no effect or are repeated: their author meant something else. */
const checked = shape.check(({ value, issues }) => {
  for (const fault of listFaults(value)) issues.push({ code: 'custom', input: value, ...fault });
});

/** A vendor as a team writes it, and what each setting means. */
export const vendorSchema = z.pipe(
  checked,
  z.transform((entry) => ({ ...entry, language: entry.language ?? MARKET_LANGUAGES[entry.market] })),
);

type Vendor = z.output<typeof shape>;
type Fault = { path: (string | number)[]; message: string };

const listFaults = (vendor: Vendor): Fault[] => [
  ...deadFallback(vendor),
  ...repeated(vendor, 'ladder'),
  ...repeated(vendor, 'sources'),
  ...repeated(vendor, 'scoreSources'),
  ...deadSteps(vendor),
  ...deadTemplates(vendor),
  ...doubleChannels(vendor),
  ...deadOffHours(vendor),
  ...unlistedYears(vendor),
  ...shiftsOutsideHours(vendor),
];

const deadFallback = ({ channel, fallbackChannel }: Vendor): Fault[] =>
  fallbackChannel === channel
    ? [
        {
          path: ['fallbackChannel'],
          message: 'is the channel of the cards, so it cannot replace that channel; name another',
        },
      ]
    : [];

const repeated = (vendor: Vendor, setting: 'ladder' | 'sources' | 'scoreSources'): Fault[] => {
  const names: readonly string[] = vendor[setting];
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: [setting, index], message: 'is already in the list and comes once; remove one' }]
      : [],
  );
};

const deadSteps = (vendor: Vendor): Fault[] => {
  const { mentions, stepChannels, nightPages } = vendor;
  const named = [
    ...Object.entries(mentions).flatMap(([step, whom]) =>
      whom.length > 0 ? [{ step, path: ['mentions', step] }] : [],
    ),
    ...Object.keys(stepChannels).map((step) => ({ step, path: ['stepChannels', step] })),
    ...nightPages.map((step, index) => ({ step, path: ['nightPages', index] })),
  ];
  return named.flatMap(({ step, path }) => {
    const message = whyNever(step, vendor);
    return message === undefined ? [] : [{ path, message }];
  });
};

const deadTemplates = ({ sources, acting }: Vendor): Fault[] =>
  acting.templates.flatMap(({ source }, index) =>
    sources.includes(source)
      ? []
      : [
          {
            path: ['acting', 'templates', index, 'source'],
            message: `needs '${source}' in sources, or no form offers the template; add it there, or remove this`,
          },
        ],
  );

const whyNever = (step: string, vendor: Vendor): string | undefined => {
  const { ladder, target, lastShiftMinutes } = vendor;
  switch (step) {
    case 'overdue':
      return undefined;
    case 'target':
      return target === undefined
        ? 'needs target, or that step never comes; set it, or remove this'
        : undefined;
    case 'last-shift':
      if (!hasHours(vendor)) return 'needs hours, or no shift ever ends; set them, or remove this';
      return lastShiftMinutes === 0
        ? 'needs lastShiftMinutes above 0, or no shift is ever the last; raise it, or remove this'
        : undefined;
    default:
      return ladder.some((configured) => configured === step)
        ? undefined
        : `needs ${step} in ladder, or that step never comes; add it there, or remove this`;
  }
};

const doubleChannels = ({ channel, stepChannels }: Vendor): Fault[] =>
  Object.entries(stepChannels)
    .filter(([, own]) => own === channel)
    .map(([step]) => ({
      path: ['stepChannels', step],
      message: 'is the channel of the cards, where the step comes anyway; name another, or remove this',
    }));

const deadOffHours = (vendor: Vendor): Fault[] =>
  vendor.offHours.mention.length > 0 && !hasHours(vendor)
    ? [
        {
          path: ['offHours', 'mention'],
          message: 'needs hours, or no time is outside of them; set them, or remove this',
        },
      ]
    : [];

/** Every year has public holidays. */
const unlistedYears = ({ holidays: { add, years } }: Vendor): Fault[] =>
  years.flatMap((year, index) =>
    add.some((date) => date.startsWith(`${year}-`))
      ? []
      : [
          {
            path: ['holidays', 'years', index],
            message:
              'needs all public holidays of that year in holidays.add, which has none; list them, or remove this',
          },
        ],
  );

/** Outside the hours a step may mention nobody (C4). Within a break of the team it may. */
const shiftsOutsideHours = (vendor: Vendor): Fault[] =>
  hasHours(vendor)
    ? Object.entries(vendor.acting.sharing).flatMap(([user, { shifts = {} }]) =>
        WEEKDAYS.filter((day) => {
          const open = vendor.hours[day] ?? [];
          return (shifts[day] ?? []).some(
            (range) => beginOf([range]) < beginOf(open) || endOf([range]) > endOf(open),
          );
        }).map((day) => ({
          path: ['acting', 'sharing', user, 'shifts', day],
          message:
            'must lie within hours, or a warning could not mention this person; change it, or extend hours',
        })),
      )
    : [];

/** Times of day as `HH:mm` sort as text. */
const beginOf = (ranges: readonly string[]): string =>
  ranges.map((range) => range.slice(0, 5)).toSorted()[0] ?? '';
const endOf = (ranges: readonly string[]): string =>
  ranges
    .map((range) => range.slice(6))
    .toSorted()
    .at(-1) ?? '';

const hasHours = (vendor: Vendor): boolean => Object.values(vendor.hours).some((ranges) => ranges.length > 0);
