import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import { TABLE } from '../config/names.ts';

/** The table for the laptop and the tests. The stack uses the same names. */
export const tableDefinition = (tableName: string) =>
  ({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: TABLE.partitionKey, KeyType: 'HASH' },
      { AttributeName: TABLE.sortKey, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: TABLE.partitionKey, AttributeType: 'S' },
      { AttributeName: TABLE.sortKey, AttributeType: 'S' },
      { AttributeName: TABLE.attention.partitionKey, AttributeType: 'S' },
      { AttributeName: TABLE.attention.sortKey, AttributeType: 'N' },
      { AttributeName: TABLE.closed.partitionKey, AttributeType: 'S' },
      { AttributeName: TABLE.closed.sortKey, AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [index(TABLE.attention), index(TABLE.closed)],
  }) satisfies CreateTableCommandInput;

const index = (names: typeof TABLE.attention | typeof TABLE.closed): GlobalSecondaryIndex => ({
  IndexName: names.name,
  KeySchema: [
    { AttributeName: names.partitionKey, KeyType: 'HASH' },
    { AttributeName: names.sortKey, KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...names.projected] },
});
