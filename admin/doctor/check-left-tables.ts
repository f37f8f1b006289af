import { type DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { STACKS } from '../../lib/config/names.ts';
import { type Check, warn } from './check.ts';

/** CloudFormation names a table by its stack and its id there. */
const OURS = new RegExp(`^${STACKS.notifier}-Tickets`);

/**
 * The tables of this program that an earlier stack left.
 * @param used tables that are in use, or that `existingTable` names
 * @param known a table of ours by another name, such as a restored one
 */
export const findLeftTables = async (
  client: DynamoDBClient,
  used: readonly (string | undefined)[],
  known?: string,
): Promise<string[]> => {
  const left: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    left.push(...TableNames.filter((name) => (OURS.test(name) || name === known) && !used.includes(name)));
  return left;
};

/** A table that nothing uses holds tickets that nobody sees, and private data that nothing removes. */
export const checkLeftTables = async (
  client: DynamoDBClient,
  used: readonly (string | undefined)[],
): Promise<Check[]> =>
  (await findLeftTables(client, used)).map((name) =>
    warn(
      `table ${name}`,
      'is left from an earlier stack; nothing uses it and nothing removes its texts',
      `To use it again: existingTable: '${name}', and npx cdk deploy ${STACKS.notifier}. Or delete it (RUNBOOK.md, Taking it down)`,
    ),
  );
