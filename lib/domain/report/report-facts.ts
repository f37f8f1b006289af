import { defined } from '../defined.ts';
import type { DueReport } from './due-reports.ts';
import { handOver } from './hand-over.ts';
import { listSoonest } from './list-soonest.ts';
import type { HandOverFacts, ReportFacts } from '../notice/notice.ts';
import { reportFigures } from './report-figures.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';

/**
 * What a report tells (S7). Where no next shift is known every open ticket is due before it.
 * @param closed all that closed since `figuresSince` of its end; of a hand-over none is needed
 * @param listed what the `attention` index holds
 * @param holidaysUnknown the year of which the calendar does not know the holidays, while it is near
 */
export const reportFacts = (
  due: DueReport,
  closed: readonly ClosedRow[],
  listed: readonly AttentionRow[],
  holidaysUnknown: number | undefined,
): HandOverFacts | ReportFacts => {
  const open = listed.filter(({ closedAt }) => closedAt === undefined);
  if (due.about === 'hand-over') return handOver(open, due);
  const { about, from, until, nextShiftAt = Infinity } = due;
  return {
    about,
    from,
    until,
    ...reportFigures(closed, listed, { from, until }),
    dueBeforeNextShift: listSoonest(open.filter(({ dueAt }) => dueAt < nextShiftAt)),
    ...defined({ holidaysUnknown }),
  };
};
