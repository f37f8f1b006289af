import type { Item } from '../../lib/dynamodb/table.ts';

type Holds = (item: Item, values: Item, names: Record<string, string>) => boolean;
type Read = (item: Item, values: Item, names: Record<string, string>) => unknown;

const TYPES: Record<string, string> = { S: 'string', N: 'number' };
const compiled = new Map<string, Holds>();

/** Whether an item fulfils a condition of DynamoDB, of the kinds that `lib/dynamodb` writes. It throws for others. */
export const fulfils = (
  item: Item,
  condition: string,
  values: Item = {},
  names: Record<string, string> = {},
): boolean => {
  const holds = compiled.get(condition) ?? compile(condition);
  compiled.set(condition, holds);
  return holds(item, values, names);
};

const compile = (condition: string): Holds => {
  const words = condition.match(/[()]|[<>=]+|[#:\w.]+/g) ?? [];
  const next = (): string => words.shift() ?? '';
  const read = (): Read => {
    const word = next();
    if (word.startsWith(':')) return (_item, values) => values[word];
    const path = word.split('.').map((part) => [part, part.slice(1)] as const);
    return (item, _values, names) =>
      path.reduce<unknown>((value, [part, name]) => fieldOf(value, names[part] ?? name), item);
  };
  const either = (): Holds => {
    const left = both();
    if (words[0] !== 'OR') return left;
    next();
    const right = either();
    return (...of) => left(...of) || right(...of);
  };
  const both = (): Holds => {
    const left = term();
    if (words[0] !== 'AND') return left;
    next();
    const right = both();
    return (...of) => left(...of) && right(...of);
  };
  const term = (): Holds => {
    const [word = ''] = words;
    if (word === 'NOT' || word === '(') next();
    if (word === 'NOT') {
      const inner = term();
      return (...of) => !inner(...of);
    }
    if (word === '(') {
      const inner = either();
      next();
      return inner;
    }
    if (!word.startsWith('attribute_')) return comparison();
    words.splice(0, 2);
    const value = read();
    const type = word === 'attribute_type' ? read() : undefined;
    next();
    if (type) return (...of) => typeof value(...of) === TYPES[String(type(...of))];
    return (...of) => (value(...of) === undefined) === (word === 'attribute_not_exists');
  };
  const comparison = (): Holds => {
    const value = read();
    const operator = next();
    const other = read();
    if (operator !== 'BETWEEN') return (...of) => compare(operator, value(...of), other(...of));
    next();
    const end = read();
    return (...of) => compare('>=', value(...of), other(...of)) && compare('<=', value(...of), end(...of));
  };
  const holds = either();
  if (words.length > 0) throw new Error(`${condition}: not understood from ${words[0]} on`);
  return holds;
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const compare = (operator: string, value: unknown, other: unknown): boolean => {
  if (operator === '=') return value !== undefined && value === other;
  const isOrdered =
    (typeof value === 'number' && typeof other === 'number') ||
    (typeof value === 'string' && typeof other === 'string');
  if (!isOrdered) return false;
  return (
    (operator.startsWith('<') ? value < other : value > other) || (operator.endsWith('=') && value === other)
  );
};
