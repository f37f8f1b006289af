import { defined } from '../defined.ts';
import { type BlindFacts, type Member, memberOf } from '../notice/notice-facts.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';
import type { Source } from '../sources.ts';
import type { BlindTime, Failure, Pause, SourceState, VendorState } from '../reading/vendor-state.ts';
import { DAY_MS, HOUR_MS } from '../time/durations.ts';

export type Sight = { is: 'sighted' } | ({ is: 'blind'; since: number } & Failure);

/** When a source was read. `watchedSince`: when somebody first wanted to read it. */
export type ReadingTimes = Pick<VendorState, 'watchedSince' | 'polledAt' | 'pause'> &
  Partial<Pick<SourceState, 'recentCompleteAt' | 'completeInARow' | 'failure' | 'firstPollAt'>> &
  Required<Pick<SourceState, 'blindTimes'>>;

/** The reading times of a source. Before the vendor's first poll they are those of the vendor. `undefined` if the next poll begins with it. */
export const readingTimesOf = (
  { sources, watchedSince, firstPollAt, polledAt, pause }: VendorState,
  source: Source,
): ReadingTimes | undefined => {
  const own = sources[source];
  if (!own && Object.keys(sources).length > 0) return undefined;
  // A source that was switched on later counts from its own first poll.
  const isFirst = own === undefined || own.firstPollAt === firstPollAt;
  const ofVendor = { firstPollAt, watchedSince: isFirst ? watchedSince : undefined, polledAt, pause };
  return { ...defined(ofVendor), blindTimes: [], ...own };
};

/** The share of 30 days in the report of a week, which may be a week late. */
const BLIND_TIMES_KEPT_MS = 38 * DAY_MS;
const BLIND_TIMES_KEPT = 20;

/** Adds the blind time that ended at `until`, or lasts until now, if it was longer than the limit. */
export const withBlindTime = (
  times: ReadingTimes,
  until: number | undefined,
  now: number,
  blindMs: number,
): BlindTime[] => {
  const since = sightedUntil(times) ?? now;
  const ended = until !== undefined && now - since > blindMs ? [{ since, until }] : [];
  return [...times.blindTimes, ...ended]
    .filter((blind) => now - blind.until < BLIND_TIMES_KEPT_MS)
    .slice(-BLIND_TIMES_KEPT);
};

/** Finds the sources that were blind in a part of a period. Nobody counts a request that came and ended then. */
export const sourcesBlindIn =
  (state: VendorState, sources: readonly Source[], { now, blindMs }: { now: number; blindMs: number }) =>
  ({ from, until }: { from: number; until: number }): Source[] =>
    sources.filter((source) => {
      const times = readingTimesOf(state, source);
      const blindTimes = times ? withBlindTime(times, now, now, blindMs) : [];
      return blindTimes.some((blind) => blind.since < until && blind.until > from);
    });

/**
 * The start of a possible blindness: the last complete reading of the recent week, but not before the source was switched on. Before the
 * first reading: when `track-sla` first saw the vendor, or the first poll.
 */
export const sightedUntil = ({
  recentCompleteAt,
  watchedSince,
  firstPollAt,
}: ReadingTimes): number | undefined =>
  recentCompleteAt === undefined
    ? (watchedSince ?? firstPollAt)
    : Math.max(recentCompleteAt, firstPollAt ?? recentCompleteAt);

/**
 * The part of a blind time that a pause explains: a reading was complete within `blindMs` of the pause's start, and the blind time ended
 * within `blindMs` of the pause's end.
 * @param blind from the last complete reading to the next, or to now
 */
export const pauseWithin = (
  blind: BlindTime,
  pause: Pause | undefined,
  blindMs: number,
): Pause | undefined => {
  if (!pause) return undefined;
  const since = Math.max(pause.since, blind.since);
  const until = Math.min(pause.until, blind.until);
  const isWhy = Math.abs(pause.since - blind.since) <= blindMs && blind.until - pause.until <= blindMs;
  return isWhy && since < until ? { since, until } : undefined;
};

/** Whether the recent week has had no complete reading for longer than `blindMs`, and why. A pause is no blindness. */
export const judgeBlindness = (input: { state: ReadingTimes; now: number; blindMs: number }): Sight => {
  const { state, now, blindMs } = input;
  const since = sightedUntil(state);
  if (since === undefined || now - since <= blindMs) return { is: 'sighted' };
  if (pauseWithin({ since, until: now }, state.pause, blindMs)) return { is: 'sighted' };
  const polledAt = state.polledAt ?? state.firstPollAt;
  const isPolled = polledAt !== undefined && now - polledAt <= blindMs;
  const failure = isPolled ? (state.failure ?? { cause: 'incomplete' }) : { cause: 'not-polling' as const };
  return { is: 'blind', since, ...failure };
};

export const ENDING_READINGS = 3;

/** During a blind time people work in WING, so they also need the deadlines of the next hour. */
const DEADLINES_AHEAD_MS = HOUR_MS;
const LISTED_DEADLINES = 10;

/** Deadlines of open tickets in the blind time and in the next hour, nearest first. */
export const blindDeadlines = (
  rows: readonly (Member & Pick<AttentionRow, 'dueAt' | 'product' | 'closedAt'>)[],
  since: number,
  now: number,
): Pick<BlindFacts, 'deadlines' | 'deadlineCount'> => {
  const due = rows
    .filter(
      ({ closedAt, dueAt }) => closedAt === undefined && dueAt >= since && dueAt <= now + DEADLINES_AHEAD_MS,
    )
    // Equal deadlines need a fixed order. Otherwise the notice would be edited every minute.
    .sort((a, b) => a.dueAt - b.dueAt || orderOf(a).localeCompare(orderOf(b)));
  const deadlines = due
    .slice(0, LISTED_DEADLINES)
    .map((row) => ({ ...memberOf(row), dueAt: row.dueAt, ...defined({ product: row.product }) }));
  return { deadlines, deadlineCount: due.length };
};

const orderOf = ({ product = '', inquiryId, answerId }: Member & Pick<AttentionRow, 'product'>): string =>
  [product, inquiryId, answerId].join('\n');

/** Tickets that lists first showed after `since`, open or closed. Those that were past at first sight have a notice of their own. */
export const countNew = (
  rows: readonly Pick<AttentionRow, 'openedAt' | 'closedAt' | keyof Member>[],
  closed: readonly ClosedRow[],
  since: number,
): number =>
  new Set(
    [...rows, ...closed]
      .filter(({ openedAt, closedAt }) => openedAt > since && closedAt !== openedAt)
      .map(orderOf),
  ).size;
