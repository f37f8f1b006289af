import { defined } from '../defined.ts';
import type { DueReport } from './due-reports.ts';
import {
  memberOf,
  type ActsOfPerson,
  type HandOverFacts,
  type Listed,
  type ReportFacts,
} from '../notice/notice-facts.ts';
import { bySource, type Source } from '../sources.ts';
import { figuresBefore, figuresSince, reportFigures, type ReportTime } from './report-figures.ts';
import { figuresBySource, scoreShare, type ScoreScope } from './source-figures.ts';
import { isUnannounced, ticketId } from '../ticket/ticket-id.ts';
import { isLongPast, type AttentionRow, type ClosedRow } from '../ticket/ticket.ts';

/** The index rows of a vendor for its reports. */
export type ReportRows = {
  /** The whole `attention` index. */
  listed: readonly AttentionRow[];
  /** All tickets closed since `figuresSince` of the report's end. Not needed for a hand-over. */
  closed: readonly ClosedRow[];
};

export type ReportContext = ScoreScope & {
  /** When the report is written. */
  now: number;
  /** A near year whose holidays the calendar does not know. */
  holidaysUnknown: number | undefined;
  /** Finds the sources that were blind in a part of a period. */
  blindIn: (time: ReportTime) => readonly Source[];
  acts?: ActsOfPerson[] | undefined;
};

/** The facts of a report (S7). If no next shift is known, each open ticket is due before it. */
export const reportFacts = (
  due: DueReport,
  { listed, closed }: ReportRows,
  { now, sources, scoreSources, holidaysUnknown, blindIn, acts }: ReportContext,
): HandOverFacts | ReportFacts => {
  // Nobody reads the tickets of a source that was switched off.
  const open = listed.filter(
    (row) => row.closedAt === undefined && !isUnannounced(row) && sources.includes(row.source),
  );
  if (due.about === 'hand-over') return handOver(open, due, now);
  const { about, from, until, nextShiftAt = Infinity, handOver: dueHandOver } = due;
  // Sunday's report comes together with the week's report and lists them.
  const figures = figuresBySource({ closed, listed }, sources, { from, until });
  const unseen = blindIn({ from, until });
  const rolling = blindIn({ from: figuresSince(until), until });
  const left = dueHandOver || about === 'weekly' ? [] : open.filter(({ dueAt }) => dueAt < nextShiftAt);
  return {
    about,
    from,
    until,
    ...reportFigures(closed, listed, { from, until }),
    ...scoreShare({ closed, listed }, { sources, scoreSources }, until),
    ...defined({ before: figuresBefore(closed, { from, until }) }),
    ...(Object.keys(figures).length > 0 && { bySource: figures }),
    ...(unseen.length > 0 && { unseen: Object.fromEntries(unseen.map((source) => [source, true as const])) }),
    ...(rolling.some((source) => scoreSources.includes(source)) && { unseenInShare: true as const }),
    dueBeforeNextShift: listSoonest(left, now),
    ...(dueHandOver && { handOver: handOver(open, dueHandOver, now) }),
    ...defined({ acts, holidaysUnknown }),
  };
};

/**
 * Groups the open tickets for the next shift (S7), each in a single list (R27). If no next shift is known, all tickets are due.
 * @param open open tickets only
 */
const handOver = (
  open: readonly AttentionRow[],
  { endsAt, nextEndsAt }: Pick<HandOverFacts, 'endsAt' | 'nextEndsAt'>,
  now: number,
): HandOverFacts => {
  const isSoon = ({ dueAt }: AttentionRow): boolean => dueAt < (nextEndsAt ?? Infinity);
  const later = open.filter((row) => !isSoon(row));
  return {
    about: 'hand-over',
    endsAt,
    ...defined({ nextEndsAt }),
    dueSoon: listSoonest(open.filter(isSoon), now),
    unclaimed: listSoonest(
      later.filter(({ claimedBy }) => claimedBy === undefined),
      now,
    ),
    claimed: listSoonest(
      later.filter(({ claimedBy }) => claimedBy !== undefined),
      now,
    ),
  };
};

const MOST_LINES = 20;

/**
 * Counts all tickets, and lists the first by deadline, hand-overs before others. Equal deadlines have a fixed order. A ticket long past its
 * deadline is only counted.
 */
const listSoonest = (open: readonly AttentionRow[], now: number): Listed => ({
  count: open.length,
  lines: open
    .filter((row) => !isLongPast(row, now))
    .sort((a, b) => bySource(a, b) || a.dueAt - b.dueAt || (ticketId(a) < ticketId(b) ? -1 : 1))
    .slice(0, MOST_LINES)
    .map(({ kind, dueAt, product, claimedBy, ...key }) => ({
      ...memberOf(key),
      kind,
      dueAt,
      ...defined({ product, claimedBy }),
    })),
});
