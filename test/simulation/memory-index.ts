/** How long the next write takes to reach an index, ms. Without it no index lags. */
export type IndexLag = { now: () => number; nextMs: () => number };

/** A sparse index: copies of the rows, in order for each item. It may lag behind the base items (R3). */
export const createIndex = <Item, Row extends object>(
  lag: IndexLag | undefined,
  project: (item: Item) => Row | undefined,
) => {
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
    /** The minimum over the rows of an index without lag; Infinity if there are none. */
    least: (of: (row: Row) => number): number => {
      let least = Infinity;
      for (const row of current.values()) least = Math.min(least, of(row));
      return least;
    },
    rows: (): Row[] => {
      if (!lag) return [...current.values()].map((row) => ({ ...row }));
      const now = lag.now();
      return [...queues.values()].flatMap((queue) => {
        while ((queue[1]?.seenAt ?? Number.POSITIVE_INFINITY) <= now) queue.shift();
        const [first] = queue;
        return first?.row && first.seenAt <= now ? [{ ...first.row }] : [];
      });
    },
  };
};
