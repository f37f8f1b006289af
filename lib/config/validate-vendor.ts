import type * as z from 'zod/mini';

type Steps<Value> = Partial<Record<string, Value>>;
type Checked = {
  channel: string;
  fallbackChannel: string;
  hours: Steps<readonly string[]>;
  holidays: { add: readonly string[]; years: readonly number[] };
  ladder: readonly string[];
  mentions: Steps<readonly string[]>;
  stepChannels: Steps<string>;
  nightPages: readonly string[];
  offHours: { mention: readonly string[] };
  lastShiftMinutes: number;
  target?: string | undefined;
  acting: { sharing: Record<string, { shifts?: Steps<readonly string[]> | undefined }> };
};
type Fault = { path: (string | number)[]; message: string };

/** Refuses settings of a vendor that have no effect or are repeated: their author meant something else. */
export const validateVendor = ({ value, issues }: z.core.ParsePayload<Checked>): void => {
  const faults = [
    ...deadFallback(value),
    ...doubleSteps(value),
    ...deadSteps(value),
    ...doubleChannels(value),
    ...deadOffHours(value),
    ...unlistedYears(value),
    ...shiftsOutsideHours(value),
  ];
  for (const fault of faults) issues.push({ code: 'custom', input: value, ...fault });
};

const deadFallback = ({ channel, fallbackChannel }: Checked): Fault[] =>
  fallbackChannel === channel
    ? [
        {
          path: ['fallbackChannel'],
          message: 'is the channel of the cards, so it cannot replace that channel; name another',
        },
      ]
    : [];

const doubleSteps = ({ ladder }: Checked): Fault[] =>
  ladder.flatMap((step, index) =>
    ladder.indexOf(step) < index
      ? [{ path: ['ladder', index], message: 'is already in the list and comes once; remove one' }]
      : [],
  );

const deadSteps = (vendor: Checked): Fault[] => {
  const { mentions, stepChannels, nightPages } = vendor;
  const named = [
    ...Object.entries(mentions).flatMap(([step, whom = []]) =>
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

const whyNever = (step: string, vendor: Checked): string | undefined => {
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
      return ladder.includes(step)
        ? undefined
        : `needs ${step} in ladder, or that step never comes; add it there, or remove this`;
  }
};

const doubleChannels = ({ channel, stepChannels }: Checked): Fault[] =>
  Object.entries(stepChannels)
    .filter(([, own]) => own === channel)
    .map(([step]) => ({
      path: ['stepChannels', step],
      message: 'is the channel of the cards, where the step comes anyway; name another, or remove this',
    }));

const deadOffHours = (vendor: Checked): Fault[] =>
  vendor.offHours.mention.length > 0 && !hasHours(vendor)
    ? [
        {
          path: ['offHours', 'mention'],
          message: 'needs hours, or no time is outside of them; set them, or remove this',
        },
      ]
    : [];

/** Every year has public holidays. */
const unlistedYears = ({ holidays: { add, years } }: Checked): Fault[] =>
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
const shiftsOutsideHours = (vendor: Checked): Fault[] =>
  hasHours(vendor)
    ? Object.entries(vendor.acting.sharing).flatMap(([user, { shifts = {} }]) =>
        Object.entries(shifts)
          .filter(([day, ranges = []]) => {
            const open = vendor.hours[day] ?? [];
            return ranges.some((range) => beginOf([range]) < beginOf(open) || endOf([range]) > endOf(open));
          })
          .map(([day]) => ({
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

const hasHours = ({ hours }: Checked): boolean =>
  Object.values(hours).some((ranges) => ranges !== undefined && ranges.length > 0);
