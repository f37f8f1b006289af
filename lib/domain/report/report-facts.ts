import { defined } from '../defined.ts';
import type { DueReport } from './due-reports.ts';
import { handOver } from './hand-over.ts';
import { listSoonest } from './list-soonest.ts';
import type { ActsOfPerson, HandOverFacts, ReportFacts } from '../notice/notice.ts';
import { reportFigures } from './report-figures.ts';
import { isUnannounced } from '../ticket/ticket-id.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';

/**
 * The facts of a report (S7). If no next shift is known, each open ticket is due before it.
 * @param closed all that closed since `figuresSince` of its end; not needed for a hand-over
 * @param listed what the `attention` index holds
 * @param holidaysUnknown the year, if it is near, whose holidays the calendar does not know
 */
export const reportFacts = (
  due: DueReport,
  closed: readonly ClosedRow[],
  listed: readonly AttentionRow[],
  holidaysUnknown: number | undefined,
  acts?: ActsOfPerson[],
): HandOverFacts | ReportFacts => {
  const open = listed.filter((row) => row.closedAt === undefined && !isUnannounced(row));
  if (due.about === 'hand-over') return handOver(open, due);
  const { about, from, until, nextShiftAt = Infinity, handOver: told } = due;
  // A week is told with its Sunday, whose report lists them.
  const left = told || about === 'weekly' ? [] : open.filter(({ dueAt }) => dueAt < nextShiftAt);
  return {
    about,
    from,
    until,
    ...reportFigures(closed, listed, { from, until }),
    dueBeforeNextShift: listSoonest(left, until),
    ...(told && { handOver: handOver(open, told) }),
    ...defined({ acts, holidaysUnknown }),
  };
};
