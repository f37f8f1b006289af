import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { allOf, CONDITIONS } from './conditions.ts';
import { type Change, namesIn, updateExpressions } from './expressions.ts';
import { StoreError, translateSdkError } from './store-error.ts';
import { randomBytes } from 'node:crypto';

export type ItemKey = { pk: string; sk: string };
export type Item = Record<string, unknown>;
/** `only`: the attributes to read. Default: all. `newest`: at most so many items, from the end of the sort key. Default: all, from its beginning. */
export type Query = {
  index?: string;
  condition: string;
  values: Record<string, unknown>;
  only?: readonly string[];
  newest?: number;
};

/**
 * The format of an item, stored as `v`. A release that changes the meaning of an attribute raises it, and also reads the
 * version before.
 */
const ITEM_VERSION = 1;

/**
 * The four requests to the table. Each throws StoreError, of kind `unreadable` for an item of another format version. There
 * are no scans and no transactions.
 */
export type Table = {
  /** Strongly consistent. */
  get: (key: ItemKey) => Promise<Item | undefined>;
  /** All pages, up to `newest`. Strongly consistent unless it names an index. `deliverable` names the query in errors. */
  query: (query: Query, deliverable: string) => Promise<Item[]>;
  /** False: the condition did not hold. */
  put: (item: Item & ItemKey, condition: string) => Promise<boolean>;
  /** The item after the write. `undefined`: the condition did not hold. */
  update: (key: ItemKey, change: Change) => Promise<Item | undefined>;
};

export const openTable = (client: DynamoDBClient, tableName: string): Table => {
  const documents = DynamoDBDocumentClient.from(client);
  const TableName = tableName;

  return {
    get: async (key) => {
      const input = { TableName, Key: key, ConsistentRead: true };
      const { Item } = await named(nameOf(key), () => documents.send(new GetCommand(input)));
      return Item && ofThisVersion(Item);
    },

    query: async ({ index, condition, values, only, newest }, deliverable) => {
      const projection = only?.map((name) => `#${name}`).join(', ');
      const items = await named(deliverable, async () => {
        const pages = paginateQuery(
          { client: documents },
          {
            TableName,
            ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
            KeyConditionExpression: condition,
            ...(projection !== undefined && { ProjectionExpression: projection }),
            ...(newest !== undefined && { ScanIndexForward: false, Limit: newest }),
            ExpressionAttributeNames: namesIn([condition, projection].join(' ')),
            ExpressionAttributeValues: values,
          },
        );
        let found: Item[] = [];
        for await (const { Items = [] } of pages) {
          found = found.length === 0 ? Items : addPage(found, Items);
          if (newest !== undefined && found.length >= newest) break;
        }
        return found.slice(0, newest);
      });
      // An index does not project the version.
      return index === undefined ? items.map(ofThisVersion) : items;
    },

    put: async (item, condition) => {
      const input = {
        TableName,
        Item: { ...item, v: ITEM_VERSION },
        ConditionExpression: condition,
        ExpressionAttributeNames: namesIn(condition),
      };
      return (await ifHeld(nameOf(item), () => documents.send(new PutCommand(input)))) !== undefined;
    },

    update: async (key, change) => {
      const versioned = {
        ...change,
        write: { ...change.write, v: ITEM_VERSION },
        condition: allOf(change.condition, CONDITIONS.ofThisVersion),
        values: { ...change.values, ':v': ITEM_VERSION },
      };
      const input = {
        TableName,
        Key: key,
        ReturnValues: 'ALL_NEW' as const,
        ...updateExpressions(versioned),
      };
      const output = await ifHeld(nameOf(key), () => documents.send(new UpdateCommand(input)));
      return output && (output.Attributes ?? {});
    },
  };
};

/** If the index time of an item moves during the query, two pages have the item. */
const addPage = (before: readonly Item[], page: readonly Item[]): Item[] => {
  const shown = new Set(page.map(identityOf));
  return [...before.filter((item) => !shown.has(identityOf(item))), ...page];
};

const ofThisVersion = (item: Item): Item => {
  if (item['v'] === ITEM_VERSION) return item;
  throw new StoreError(
    'unreadable',
    `${nameOf(item)} was written by another release: its version is ${String(item['v'])}, this release reads ` +
      `${ITEM_VERSION}. Deploy the release that wrote it.`,
  );
};

/** Names an item in errors, which are logged: `T#KR#A00012345#call-center#1/2`. A pointer's key has the number of an order, which no log holds. */
export const nameOf = (item: Item): string =>
  /^O#[^#]*#[^#]*/.exec(shown(item['pk']))?.[0] ?? identityOf(item);

const identityOf = ({ pk, sk }: Item): string => `${shown(pk)}/${shown(sk)}`;
const shown = (part: unknown): string => (typeof part === 'string' ? part : typeof part);

const named = async <T>(deliverable: string, request: () => Promise<T>): Promise<T> => {
  try {
    return await request();
  } catch (error) {
    throw translateSdkError(error, deliverable);
  }
};

const ifHeld = <T>(deliverable: string, request: () => Promise<T>): Promise<T | undefined> =>
  named(deliverable, async () => {
    try {
      return await request();
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  });

/**
 * Names one write, lease, lane or attempt (R4). It is compared only with tokens of the same item, so 48 bits are enough. A UUID
 * would make each ticket 56 bytes longer.
 */
export const newToken = (): string => randomBytes(6).toString('base64url');
