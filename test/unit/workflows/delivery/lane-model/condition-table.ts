import { TABLE } from '../../../../../lib/config/names.ts';
import { applied, type Change } from '../../../../../lib/dynamodb/expressions.ts';
import { type Item, type ItemKey, nameOf, type Table } from '../../../../../lib/dynamodb/table.ts';
import { fulfils } from '../../../../simulation/memory-conditions.ts';

/** A table in memory that checks the condition of every write, as DynamoDB does. The store's own adapters run on it. */
export const createConditionTable = () => {
  const items = new Map<string, Item & ItemKey>();
  /** The item that the last write replaced. The index lags by this write. */
  const lag: { key?: string; before?: (Item & ItemKey) | undefined } = {};
  const store = (key: string, item: Item & ItemKey): void => {
    Object.assign(lag, { key, before: items.get(key) });
    items.set(key, item);
  };

  const table: Table = {
    get: async (key) => structuredClone(items.get(nameOf(key))),
    query: async ({ index, condition, values }) => {
      const partition = values[':vendor'] ?? values[':partition'];
      const until = values[':until'] ?? Number.POSITIVE_INFINITY;
      const shown = new Map(items);
      if (index !== undefined && lag.key !== undefined) {
        if (lag.before) shown.set(lag.key, lag.before);
        else shown.delete(lag.key);
      }
      const found = [...shown.values()].filter((item) =>
        index === undefined
          ? item.pk === partition
          : item[TABLE.attention.partitionKey] === partition &&
            Number(item[TABLE.attention.sortKey]) <= Number(until),
      );
      if (index !== undefined && !condition.includes(TABLE.attention.partitionKey))
        throw new Error('a query of an index that this table does not have');
      return structuredClone(found);
    },
    put: async (item, condition) => {
      const before = items.get(nameOf(item));
      if (!fulfils(before ?? {}, condition)) return false;
      store(nameOf(item), structuredClone(item));
      return true;
    },
    update: async (key, change) => {
      const before = items.get(nameOf(key));
      if (!fulfils(before ?? {}, change.condition, change.values, change.names)) return undefined;
      const after = { ...applied({ ...key, ...before }, writesOf(change, before)), ...key };
      store(nameOf(key), after);
      return structuredClone(after);
    },
  };
  return { table, items, lag };
};

const writesOf = ({ write, writeIfAbsent = {} }: Change, before: Item | undefined): Item => ({
  ...write,
  ...Object.fromEntries(Object.entries(writeIfAbsent).filter(([name]) => before?.[name] === undefined)),
});
