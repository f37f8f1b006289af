import type { AttentionRow, Ticket } from '../../lib/domain/ticket.ts';

/** How long the next write takes to reach the index, ms; without it the index never lags. */
export type IndexLag = { now: () => number; nextMs: () => number };

/** The attention index: a copy of the rows, each ticket's in order, that may lag behind the base items (R3). */
export const createIndex = (lag: IndexLag | undefined) => {
  const queues = new Map<string, { seenAt: number; row: AttentionRow | undefined }[]>();
  return {
    note: (id: string, ticket: Ticket): void => {
      if (!lag) return;
      const queue = queues.get(id) ?? [];
      const seenAt = Math.max(queue.at(-1)?.seenAt ?? 0, lag.now() + lag.nextMs());
      queue.push({ seenAt, row: ticket.attentionAt === undefined ? undefined : attentionRow(ticket) });
      queues.set(id, queue);
    },
    rows: (tickets: ReadonlyMap<string, Ticket>): AttentionRow[] => {
      if (!lag)
        return [...tickets.values()].filter(({ attentionAt }) => attentionAt !== undefined).map(attentionRow);
      const now = lag.now();
      return [...queues.values()].flatMap((queue) => {
        while ((queue[1]?.seenAt ?? Number.POSITIVE_INFINITY) <= now) queue.shift();
        const [first] = queue;
        return first?.row && first.seenAt <= now ? [{ ...first.row }] : [];
      });
    },
  };
};

const attentionRow = (ticket: Ticket): AttentionRow => {
  const { state, learntAnswerId, askedAtUncertain, openedAt, text, category, orderId, orderDate, ...rest } =
    ticket;
  const {
    formLink,
    parentAnswerId,
    outcome,
    answeredAt,
    inTime,
    listedPast,
    announcement,
    history,
    ...more
  } = rest;
  const { events, writeToken, channel, ts, deliveryClaim, attempt, retryAt, reannounced, ...kept } = more;
  const { posted, lookUps, attentionAt = 0, ...row } = kept;
  return { ...row, attentionAt };
};
