import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import { byUrgency, rankOf, type Urgent, urgencyOf, urgencyOfRow } from '../../domain/delivery/urgency.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { type DeliverableReader, readDeliverable } from '../outbox/read-deliverable.ts';

type Pending = Urgent & { id: string; key: DeliverableKey };

export type PendingRow = Pick<Pending, 'key' | 'rank'>;

export type Backlog = ReturnType<typeof createBacklog>;

/** Holds a drain's pending items, and the base items as it last read or wrote them (R18). */
export const createBacklog = (ports: DeliverableReader) => {
  let pending: Pending[] = [];
  const known = new Map<string, Deliverable>();
  const drop = (key: DeliverableKey): void => {
    const id = deliverableId(key);
    pending = pending.filter((other) => other.id !== id);
  };
  return {
    /** Most urgent first. Later changes do not alter a returned list. */
    keys: () => pending.map(({ key }) => key),
    rows: (): PendingRow[] => pending.map(({ key, rank }) => ({ key, rank })),
    /** Returns the item as this drain last read or wrote it, otherwise as stored. */
    read: async (key: DeliverableKey): Promise<Deliverable | undefined> => {
      const id = deliverableId(key);
      const item = known.get(id) ?? (await readDeliverable(key, ports));
      if (item) known.set(id, item);
      return item;
    },
    forget: (key: DeliverableKey) => known.delete(deliverableId(key)),
    drop,
    put: (deliverable: Deliverable): void => {
      const id = deliverableId(deliverable.key);
      known.set(id, deliverable);
      const rank = rankOf(deliverable);
      drop(deliverable.key);
      if (rank === undefined || deliverable.outbox.publishedVersion === 0) return;
      const row = { id, key: deliverable.key, rank, ...urgencyOf(deliverable) };
      const at = pending.findIndex((other) => byUrgency(row, other) < 0);
      pending.splice(at < 0 ? pending.length : at, 0, row);
    },
    refill: (rows: readonly (AttentionRow | NoticeRow)[]): void => {
      const found = new Map<string, Pending>();
      for (const row of rows) {
        const id = deliverableId(row);
        const last = known.get(id);
        // The index lags, so this drain's own writes are newer than the row.
        const isNewer =
          !last || row.version > last.outbox.version || row.publishedVersion > last.outbox.publishedVersion;
        if (isNewer) known.delete(id);
        const rank = isNewer ? row.rank : rankOf(last);
        const urgency = isNewer ? urgencyOfRow(row) : urgencyOf(last);
        if (rank !== undefined && row.publishedVersion > 0) found.set(id, { id, key: row, rank, ...urgency });
      }
      // Keep the items that the wake-up named and that the drain has not shown yet.
      for (const row of pending) if (known.has(row.id) && !found.has(row.id)) found.set(row.id, row);
      pending = [...found.values()].sort(byUrgency);
    },
  };
};
