import { defined } from '../defined.ts';
import { type Listed, memberOf } from '../notice/notice.ts';
import { type AttentionRow, isLongPast } from '../ticket/ticket.ts';
import { ticketId } from '../ticket/ticket-id.ts';

const MOST_LINES = 20;

/**
 * The number of open tickets, and the first of them by deadline. Equal deadlines have a fixed order. A ticket that is long past
 * its deadline is only counted.
 * @param at when the list is made, epoch ms
 */
export const listSoonest = (open: readonly AttentionRow[], at: number): Listed => ({
  count: open.length,
  lines: open
    .filter((row) => !isLongPast(row, at))
    .sort((a, b) => a.dueAt - b.dueAt || (ticketId(a) < ticketId(b) ? -1 : 1))
    .slice(0, MOST_LINES)
    .map(({ kind, dueAt, product, claimedBy, ...key }) => ({
      ...memberOf(key),
      kind,
      dueAt,
      ...defined({ product, claimedBy }),
    })),
});
