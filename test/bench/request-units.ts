import { type Item, itemBytes } from './item-bytes.ts';

export type IndexKeys = { partitionKey: string; sortKey: string; projected: readonly string[] };

const READ_UNIT_BYTES = 4096;
export const WRITE_UNIT_BYTES = 1024;

/**
 * Read request units of one request.
 * @param items all items that it read; an empty result costs as much as the smallest item
 * Source: DynamoDB developer guide, "DynamoDB read and write operations".
 */
export const readUnits = (items: readonly Item[], { consistent }: { consistent: boolean }): number => {
  const bytes = items.reduce((sum, item) => sum + itemBytes(item), 0);
  return atLeastOne(bytes / READ_UNIT_BYTES) * (consistent ? 1 : 0.5);
};

/**
 * Write request units of one request: those of the item, and those of each index whose row changes. A request refused
 * by its condition costs the units of the present item.
 */
export const writeUnits = (
  before: Item | undefined,
  after: Item | undefined,
  tableKey: readonly string[],
  indexes: readonly IndexKeys[],
): number => {
  const size = Math.max(before ? itemBytes(before) : 0, after ? itemBytes(after) : 0);
  const ofItem = atLeastOne(size / WRITE_UNIT_BYTES);
  return indexes.reduce((sum, index) => sum + rowUnits(before, after, tableKey, index), ofItem);
};

const rowUnits = (
  before: Item | undefined,
  after: Item | undefined,
  tableKey: readonly string[],
  index: IndexKeys,
): number => {
  const [old, fresh] = [rowOf(before, tableKey, index), rowOf(after, tableKey, index)];
  const [oldUnits, freshUnits] = [old, fresh].map((row) => (row ? unitsOf(row) : 0));
  if (!old || !fresh) return (oldUnits ?? 0) + (freshUnits ?? 0);
  const isMoved = [index.partitionKey, index.sortKey].some((name) => !isSame(old[name], fresh[name]));
  if (isMoved) return (oldUnits ?? 0) + (freshUnits ?? 0);
  return isSame(old, fresh) ? 0 : Math.max(oldUnits ?? 0, freshUnits ?? 0);
};

/** Returns an item's row in an index. `undefined`: the index does not have the item. */
export const rowOf = (
  item: Item | undefined,
  tableKey: readonly string[],
  { partitionKey, sortKey, projected }: IndexKeys,
): Item | undefined => {
  if (!item?.[partitionKey] || !item[sortKey]) return undefined;
  const names = new Set([...tableKey, partitionKey, sortKey, ...projected]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
};

const unitsOf = (row: Item): number => atLeastOne(itemBytes(row) / WRITE_UNIT_BYTES);
const atLeastOne = (units: number): number => Math.max(1, Math.ceil(units));

/** Ignores the order of the attributes. */
const isSame = (value: unknown, other: unknown): boolean => sorted(value) === sorted(other);
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
