import { TABLE } from '../../../../../lib/config/names.ts';
import { applied, type Change } from '../../../../../lib/dynamodb/expressions.ts';
import { type Item, type ItemKey, nameOf, type Table } from '../../../../../lib/dynamodb/table.ts';

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
      if (!holds(condition, before ?? {}, {}, {})) return false;
      store(nameOf(item), structuredClone(item));
      return true;
    },
    update: async (key, change) => {
      const before = items.get(nameOf(key));
      if (!holds(change.condition, before ?? {}, change.values ?? {}, change.names ?? {})) return undefined;
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

type Values = Record<string, unknown>;
type Names = Record<string, string>;

/** Whether a condition holds. It knows the clauses of `CONDITIONS` and throws for others. */
const holds = (condition: string, item: Item, values: Values, names: Names): boolean => {
  const tokens = condition.match(/\(|\)|<=|<|>|=|,|[#:.\w]+/g) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const expect = (token: string): void => {
    if (next() !== token) throw new Error(`${condition}: no ${token} where one is due`);
  };
  const valueAt = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, part) => {
      const name = names[part] ?? part.slice(1);
      return typeof value === 'object' && value !== null
        ? Object.entries(value).find(([k]) => k === name)?.[1]
        : undefined;
    }, item);
  const valueOf = (token: string): unknown => (token.startsWith(':') ? values[token] : valueAt(token));
  const either = (): boolean => {
    let result = both();
    while (tokens[at] === 'OR') {
      next();
      const right = both();
      result = result || right;
    }
    return result;
  };
  const both = (): boolean => {
    let result = unary();
    while (tokens[at] === 'AND') {
      next();
      const right = unary();
      result = result && right;
    }
    return result;
  };
  const unary = (): boolean => {
    const token = next();
    if (token === 'NOT') return !unary();
    if (token === '(') {
      const result = either();
      expect(')');
      return result;
    }
    if (token === 'attribute_exists' || token === 'attribute_not_exists' || token === 'attribute_type') {
      expect('(');
      const value = valueAt(next());
      const type = token === 'attribute_type' ? (expect(','), values[next()]) : undefined;
      expect(')');
      if (token === 'attribute_type') return typeof value === (type === 'S' ? 'string' : 'number');
      return (value !== undefined) === (token === 'attribute_exists');
    }
    return compares(valueOf(token), next(), valueOf(next()));
  };
  const result = either();
  if (at < tokens.length) throw new Error(`${condition}: not understood from ${tokens[at]} on`);
  return result;
};

/** A comparison with an absent value or another type never holds. */
const compares = (left: unknown, operator: string, right: unknown): boolean => {
  if (left === undefined || right === undefined || typeof left !== typeof right) return false;
  switch (operator) {
    case '=':
      return left === right;
    case '<':
      return Number(left) < Number(right);
    case '<=':
      return Number(left) <= Number(right);
    case '>':
      return Number(left) > Number(right);
    default:
      throw new Error(`${operator} is not understood`);
  }
};
