import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Names, namesOf, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import {
  describeStack,
  ELSEWHERE,
  listResources,
  UNDER_REVIEW,
} from '../../lib/deployment/describe-stack.ts';
import { type Check, fail, lookAt, ok, warn } from './check.ts';
import { configHash } from '../../lib/config/load-config.ts';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findLeftTables, holdsItems, TABLE_TYPE } from '../../lib/deployment/left-tables.ts';
import { type LambdaClient, GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { neededConcurrency, neededLimit } from '../../lib/config/aws-settings.ts';

export type StackFacts = {
  outputs: Record<string, string>;
  idsOf: (type: string) => string[];
};

export const checkStack = async (
  client: CloudFormationClient,
  which: keyof Names['stacks'],
  { stacks }: Names,
): Promise<{ check: Check; facts?: StackFacts }> => {
  const stack = stacks[which];
  const name = `stack ${stack}`;
  const described = await describeStack(client, stack);
  if (described === undefined || described.status === UNDER_REVIEW) {
    return { check: fail(name, 'is not deployed', `Deploy it: npx cdk deploy ${STACKS[which]}`) };
  }
  if (described.isForeign)
    return { check: fail(name, `is not this program's: ${described.says}`, ELSEWHERE) };
  const { status, outputs } = described;
  const resources = (await listResources(client, stack)).filter(({ isThere }) => isThere);
  return {
    check: judge(name, status, STACKS[which]),
    facts: {
      outputs,
      idsOf: (type) => resources.filter((resource) => resource.type === type).map(({ id }) => id),
    },
  };
};

/** An egress stack stays when the configuration no longer needs it. Its NAT still costs money. */
export const checkLeftEgress = async (
  client: CloudFormationClient,
  egress: Config['egress'],
  { stacks }: Names,
): Promise<Check[]> => {
  const described = await describeStack(client, stacks.egress);
  if (described?.isForeign !== false) return [];
  return [
    warn(
      `stack ${stacks.egress}`,
      `still exists, though egress is '${egress}': its NAT costs money every hour`,
      `First npx cdk deploy ${STACKS.notifier}, then lift its protection and delete it (docs/operations.md, Changing the egress)`,
    ),
  ];
};

const judge = (name: string, status: string, id: string): Check => {
  if (status.endsWith('_IN_PROGRESS')) {
    return warn(name, `is being changed: ${status}`, 'Wait until it is done, then run the doctor again.');
  }
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE')
    return ok(name, `is deployed: ${status}`);
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    return warn(
      name,
      'the last deploy failed and was rolled back',
      `See why in the stack's events, then: npx cdk deploy ${id}`,
    );
  }
  return fail(
    name,
    `is broken: ${status}`,
    `See why in the stack's events, then: npx cdk ${verbFor(status)} ${id}`,
  );
};

/**
 * CloudFormation cannot update a stack with these states. A stack that was never complete is created again by the CDK.
 */
const verbFor = (status: string): string => {
  if (status === 'DELETE_FAILED') return 'destroy';
  return /^((CREATE|UPDATE)_FAILED|UPDATE_ROLLBACK_FAILED)$/.test(status) ? 'rollback' : 'deploy';
};

const DEPLOYED_CONFIG = 'deployed configuration';
const DEPLOY = `Deploy: npx cdk deploy ${STACKS.notifier}`;

export const checkDeployedConfig = (config: Config, file: string, { outputs }: StackFacts): Check => {
  const deployed = outputs[OUTPUTS.configHash];
  if (deployed === undefined)
    return warn(DEPLOYED_CONFIG, 'is unknown: the deployed release does not name it', DEPLOY);
  return deployed === configHash(config)
    ? ok(DEPLOYED_CONFIG, `is ${file}`)
    : fail(
        DEPLOYED_CONFIG,
        `differs from ${file}, or is of another release. All other lines use the file`,
        DEPLOY,
      );
};

/**
 * Nobody sees the tickets in an unused table, and nothing removes its private data. Beside a table in `existingTable`, another may
 * stay for a while after a restore.
 */
export const checkLeftTables = async (
  client: DynamoDBClient,
  config: Pick<Config, 'existingTable' | 'namePrefix'>,
  { outputs, idsOf }: StackFacts,
): Promise<Check[]> => {
  const used = outputs[OUTPUTS.tableName];
  const { existingTable } = config;
  const left = await findLeftTables(client, namesOf(config).stacks.notifier, [existingTable, used]);
  const judgeTable = async (name: string): Promise<Check> =>
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
    ...(await Promise.all(left.map(judgeTable))),
  ];
};

const CONCURRENCY = 'concurrency';

/** Whether the account allows enough concurrency. Lambda throttles the rest (R26). */
export const checkConcurrency = async (client: LambdaClient, config: Config): Promise<Check[]> => {
  const found = await lookAt(CONCURRENCY, async () => [await compare(client, config)]);
  // A low limit is only a warning, so an unreadable limit is only a warning too.
  return found.map((check) => (check.state === 'fail' ? { ...check, state: 'warn' } : check));
};

const compare = async (
  client: LambdaClient,
  { vendors, slackActionsConcurrency: toReserve }: Config,
): Promise<Check> => {
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.ConcurrentExecutions;
  if (limit === undefined)
    return warn(
      CONCURRENCY,
      'the limit is unknown: Lambda does not return it',
      'See Service Quotas, AWS Lambda.',
    );
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? limit;
  const needed = neededConcurrency(vendors);
  const limits = `the account may run ${free} functions at once`;
  const reserved = free < limit ? `, as ${limit - free} of ${limit} are reserved` : '';
  if (toReserve !== undefined && limit < neededLimit(vendors, toReserve))
    return warn(
      CONCURRENCY,
      `the account may run ${limit} functions at once; slackActionsConcurrency: ${toReserve} needs a limit of ${neededLimit(vendors, toReserve)}`,
      `Request it in Service Quotas (AWS Lambda, Concurrent executions), in the region of the stack. Or lower slackActionsConcurrency, or remove it.`,
    );
  if (free >= needed) return ok(CONCURRENCY, `${limits}${reserved}; ${needed} is enough`);
  const live = vendors.filter((vendor) => vendor.live).length;
  return warn(
    CONCURRENCY,
    `${limits}${reserved}; live vendors: ${live}. They need ${needed}, or cards and warnings come late`,
    `Ask for at least ${needed + limit - free} in Service Quotas (AWS Lambda, Concurrent executions), in the region of the stack.`,
  );
};
