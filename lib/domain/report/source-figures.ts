import { defined } from '../defined.ts';
import type { InTimeShare, ScoreShare, SourceFigures } from '../notice/notice-facts.ts';
import { type Source, SOURCE_NAMES, SOURCES } from '../sources.ts';
import { isUncounted, isUnannounced, ticketId } from '../ticket/ticket-id.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';
import {
  answerTime,
  figuresSince,
  inTimeShare,
  isWithin,
  nearestRank,
  type ReportTime,
} from './report-figures.ts';

/** The index rows of a vendor, as `reportFigures` takes them. */
type Rows = { closed: readonly ClosedRow[]; listed: readonly AttentionRow[] };

/**
 * The figures of the sources that Coupang does not close at their deadline (S7): of those that the vendor reads, and of others that had
 * requests in the period.
 */
export const figuresBySource = (
  { closed, listed }: Rows,
  read: readonly Source[],
  time: ReportTime,
): { [source in Source]?: SourceFigures } => {
  const figures: { [source in Source]?: SourceFigures } = {};
  for (const source of SOURCE_NAMES.filter((name) => !SOURCES[name].closesAtDeadline)) {
    const own = figuresOf(
      {
        closed: closed.filter((row) => row.source === source && !isUncounted(row)),
        listed: listed.filter((row) => row.source === source && !isUnannounced(row)),
      },
      time,
    );
    const { opened, inTime, missed, late } = own;
    if (read.includes(source) || opened + inTime + missed + late > 0) figures[source] = own;
  }
  return figures;
};

export type ScoreScope = {
  /** The sources that the vendor reads. */
  sources: readonly Source[];
  /** The sources that count in the seller score. */
  scoreSources: readonly Source[];
};

/** The share in time over the 30 days before `until` (S8), over the sources that count in the seller score. */
export const scoreShare = (rows: Rows, { sources, scoreSources }: ScoreScope, until: number): ScoreShare => {
  const time = { from: figuresSince(until), until };
  const figures = figuresBySource(rows, sources, time);
  const parts = scoreSources.flatMap((source): [Source, InTimeShare][] => {
    if (SOURCES[source].closesAtDeadline) return [[source, closedShare(rows.closed, source, time)]];
    const { inTime, missed } = figures[source] ?? {};
    return inTime === undefined || missed === undefined
      ? []
      : [[source, { inTime, counted: inTime + missed }]];
  });
  const sum = (of: keyof InTimeShare): number => parts.reduce((total, [, share]) => total + share[of], 0);
  return {
    rolling: { inTime: sum('inTime'), counted: sum('counted') },
    ...(parts.length > 1 && { rollingBySource: Object.fromEntries(parts) }),
  };
};

const closedShare = (closed: readonly ClosedRow[], source: Source, time: ReportTime): InTimeShare =>
  inTimeShare(
    closed.filter((row) => row.source === source && !isUncounted(row) && isWithin(row.closedAt, time)),
  );

const figuresOf = ({ closed, listed }: Rows, time: ReportTime): SourceFigures => {
  const ended = new Set(closed.map(ticketId));
  const open = listed.filter((row) => row.closedAt === undefined && !ended.has(ticketId(row)));
  const known = closed.filter((row) => !wasPastAtFirstSight(row));
  const answered = known.filter(
    ({ outcome, answeredAt, closedAt }) => outcome === 'answered' && isWithin(answeredAt ?? closedAt, time),
  );
  const isDue = ({ dueAt }: { dueAt: number }): boolean => isWithin(dueAt, time);
  const times = answered.flatMap(answerTime).sort((a, b) => a - b);
  return {
    opened: [...known, ...open].filter(({ openedAt }) => isWithin(openedAt, time)).length,
    inTime: answered.filter((row) => wasInTime(row) === true).length,
    missed: [...open, ...known.filter(wasMissed)].filter(isDue).length,
    late: answered.filter((row) => wasInTime(row) === false).length,
    open: open.length,
    ...defined({ medianMs: nearestRank(times, 50) }),
  };
};

/** Stored closed at its first sight. A notice has counted it. */
const wasPastAtFirstSight = ({ outcome, openedAt, dueAt }: ClosedRow): boolean =>
  outcome === 'unknown' && openedAt >= dueAt;

/** Without a known time, an answer that was found before the deadline was in time. `undefined`: unknown. */
const wasInTime = ({ inTime, closedAt, dueAt }: ClosedRow): boolean | undefined =>
  inTime ?? (closedAt <= dueAt ? true : undefined);

/** Whether the deadline passed without an answer. Nobody knows it of an unknown end. */
const wasMissed = (row: ClosedRow): boolean => {
  if (row.outcome === 'answered') return wasInTime(row) === false;
  return row.outcome !== undefined && row.outcome !== 'unknown' && row.closedAt > row.dueAt;
};
