import { isNativeError } from 'node:util/types';
import * as z from 'zod/mini';
import { isOneOf } from '../../lib/domain/is-one-of.ts';
import { type Source, SOURCE_NAMES } from '../../lib/domain/sources.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';

const tally = {
  readings: z.number(),
  completeReadings: z.number(),
  listed: z.number(),
  opened: z.number(),
  changed: z.number(),
  closed: z.number(),
  reopened: z.number(),
  unverified: z.number(),
  published: z.number(),
  unusable: z.number(),
  past: z.optional(z.number()),
};

export const pollSummary = z.looseObject({
  result: z.string(),
  ...tally,
  /** Each source, if the vendor reads several. */
  sources: z.optional(z.array(z.looseObject({ source: z.enum(SOURCE_NAMES), ...tally }))),
  until: z.optional(z.number()),
  problem: z.optional(z.string()),
});
export type PollSummary = z.infer<typeof pollSummary>;

/** A result that is not in the figures. */
const RESULTS = ['skipped', 'not-set-up', 'backing-off', 'failed'] as const;

const DONE = ['opened', 'changed', 'closed', 'reopened', 'unverified', 'unusable', 'past'] as const;

type PollTexts = Record<'skipped' | 'backingOff' | 'nothingNew' | 'separator', string> & {
  results: Record<'not-set-up' | 'failed', string>;
  counts: Record<(typeof DONE)[number], string>;
  line: (vendor: string, result: string) => string;
  until: (time: string) => string;
  readings: (complete: number, all: number) => string;
  listed: (count: number) => string;
  ofSource: (source: Source, saw: string) => string;
};

export const describePoll = ({ market, vendorId }: VendorRef, data: PollSummary, poll: PollTexts): string => {
  const { counts, skipped, backingOff } = poll;
  const results = { ...poll.results, skipped, 'backing-off': backingOff };
  const until = data.until === undefined ? '' : poll.until(new Date(data.until).toLocaleString('sv-SE'));
  const result = isOneOf(data.result, RESULTS) ? [`${results[data.result]}${until}`] : [];
  const first = data.sources?.[0] ?? data;
  const saw =
    first.readings === 0
      ? []
      : [poll.readings(first.completeReadings, first.readings), poll.listed(first.listed)];
  const did = countDone(first, counts);
  const nothing = first.readings > 0 && did.length === 0 ? [poll.nothingNew] : [];
  const problem = data.problem === undefined ? '' : ` (${data.problem})`;
  const all = [...result, ...saw, ...did, ...nothing, ...describeSources(data, poll)].join(poll.separator);
  return poll.line(`${market} ${vendorId}`, `${all}${problem}`);
};

/** @returns the figures that are above zero, each with its name */
export const countDone = (
  data: Pick<PollSummary, (typeof DONE)[number]>,
  counts: PollTexts['counts'],
): string[] => DONE.filter((what) => (data[what] ?? 0) > 0).map((what) => `${counts[what]} ${data[what]}`);

/** Only what is new, or could not be read. */
const describeSources = ({ sources = [] }: PollSummary, poll: PollTexts): string[] =>
  sources.slice(1).flatMap((data) => {
    const { source, readings, completeReadings } = data;
    const unread = completeReadings === readings ? [] : [poll.readings(completeReadings, readings)];
    const saw = [...unread, ...countDone(data, poll.counts)];
    return saw.length === 0 ? [] : [poll.ofSource(source, saw.join(' '))];
  });

export const describeError = (error: unknown): string =>
  isNativeError(error) ? `${error.name}: ${error.message.split('\n', 1)[0]}` : 'unknown error';
