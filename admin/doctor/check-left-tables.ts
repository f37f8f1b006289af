import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { namesOf, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import { findLeftTables, holdsItems, TABLE_TYPE } from '../../lib/deployment/left-tables.ts';
import { type Check, fail, warn } from './check.ts';
import type { StackFacts } from './check-stack.ts';

/**
 * The tables that nothing uses: they hold tickets that nobody sees, and private data that nothing removes. Beside a table that
 * `existingTable` names, one may stay for a while, as after a restore.
 */
export const checkLeftTables = async (
  client: DynamoDBClient,
  config: Pick<Config, 'existingTable' | 'namePrefix'>,
  { outputs, idsOf }: StackFacts,
): Promise<Check[]> => {
  const used = outputs[OUTPUTS.tableName];
  const { existingTable } = config;
  const left = await findLeftTables(client, namesOf(config).stacks.notifier, [existingTable, used]);
  const judge = async (name: string): Promise<Check> =>
    (await holdsItems(client, name))
      ? (existingTable === undefined ? fail : warn)(
          `table ${name}`,
          'is left from an earlier stack; no stack uses it, and its texts are never removed',
          `To use it again: existingTable: '${name}', and npx cdk deploy ${STACKS.notifier}. Or delete it (docs/operations.md, Taking it down)`,
        )
      : warn(
          `table ${name}`,
          'is left from a deploy that failed, and is empty',
          'Delete it (docs/operations.md, Taking it down)',
        );
  return [
    ...(existingTable === undefined && used !== undefined && !idsOf(TABLE_TYPE).includes(used)
      ? [
          fail(
            `table ${used}`,
            'is in use, but the configuration does not name it: a deploy would make a new, empty table',
            `Write existingTable: '${used}' in the configuration`,
          ),
        ]
      : []),
    ...(await Promise.all(left.map(judge))),
  ];
};
