import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import { byUrgency, rankOf, type Urgent, urgencyOf, urgencyOfRow } from '../../domain/delivery/urgency.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { AttentionRow, Outbox } from '../../domain/ticket/ticket.ts';
import { type DeliverableReader, readDeliverable } from '../outbox/read-deliverable.ts';

type Pending = Urgent &
  Pick<Outbox, 'version' | 'publishedVersion' | 'changedAt'> & { id: string; key: DeliverableKey };

export type PendingRow = Pick<Pending, 'key' | 'rank'>;

export type Backlog = ReturnType<typeof createBacklog>;

/** A writer publishes its changes within this time, unless it died. */
const PUBLISH_MS = 10_000;

/** Holds a drain's pending items, and the base items as it last read or wrote them (R18). */
export const createBacklog = (ports: DeliverableReader) => {
  /** Includes rows whose first version is unpublished, which are not shown yet (R2). */
  let pending: Pending[] = [];
  /** Whether an item is newer than its row at the last look. */
  let isBehind = false;
  const known = new Map<string, Deliverable>();
  const drop = (key: DeliverableKey): void => {
    const id = deliverableId(key);
    pending = pending.filter((other) => other.id !== id);
  };
  const know = (id: string, item: Deliverable): void => {
    known.set(id, item);
    const row = pending.find((other) => other.id === id);
    if (row && row.version < item.outbox.version) isBehind = true;
  };
  const published = () => pending.filter(({ publishedVersion }) => publishedVersion > 0);
  return {
    /** Most urgent first. Later changes do not alter a returned list. */
    keys: () => published().map(({ key }) => key),
    rows: (): PendingRow[] => published().map(({ key, rank }) => ({ key, rank })),
    /**
     * Whether another writer may have changed more items than the last look showed: an item is newer than its row, or the
     * writer has not published all of these rows yet.
     */
    isChanging: (isMeant: (row: PendingRow) => boolean, now: number): boolean =>
      isBehind ||
      pending.some(
        (row) =>
          row.publishedVersion < row.version && Math.abs(now - row.changedAt) < PUBLISH_MS && isMeant(row),
      ),
    /** Returns the item as this drain last read or wrote it, otherwise as stored. */
    read: async (key: DeliverableKey): Promise<Deliverable | undefined> => {
      const id = deliverableId(key);
      const kept = known.get(id);
      if (kept) return kept;
      const item = await readDeliverable(key, ports);
      if (item) know(id, item);
      return item;
    },
    forget: (key: DeliverableKey) => known.delete(deliverableId(key)),
    drop,
    put: (deliverable: Deliverable): void => {
      const { key, outbox } = deliverable;
      const id = deliverableId(key);
      know(id, deliverable);
      const rank = rankOf(deliverable);
      drop(key);
      if (rank === undefined) return;
      const row = { id, key, rank, ...outboxOf(outbox), ...urgencyOf(deliverable) };
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
        const outbox = outboxOf(isNewer ? row : last.outbox);
        if (rank !== undefined) found.set(id, { id, key: row, rank, ...outbox, ...urgency });
      }
      // Keep the items that the wake-up named and that the drain has not shown yet.
      for (const row of pending) if (known.has(row.id) && !found.has(row.id)) found.set(row.id, row);
      pending = [...found.values()].sort(byUrgency);
      isBehind = false;
    },
  };
};

const outboxOf = ({ version, publishedVersion, changedAt }: Omit<Pending, keyof Urgent | 'id' | 'key'>) => ({
  version,
  publishedVersion,
  changedAt,
});
