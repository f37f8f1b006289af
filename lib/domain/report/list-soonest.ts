import { defined } from '../defined.ts';
import { type Listed, memberOf } from '../notice/notice.ts';
import type { AttentionRow } from '../ticket/ticket.ts';
import { ticketId } from '../ticket/ticket-id.ts';

const MOST_LINES = 20;

/** The number of open tickets, and the first of them by deadline. Equal deadlines have a fixed order. */
export const listSoonest = (open: readonly AttentionRow[]): Listed => ({
  count: open.length,
  lines: [...open]
    .sort((a, b) => a.dueAt - b.dueAt || (ticketId(a) < ticketId(b) ? -1 : 1))
    .slice(0, MOST_LINES)
    .map(({ kind, dueAt, product, claimedBy, ...key }) => ({
      ...memberOf(key),
      kind,
      dueAt,
      ...defined({ product, claimedBy }),
    })),
});
