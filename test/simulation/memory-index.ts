/** How long the next write takes to reach an index, ms. Without it no index lags. */
export type IndexLag = { now: () => number; nextMs: () => number };

/** A sparse index: copies of the rows, by time. It may lag behind the base items (R3). */
export const createIndex = <Item, Row extends object>(
  lag: IndexLag | undefined,
  project: (item: Item) => Row | undefined,
  timeOf: (row: Row) => number,
) => {
  const byTime = (a: Row, b: Row): number => timeOf(a) - timeOf(b);
  const queues = new Map<string, { seenAt: number; row: Row | undefined }[]>();
  /** For an index without lag: only present rows are kept, so that removed ones cost nothing. */
  const current = new Map<string, Row>();
  const keep = (id: string, row: Row | undefined): void => {
    if (row) current.set(id, row);
    else current.delete(id);
  };
  return {
    note: (id: string, item: Item): void => {
      if (!lag) return keep(id, project(item));
      const queue = queues.get(id) ?? [];
      const seenAt = Math.max(queue.at(-1)?.seenAt ?? 0, lag.now() + lag.nextMs());
      queue.push({ seenAt, row: project(item) });
      queues.set(id, queue);
    },
    rows: (): Row[] => {
      if (!lag) return [...current.values()].map((row) => ({ ...row })).sort(byTime);
      const now = lag.now();
      const rows = [...queues.values()].flatMap((queue) => {
        while ((queue[1]?.seenAt ?? Number.POSITIVE_INFINITY) <= now) queue.shift();
        const [first] = queue;
        return first?.row && first.seenAt <= now ? [{ ...first.row }] : [];
      });
      return rows.sort(byTime);
    },
  };
};
