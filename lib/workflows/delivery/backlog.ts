import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import { byUrgency, rankOf, rowUrgentBy, urgentBy, type Urgent } from '../../domain/delivery/urgency.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';

/** Something owed: a row of the index, or the base item once it was read. */
type Owed = Urgent & { id: string; key: DeliverableKey };

export type Backlog = ReturnType<typeof createBacklog>;

/** What a drain knows to be owed, and the base items as it last read or wrote them (R18). */
export const createBacklog = () => {
  let owed: Owed[] = [];
  const known = new Map<string, Deliverable>();
  const drop = (key: DeliverableKey): void => {
    const id = deliverableId(key);
    owed = owed.filter((one) => one.id !== id);
  };
  return {
    /** Most urgent first. Later changes do not alter a list that was returned. */
    keys: () => owed.map(({ key }) => key),
    known: (key: DeliverableKey) => known.get(deliverableId(key)),
    keep: (deliverable: Deliverable) => known.set(deliverableId(deliverable.key), deliverable),
    /** The item is read again before it is shown. */
    forget: (key: DeliverableKey) => known.delete(deliverableId(key)),
    drop,
    /** Puts a base item at its rank, or removes it from the list if it owes nothing. */
    put: (deliverable: Deliverable): void => {
      const id = deliverableId(deliverable.key);
      known.set(id, deliverable);
      const rank = rankOf(deliverable);
      drop(deliverable.key);
      if (rank === undefined || deliverable.outbox.publishedVersion === 0) return;
      const one = { id, key: deliverable.key, rank, by: urgentBy(deliverable) };
      const at = owed.findIndex((other) => byUrgency(one, other) < 0);
      owed.splice(at < 0 ? owed.length : at, 0, one);
    },
    /** Replaces the rows of the index by newer ones. */
    refill: (rows: readonly (AttentionRow | NoticeRow)[]): void => {
      const found = new Map<string, Owed>();
      for (const row of rows) {
        const id = deliverableId(row);
        const last = known.get(id);
        // The index lags: what this drain has written is newer than the row.
        const isNewer =
          !last || row.version > last.outbox.version || row.publishedVersion > last.outbox.publishedVersion;
        if (isNewer) known.delete(id);
        const rank = isNewer ? row.rank : rankOf(last);
        if (rank !== undefined && row.publishedVersion > 0)
          found.set(id, { id, key: row, rank, by: rowUrgentBy(row) });
      }
      // What the drain was called for and has not shown yet.
      for (const one of owed) if (known.has(one.id) && !found.has(one.id)) found.set(one.id, one);
      owed = [...found.values()].sort(byUrgency);
    },
  };
};
