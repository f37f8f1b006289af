import { TABLE } from '../../lib/config/names.ts';
import { applied, type Change } from '../../lib/dynamodb/expressions.ts';
import type { Item, ItemKey, Query } from '../../lib/dynamodb/table.ts';
import { copy } from './copy.ts';
import { fulfils } from './memory-conditions.ts';

/** How long the next write takes to reach an index, ms. */
export type IndexLag = { now: () => number; nextMs: () => number };

const NO_LAG: IndexLag = { now: () => 0, nextMs: () => 0 };

/** DynamoDB's table in memory. An item is never changed in place. `onWrite` sees every write when it takes effect. */
export const createMemoryTable = (onWrite: (key: ItemKey, item: Item) => void, lag: IndexLag = NO_LAG) => {
  const partitions = new Map<string, Map<string, Item>>();
  const indexes = [TABLE.attention, TABLE.closed].map((index) => createIndex(index, lag));
  const get = ({ pk, sk }: ItemKey): Item | undefined => partitions.get(pk)?.get(sk);
  const write = (key: ItemKey, item: Item): Item => {
    const partition = partitions.get(key.pk) ?? new Map<string, Item>();
    partition.set(key.sk, item);
    partitions.set(key.pk, partition);
    for (const index of indexes) index.note(item);
    onWrite(key, item);
    return item;
  };
  return {
    get,
    write,
    query: ({ index, condition, values }: Query): Item[] => {
      const rows = indexes.find(({ name }) => name === index)?.rows();
      const all = rows ?? bySortKey([...(partitions.get(String(values[':partition'])) ?? []).values()]);
      return all.filter((item) => fulfils(item, condition, values));
    },
    put: (item: Item & ItemKey, condition: string): boolean => {
      const isAllowed = fulfils(get(item) ?? {}, condition);
      if (isAllowed) write(item, copy(item));
      return isAllowed;
    },
    update: (key: ItemKey, change: Change): Item | undefined => {
      const before = get(key) ?? {};
      if (!fulfils(before, change.condition, change.values, change.names)) return undefined;
      const absent = Object.entries(change.writeIfAbsent ?? {}).filter(([name]) => !(name in before));
      const written = { ...key, ...Object.fromEntries(absent), ...copy(change.write) };
      return write(key, applied(before, written));
    },
  };
};

const bySortKey = (items: Item[]): Item[] =>
  items.sort((a, b) => (String(a['sk']) < String(b['sk']) ? -1 : 1));

type Index = typeof TABLE.attention | typeof TABLE.closed;

/** A sparse index, by time. It may lag behind the items (R3). */
const createIndex = ({ name, partitionKey, sortKey }: Index, lag: IndexLag) => {
  const queues = new Map<string, { seenAt: number; item: Item | undefined }[]>();
  return {
    name,
    note: (item: Item): void => {
      const id = `${String(item['pk'])} ${String(item['sk'])}`;
      const isIn = partitionKey in item;
      const queue = queues.get(id) ?? [];
      if (!isIn && queue.length === 0) return;
      const seenAt = Math.max(queue.at(-1)?.seenAt ?? 0, lag.now() + lag.nextMs());
      queue.push({ seenAt, item: isIn ? item : undefined });
      queues.set(id, queue);
    },
    rows: (): Item[] => {
      const now = lag.now();
      const rows: Item[] = [];
      for (const [id, queue] of queues) {
        while ((queue[1]?.seenAt ?? Infinity) <= now) queue.shift();
        const [first] = queue;
        if (first?.item && first.seenAt <= now) rows.push(first.item);
        if (first && !first.item && queue.length === 1) queues.delete(id);
      }
      return rows.sort((a, b) => Number(a[sortKey]) - Number(b[sortKey]));
    },
  };
};
