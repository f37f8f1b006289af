import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  type DynamoDBClient,
  paginateListTables,
  ResourceNotFoundException,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { OUTPUTS } from '../config/names.ts';
import { describeStack, listResources } from './describe-stack.ts';

export const TABLE_TYPE = 'AWS::DynamoDB::GlobalTable';

/**
 * Finds this program's tables that an earlier stack left.
 * @param used tables in use, or in `existingTable`
 * @param known a table of ours with another name, for example after a restore
 */
export const findLeftTables = async (
  client: DynamoDBClient,
  stack: string,
  used: readonly (string | undefined)[],
  known?: string,
): Promise<string[]> => {
  // CloudFormation derives a table's name from its stack and its id there.
  const isOurs = (name: string) => name.startsWith(`${stack}-Tickets`) || name === known;
  const left: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    left.push(...TableNames.filter((name) => isOurs(name) && !used.includes(name)));
  return left;
};

/**
 * Finds the tables with tickets next to which a deploy without `existingTable` would make an empty table. The table in
 * use comes first.
 */
export const findTablesToLose = async (
  { cloudFormation, dynamoDb }: { cloudFormation: CloudFormationClient; dynamoDb: DynamoDBClient },
  stack: string,
): Promise<string[]> => {
  const described = await describeStack(cloudFormation, stack);
  const tables =
    described === undefined
      ? []
      : (await listResources(cloudFormation, stack)).filter(({ type }) => type === TABLE_TYPE);
  const isKept = described !== undefined && !FAILED.test(described.status);
  if (isKept && tables.some(({ isThere }) => isThere)) return [];
  // A failed first deploy leaves a table that was never used.
  const unused = isKept ? [] : tables.map(({ id }) => id);
  const inUse = described?.outputs[OUTPUTS.tableName];
  const left: string[] = [];
  for (const table of await findLeftTables(dynamoDb, stack, unused, inUse))
    if (await holdsItems(dynamoDb, table)) left.push(table);
  return left.sort((a, b) => Number(b === inUse) - Number(a === inUse));
};

/**
 * A failed first deploy leaves an empty table. An unreadable table counts as not empty, since losing its items would be
 * worse. A table that is being deleted is still listed, but has no items.
 */
export const holdsItems = async (client: DynamoDBClient, TableName: string): Promise<boolean> => {
  try {
    const { Items = [] } = await client.send(new ScanCommand({ TableName, Limit: 1 }));
    return Items.length > 0;
  } catch (error) {
    return !(error instanceof ResourceNotFoundException);
  }
};

/** The next deploy deletes a stack with such a status and creates it again. */
const FAILED = /^ROLLBACK_/;
