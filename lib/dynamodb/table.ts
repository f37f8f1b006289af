import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Change, namesIn, updateExpressions } from './expressions.ts';
import { translateSdkError } from './translate-sdk-error.ts';

export type ItemKey = { pk: string; sk: string };
export type Item = Record<string, unknown>;
export type Query = { index?: string; condition: string; values: Record<string, unknown> };

/** The four requests that the store makes of its table. Each throws StoreError; none scans or transacts. */
export type Table = {
  /** Strongly consistent. */
  get: (key: ItemKey) => Promise<Item | undefined>;
  /** All pages; strongly consistent unless it names an index. `deliverable` names it in errors. */
  query: (query: Query, deliverable: string) => Promise<Item[]>;
  /** False: the condition did not hold. */
  put: (item: Item & ItemKey, condition: string) => Promise<boolean>;
  /** The item as the write left it; `undefined`: the condition did not hold. */
  update: (key: ItemKey, change: Change) => Promise<Item | undefined>;
};

export const openTable = (client: DynamoDBClient, tableName: string): Table => {
  const documents = DynamoDBDocumentClient.from(client);
  const TableName = tableName;

  return {
    get: async (key) => {
      const input = { TableName, Key: key, ConsistentRead: true };
      return (await named(nameOf(key), () => documents.send(new GetCommand(input)))).Item;
    },

    query: ({ index, condition, values }, deliverable) =>
      named(deliverable, async () => {
        const pages = paginateQuery(
          { client: documents },
          {
            TableName,
            ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
            KeyConditionExpression: condition,
            ExpressionAttributeNames: namesIn(condition),
            ExpressionAttributeValues: values,
          },
        );
        const items: Item[] = [];
        for await (const page of pages) items.push(...(page.Items ?? []));
        return items;
      }),

    put: async (item, condition) => {
      const input = {
        TableName,
        Item: item,
        ConditionExpression: condition,
        ExpressionAttributeNames: namesIn(condition),
      };
      return (await ifHeld(nameOf(item), () => documents.send(new PutCommand(input)))) !== undefined;
    },

    update: async (key, change) => {
      const input = { TableName, Key: key, ReturnValues: 'ALL_NEW' as const, ...updateExpressions(change) };
      const output = await ifHeld(nameOf(key), () => documents.send(new UpdateCommand(input)));
      return output && (output.Attributes ?? {});
    },
  };
};

/** `T#KR#A00012345#call-center#1/2`: how errors name an item. */
export const nameOf = ({ pk, sk }: ItemKey): string => `${pk}/${sk}`;

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
