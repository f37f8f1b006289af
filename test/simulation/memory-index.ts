/** How long the next write takes to reach an index, ms; without it no index ever lags. */
export type IndexLag = { now: () => number; nextMs: () => number };

/** A sparse index: a copy of the rows, each item's in order, that may lag behind the base items (R3). */
export const createIndex = <Item, Row extends object>(
  lag: IndexLag | undefined,
  project: (item: Item) => Row | undefined,
) => {
  const queues = new Map<string, { seenAt: number; row: Row | undefined }[]>();
  return {
    note: (id: string, item: Item): void => {
      if (!lag) return;
      const queue = queues.get(id) ?? [];
      const seenAt = Math.max(queue.at(-1)?.seenAt ?? 0, lag.now() + lag.nextMs());
      queue.push({ seenAt, row: project(item) });
      queues.set(id, queue);
    },
    rows: (items: ReadonlyMap<string, Item>): Row[] => {
      if (!lag) return [...items.values()].flatMap((item) => project(item) ?? []);
      const now = lag.now();
      return [...queues.values()].flatMap((queue) => {
        while ((queue[1]?.seenAt ?? Number.POSITIVE_INFINITY) <= now) queue.shift();
        const [first] = queue;
        return first?.row && first.seenAt <= now ? [{ ...first.row }] : [];
      });
    },
  };
};
