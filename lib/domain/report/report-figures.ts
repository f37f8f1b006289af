import { defined } from '../defined.ts';
import { inTimeShare } from './in-time-share.ts';
import type { ReportFigures } from '../notice/notice.ts';
import type { AttentionRow, ClosedRow, Outcome } from '../ticket/ticket.ts';
import { isUnannounced, ticketId, wasNothing } from '../ticket/ticket-id.ts';
import { DAY_MS } from '../time/durations.ts';

/** Half-open, epoch ms: `from` counts, `until` does not. */
export type ReportTime = { from: number; until: number };

const ROLLING_MS = 30 * DAY_MS;
const WORST = 3;

/** The start of the 30 days that end at `until`. A report needs all tickets that closed since then. */
export const figuresSince = (until: number): number => until - ROLLING_MS;

/**
 * The figures of a time (S7, S8): what was first seen in it, what closed in it, and the 30 days until its end. A re-opened
 * ticket does not count as closed. A provisional ticket that was not announced does not count.
 * @param closed all that closed since `figuresSince`, even after the time: they may have been first seen in it
 * @param listed what the `attention` index holds; a closed ticket that both hold counts once
 */
export const reportFigures = (
  closed: readonly ClosedRow[],
  listed: readonly AttentionRow[],
  time: ReportTime,
): ReportFigures =>
  figuresOf(
    closed.filter((row) => !wasNothing(row)),
    listed.filter((row) => !isUnannounced(row)),
    time,
  );

const figuresOf = (
  closed: readonly ClosedRow[],
  listed: readonly AttentionRow[],
  time: ReportTime,
): ReportFigures => {
  const ended = closed.filter(({ closedAt }) => isWithin(closedAt, time));
  const seen = [...closed, ...listed].filter(({ openedAt }) => isWithin(openedAt, time));
  const answerTimes = ended.flatMap(answerTime).sort((a, b) => a - b);
  const medianMs = nearestRank(answerTimes, 50);
  const p90Ms = nearestRank(answerTimes, 90);
  const rolling = { from: figuresSince(time.until), until: time.until };
  return {
    opened: new Set(seen.map(ticketId)).size,
    closed: countOutcomes(ended),
    share: inTimeShare(ended),
    ...defined({ medianMs, p90Ms }),
    worst: worstCategories(ended),
    rolling: inTimeShare(closed.filter(({ closedAt }) => isWithin(closedAt, rolling))),
  };
};

const isWithin = (at: number, { from, until }: ReportTime): boolean => at >= from && at < until;

const countOutcomes = (ended: readonly ClosedRow[]): Record<Outcome, number> => {
  const counts: Record<Outcome, number> = {
    answered: 0,
    confirmed: 0,
    'auto-closed': 0,
    withdrawn: 0,
    'decided-by-coupang': 0,
    unknown: 0,
  };
  for (const { outcome = 'unknown' } of ended) counts[outcome] += 1;
  return counts;
};

/** Never negative: an estimated `askedAt` may be later than the answer (R11). */
const answerTime = ({ outcome, askedAt, answeredAt }: ClosedRow): number[] =>
  outcome === 'answered' && answeredAt !== undefined ? [Math.max(0, answeredAt - askedAt)] : [];

/** The smallest value with at least `percent` percent of the values at or below it. `undefined`: there are no values. */
const nearestRank = (sorted: readonly number[], percent: number): number | undefined =>
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
