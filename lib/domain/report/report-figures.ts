import { defined } from '../defined.ts';
import type {
  ActsOfPerson,
  InTimeShare,
  OutcomeCounts,
  PeriodBefore,
  ReportFigures,
} from '../notice/notice-facts.ts';
import type { AttentionRow, ClosedRow, Ticket } from '../ticket/ticket.ts';
import { type Source, SOURCES } from '../sources.ts';
import { isUnannounced, ticketId, isUncounted } from '../ticket/ticket-id.ts';
import { DAY_MS } from '../time/durations.ts';
import type { Deed } from '../ticket/act.ts';

/** Half-open. */
export type ReportTime = { from: number; until: number };

const ROLLING_MS = 30 * DAY_MS;
const WORST = 3;

/** The start of the 30 days that end at `until`. A report needs all tickets that closed since then. */
export const figuresSince = (until: number): number => until - ROLLING_MS;

/**
 * The figures of a period (S7): tickets first seen in it, and tickets closed in it. Only sources that Coupang closes at their deadline are
 * included. Re-opened tickets and provisional tickets that were never announced do not count.
 * @param closed all tickets closed since `figuresSince`, even after the period, since they may have opened in it
 * @param listed the rows of the `attention` index; a closed ticket in both counts once
 */
export const reportFigures = (
  closed: readonly ClosedRow[],
  listed: readonly AttentionRow[],
  time: ReportTime,
): ReportFigures =>
  figuresOf(
    closed.filter((row) => closesAtDeadline(row) && !isUncounted(row)),
    listed.filter((row) => closesAtDeadline(row) && !isUnannounced(row)),
    time,
  );

const closesAtDeadline = ({ source }: { source: Source }): boolean => SOURCES[source].closesAtDeadline;

const figuresOf = (
  closed: readonly ClosedRow[],
  listed: readonly AttentionRow[],
  time: ReportTime,
): ReportFigures => {
  const ended = closed.filter(({ closedAt }) => isWithin(closedAt, time));
  const seen = [...closed, ...listed].filter(({ openedAt }) => isWithin(openedAt, time));
  const answerTimes = sortedTimes(ended);
  const medianMs = nearestRank(answerTimes, 50);
  const p90Ms = nearestRank(answerTimes, 90);
  return {
    opened: new Set(seen.map(ticketId)).size,
    closed: countOutcomes(ended),
    share: inTimeShare(ended),
    ...defined({ medianMs, p90Ms }),
    worst: worstCategories(ended),
  };
};

/**
 * The figures of the period of the same length before, for the trend. They need no other rows: it lies within the 30 days before `until`.
 * @returns undefined if nothing was counted then
 */
export const figuresBefore = (
  closed: readonly ClosedRow[],
  { from, until }: ReportTime,
): PeriodBefore | undefined => {
  const time = { from: from - (until - from), until: from };
  const ended = closed.filter(
    (row) => closesAtDeadline(row) && !isUncounted(row) && isWithin(row.closedAt, time),
  );
  const share = inTimeShare(ended);
  const medianMs = nearestRank(sortedTimes(ended), 50);
  return share.counted === 0 ? undefined : { share, ...defined({ medianMs }) };
};

const sortedTimes = (ended: readonly ClosedRow[]): number[] =>
  ended.flatMap(answerTime).sort((a, b) => a - b);

export const isWithin = (at: number, { from, until }: ReportTime): boolean => at >= from && at < until;

const countOutcomes = (ended: readonly ClosedRow[]): OutcomeCounts => {
  const counts: OutcomeCounts = {
    answered: 0,
    confirmed: 0,
    'auto-closed': 0,
    withdrawn: 0,
    'decided-by-coupang': 0,
    unknown: 0,
  };
  for (const { outcome = 'unknown' } of ended) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

/** Never negative: an estimated `askedAt` may be later than the answer (R11). */
export const answerTime = ({ outcome, askedAt, answeredAt }: ClosedRow): number[] =>
  outcome === 'answered' && answeredAt !== undefined ? [Math.max(0, answeredAt - askedAt)] : [];

/** The smallest value with at least `percent` percent of the values at or below it. */
export const nearestRank = (sorted: readonly number[], percent: number): number | undefined =>
  sorted[Math.ceil((percent * sorted.length) / 100) - 1];

/** Most misses first. Tickets without a category form one group. */
const worstCategories = (ended: readonly ClosedRow[]): ReportFigures['worst'] =>
  [...Map.groupBy(ended, ({ category = '' }) => category)]
    .map(([category, rows]) => {
      const { inTime, counted } = inTimeShare(rows);
      return { category, missed: counted - inTime, counted };
    })
    .filter(({ missed }) => missed > 0)
    .sort((a, b) => b.missed - a.missed || b.counted - a.counted || (a.category < b.category ? -1 : 1))
    .slice(0, WORST);

const MOST_PEOPLE = 20;

/** Counts each person's claims, confirmations and replies (A6), most acts first. */
export const countActs = (tickets: readonly Ticket[], { from, until }: ReportTime): ActsOfPerson[] => {
  const deeds = tickets
    .flatMap(({ facts: { history } }) => history)
    .filter(({ at }) => at >= from && at < until)
    .flatMap(({ deed }) => (deed && COUNTED.has(deed.did) ? [deed] : []));
  return [...Map.groupBy(deeds, ({ by }) => by)]
    .map(([by, own]) => {
      const count = (did: Deed['did']): number => own.filter((deed) => deed.did === did).length;
      const name = own.findLast((deed) => deed.name !== undefined)?.name;
      const counts = { claimed: count('claimed'), confirmed: count('confirmed'), replied: count('replied') };
      return { by, ...defined({ name }), ...counts };
    })
    .sort((a, b) => sum(b) - sum(a) || (a.by < b.by ? -1 : 1))
    .slice(0, MOST_PEOPLE);
};

const COUNTED = new Set<Deed['did']>(['claimed', 'confirmed', 'replied']);

const sum = ({ claimed, confirmed, replied }: ActsOfPerson): number => claimed + confirmed + replied;

/**
 * `left`: how many more misses keep the share above the threshold; `any` for the threshold 0. `needed`: how many answers in time bring it
 * back; `never` for the threshold 1, since a miss stays counted.
 */
export type MissesLeft = { left: number | 'any' } | { needed: number | 'never' };

/**
 * Compares a share with a threshold (S8). Before the first ticket counts, no miss is left.
 * @param threshold 0 to 1
 */
export const missesLeft = ({ inTime, counted }: InTimeShare, threshold: number): MissesLeft => {
  if (threshold === 0) return { left: 'any' };
  const shortfall = threshold * counted - inTime;
  if (shortfall <= ROUNDING) return { left: Math.floor((inTime + ROUNDING) / threshold) - counted };
  if (threshold === 1) return { needed: 'never' };
  return { needed: Math.ceil((shortfall - ROUNDING) / (1 - threshold)) };
};

/**
 * The share of replies that were in time (S7). It counts automatic closings, and answers that were known to be in time or late.
 */
export const inTimeShare = (rows: readonly ClosedRow[]): InTimeShare => {
  const counted = rows.filter(counts);
  return { inTime: counted.filter(({ inTime }) => inTime === true).length, counted: counted.length };
};

const counts = ({ kind, outcome, inTime }: ClosedRow): boolean =>
  kind === 'reply' && (outcome === 'auto-closed' || (outcome === 'answered' && inTime !== undefined));

/** A tolerance in counts, since 0.07 times 100 is more than 7 in floating point. */
const ROUNDING = 1e-9;
