import type { AllClearFacts } from '../notice/notice.ts';
import type { AttentionRow, ClosedRow } from '../ticket/ticket.ts';
import { ticketId } from '../ticket/ticket-id.ts';

/**
 * The figures of the all-clear (R17): the hand-overs asked in the blind time, and the deadlines in it that were missed. A
 * ticket that both lists hold counts once, as closed.
 */
export const countBlindTime = (
  rows: readonly AttentionRow[],
  closed: readonly ClosedRow[],
  spans: readonly { since: number; until: number }[],
): Pick<AllClearFacts, 'asked' | 'missed'> => {
  const isWithin = (at: number): boolean => spans.some(({ since, until }) => at > since && at <= until);
  const tickets = new Map<string, AttentionRow | ClosedRow>(rows.map((row) => [ticketId(row), row]));
  for (const row of closed) tickets.set(ticketId(row), row);
  const all = [...tickets.values()];
  const asked = all.filter(({ askedAt }) => isWithin(askedAt));
  const missed = all.filter((row) => isWithin(row.dueAt) && wasMissed(row, isWithin(row.askedAt)));
  return { asked: asked.length, missed: missed.length };
};

const wasMissed = (row: AttentionRow | ClosedRow, wasAskedThen: boolean): boolean => {
  if (row.closedAt === undefined) return true;
  if (!('outcome' in row)) return false;
  switch (row.outcome) {
    case 'auto-closed':
      return true;
    case 'answered':
      return row.inTime === false;
    case 'unknown':
      // A ticket that was past at first sight missed its deadline before the blind time, if at all.
      return wasAskedThen || row.openedAt !== row.closedAt;
    default:
      return false;
  }
};
