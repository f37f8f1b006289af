import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from '../../lib/config/names.ts';

type Item = Record<string, AttributeValue>;
type Index = typeof TABLE.attention | typeof TABLE.closed;
type Repairer = { client: DynamoDBClient; tableName: string };

/**
 * Brings the indexes in line with the items. Dynalite writes an index's row before its item and not in one step with
 * it: a process that is killed in between leaves an item that no index shows, or a row that no item bears out, and a
 * hand-over would be lost for good. Only for the process that holds the folder, before anything else uses the table.
 */
export const repairIndexes = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  const repairer = { client, tableName };
  for (const index of [TABLE.attention, TABLE.closed]) {
    const found = await scan(repairer);
    for (const item of found.filter((one) => isLeftover(one, index))) await remove(item, repairer);
    const whole = found.filter((one) => !isLeftover(one, index));
    const items = new Map(whole.map((item) => [idOf(item), item]));
    for (const row of await scan(repairer, index.name)) {
      const item = items.get(idOf(row));
      if (!item || !hasSameKey(item, row, index)) await removeRow(row, item, index, repairer);
    }
    const rows = new Map((await scan(repairer, index.name)).map((row) => [idOf(row), row]));
    for (const item of items.values()) {
      const isIndexed = index.partitionKey in item && index.sortKey in item;
      if (isIndexed && !isDeepStrictEqual(rows.get(idOf(item)), projected(item, index))) {
        await setIndexKey(item, index, repairer);
      }
    }
  }
};

const scan = async ({ client, tableName }: Repairer, indexName?: string): Promise<Item[]> => {
  const input = { TableName: tableName, ...(indexName !== undefined && { IndexName: indexName }) };
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, input)) items.push(...Items);
  return items;
};

/** Dynalite forgets a row when its item moves away from the row's key: so the item goes there and comes back. */
const removeRow = async (
  row: Item,
  item: Item | undefined,
  index: Index,
  repairer: Repairer,
): Promise<void> => {
  await setIndexKey(row, index, repairer);
  await (item ? setIndexKey(item, index, repairer) : remove(row, repairer));
};

/** What a repair that was cut off itself made of a row without an item. */
const isLeftover = (item: Item, index: Index): boolean => index.partitionKey in item && !('version' in item);

const remove = async (item: Item, { client, tableName }: Repairer): Promise<void> => {
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: keyOf(item) }));
};

/** Gives the item that stands at the key of `like` the index key of `like`, and so the index its row. */
const setIndexKey = async (like: Item, index: Index, { client, tableName }: Repairer): Promise<void> => {
  const { [index.partitionKey]: of, [index.sortKey]: at } = like;
  const isIndexed = of !== undefined && at !== undefined;
  await client.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(like),
      UpdateExpression: isIndexed ? 'SET #of = :of, #at = :at' : 'REMOVE #of, #at',
      ExpressionAttributeNames: { '#of': index.partitionKey, '#at': index.sortKey },
      ...(isIndexed && { ExpressionAttributeValues: { ':of': of, ':at': at } }),
    }),
  );
};

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
