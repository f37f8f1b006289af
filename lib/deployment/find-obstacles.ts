import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { hasEgressStack } from '../config/aws-settings.ts';
import { LEAVE_TABLES, namesOf, STACKS } from '../config/names.ts';
import type { Config } from '../config/schema.ts';
import { describeStack, ELSEWHERE } from './describe-stack.ts';
import { findTablesToLose } from './left-tables.ts';

type Clients = { cloudFormation: CloudFormationClient; dynamoDb: DynamoDBClient };

/**
 * Finds stacks of our names with another owner. A deploy would replace their contents, and a destroy would delete them.
 * @returns a text for each: the owner, and what to do
 */
export const findForeignStacks = async (
  { cloudFormation }: Pick<Clients, 'cloudFormation'>,
  config: Pick<Config, 'region' | 'egress' | 'namePrefix'>,
): Promise<string[]> => {
  const { stacks } = namesOf(config);
  const texts: string[] = [];
  for (const stack of hasEgressStack(config.egress) ? [stacks.egress, stacks.notifier] : [stacks.notifier]) {
    const described = await describeStack(cloudFormation, stack);
    if (described?.isForeign)
      texts.push(
        `The stack ${stack} in ${config.region} is not this program's: ${described.says}. A deploy would replace what is in it, and a destroy delete it. ${ELSEWHERE}`,
      );
  }
  return texts;
};

/**
 * Finds tables that a deploy would leave behind. It would post every open hand-over again, and nobody would notice the
 * loss.
 * @param leave the tables that may be left
 * @returns a text if there are any: which, and what to do
 */
export const findLostTables = async (
  clients: Clients,
  config: Pick<Config, 'existingTable' | 'namePrefix'>,
  leave: readonly string[] = [],
): Promise<string[]> => {
  if (config.existingTable !== undefined) return [];
  const tables = await findTablesToLose(clients, namesOf(config).stacks.notifier);
  const [table] = tables.filter((name) => !leave.includes(name));
  if (table === undefined) return [];
  return [
    `The deploy would make a new, empty table and leave ${tables.join(' and ')} behind. To go on with the tickets there write existingTable: '${table}' in the configuration. To begin with an empty table, once: npx cdk deploy ${STACKS.notifier} -c ${LEAVE_TABLES}=${tables.join(',')}`,
  ];
};
