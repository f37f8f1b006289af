import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { defined } from '../../lib/domain/defined.ts';
import { TABLE } from '../../lib/config/names.ts';

type Item = Record<string, AttributeValue>;
type Attributes = Record<string, AttributeValue | undefined>;
type Index = typeof TABLE.attention | typeof TABLE.closed;
type Repairer = { client: DynamoDBClient; tableName: string };

/**
 * Brings the indexes in line with the items. Dynalite writes an index row before its item. A kill in between leaves an
 * item without a row, or a row without an item, and the program would lose a hand-over for good. Only the process that
 * locks the folder may call this, before anything else uses the table.
 */
export const repairIndexes = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  const repairer = { client, tableName };
  for (const index of [TABLE.attention, TABLE.closed]) {
    await finishEarlierRepair(index, repairer);
    const items = new Map((await scan(repairer)).map((item) => [idOf(item), item]));
    for (const row of await scan(repairer, index.name)) {
      const item = items.get(idOf(row));
      if (!item || !hasSameKey(item, row, index)) await removeRow(row, item, index, repairer);
    }
    const rows = new Map((await scan(repairer, index.name)).map((row) => [idOf(row), row]));
    for (const item of items.values()) {
      const isIndexed = index.partitionKey in item && index.sortKey in item;
      if (isIndexed && !isDeepStrictEqual(rows.get(idOf(item)), projected(item, index))) {
        await update(item, indexKeyOf(item, index), repairer);
      }
    }
  }
};

/** An interrupted repair left a row's key on an item, or made an item from a row. */
const finishEarlierRepair = async (index: Index, repairer: Repairer): Promise<void> => {
  const mark = markOf(index);
  for (const item of await scan(repairer)) {
    const own = item[mark]?.M;
    if (own) await update(item, { ...indexKeyOf(own, index), [mark]: undefined }, repairer);
    else if (index.partitionKey in item && !('version' in item)) await remove(item, repairer);
  }
};

const scan = async ({ client, tableName }: Repairer, indexName?: string): Promise<Item[]> => {
  const input = { TableName: tableName, ...defined({ IndexName: indexName }) };
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, input)) items.push(...Items);
  return items;
};

/** Dynalite removes a row when its item moves away from the row's key. So the item is moved to that key and back. */
const removeRow = async (
  row: Item,
  item: Item | undefined,
  index: Index,
  repairer: Repairer,
): Promise<void> => {
  if (!item) {
    await update(row, indexKeyOf(row, index), repairer);
    await remove(row, repairer);
    return;
  }
  const own = indexKeyOf(item, index);
  const mark = markOf(index);
  await update(item, { ...indexKeyOf(row, index), [mark]: { M: definedIn(own) } }, repairer);
  await update(item, { ...own, [mark]: undefined }, repairer);
};

/** Keeps an item's own index key while the item has a row's key. */
const markOf = ({ name }: Index): string => `repairing-${name}`;

const remove = async (item: Item, { client, tableName }: Repairer): Promise<void> => {
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(item) }));
};

/** Sets attributes of the item with the key of `like`, and removes attributes that are `undefined`. */
const update = async (like: Item, write: Attributes, { client, tableName }: Repairer): Promise<void> => {
  const names = Object.keys(write);
  const sets = names.flatMap((name, at) => (write[name] === undefined ? [] : [`#n${at} = :v${at}`]));
  const removes = names.flatMap((name, at) => (write[name] === undefined ? [`#n${at}`] : []));
  const values = definedIn(
    Object.fromEntries(names.map((name, at): [string, Attributes[string]] => [`:v${at}`, write[name]])),
  );
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(like),
      UpdateExpression: [
        ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
        ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
      ].join(' '),
      ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#n${at}`, name])),
      ...(sets.length > 0 && { ExpressionAttributeValues: values }),
    }),
  );
};

/** An item has both attributes of an index or none. */
const indexKeyOf = (item: Item, { partitionKey, sortKey }: Index): Attributes => ({
  [partitionKey]: item[partitionKey],
  [sortKey]: item[sortKey],
});

const definedIn = (attributes: Attributes): Item =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const keyOf = (item: Item): Item => pick(item, [TABLE.partitionKey, TABLE.sortKey]);
const idOf = (item: Item): string => JSON.stringify(keyOf(item));

const hasSameKey = (item: Item, row: Item, { partitionKey, sortKey }: Index): boolean =>
  isDeepStrictEqual(pick(item, [partitionKey, sortKey]), pick(row, [partitionKey, sortKey]));

const projected = (item: Item, { partitionKey, sortKey, projected: attributes }: Index): Item => ({
  ...keyOf(item),
  ...pick(item, [partitionKey, sortKey, ...attributes]),
});

const pick = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
