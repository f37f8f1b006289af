import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  type DynamoDBClient,
  paginateListTables,
  ResourceNotFoundException,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { OUTPUTS } from '../config/names.ts';
import { describeStack, listResources } from './describe-stack.ts';

/** The table's type in the stack. */
export const TABLE_TYPE = 'AWS::DynamoDB::GlobalTable';

/**
 * The tables of this program that an earlier stack left.
 * @param used tables that are in use, or that `existingTable` names
 * @param known a table of ours by another name, such as a restored one
 */
export const findLeftTables = async (
  client: DynamoDBClient,
  stack: string,
  used: readonly (string | undefined)[],
  known?: string,
): Promise<string[]> => {
  // CloudFormation names a table by its stack and its id there.
  const isOurs = (name: string) => name.startsWith(`${stack}-Tickets`) || name === known;
  const left: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    left.push(...TableNames.filter((name) => isOurs(name) && !used.includes(name)));
  return left;
};

/**
 * The tables with tickets beside which a deploy without `existingTable` would make a new, empty one. The one in use comes
 * first.
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
  // A first deploy that failed has left a table that nobody has used.
  const unused = isKept ? [] : tables.map(({ id }) => id);
  const inUse = described?.outputs[OUTPUTS.tableName];
  const left: string[] = [];
  for (const table of await findLeftTables(dynamoDb, stack, unused, inUse))
    if (await holdsItems(dynamoDb, table)) left.push(table);
  return left.sort((a, b) => Number(b === inUse) - Number(a === inUse));
};

/**
 * Whether a table has at least one item. A failed first deploy leaves an empty table. A table that cannot be read counts as not
 * empty, since losing its items would be worse. A table that is being deleted is still listed, but has no items any more.
 */
export const holdsItems = async (client: DynamoDBClient, TableName: string): Promise<boolean> => {
  try {
    const { Items = [] } = await client.send(new ScanCommand({ TableName, Limit: 1 }));
    return Items.length > 0;
  } catch (error) {
    return !(error instanceof ResourceNotFoundException);
  }
};

/** Matches the status of a stack that the next deploy deletes and creates again. */
const FAILED = /^ROLLBACK_/;
