import { type DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { type Names, STACKS } from '../../lib/config/names.ts';
import { type Check, warn } from './check.ts';

/**
 * The tables of this deployment that an earlier stack left.
 * @param used tables that are in use, or that `existingTable` names
 * @param known a table of ours by another name, such as a restored one
 */
export const findLeftTables = async (
  client: DynamoDBClient,
  { stacks }: Names,
  used: readonly (string | undefined)[],
  known?: string,
): Promise<string[]> => {
  // CloudFormation names a table by its stack and its id there.
  const isOurs = (name: string) => name.startsWith(`${stacks.notifier}-Tickets`) || name === known;
  const left: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    left.push(...TableNames.filter((name) => isOurs(name) && !used.includes(name)));
  return left;
};

/** A table that nothing uses holds tickets that nobody sees, and private data that nothing removes. */
export const checkLeftTables = async (
  client: DynamoDBClient,
  names: Names,
  used: readonly (string | undefined)[],
): Promise<Check[]> =>
  (await findLeftTables(client, names, used)).map((name) =>
    warn(
      `table ${name}`,
      'is left from an earlier stack; nothing uses it and nothing removes its texts',
      `To use it again: existingTable: '${name}', and npx cdk deploy ${STACKS.notifier}. Or delete it (RUNBOOK.md, Taking it down)`,
    ),
  );
