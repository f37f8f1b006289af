import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Names, namesOf, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import {
  describeStack,
  listResources,
  type StackDescription,
  UNDER_REVIEW,
} from '../../lib/deployment/describe-stack.ts';
import { type Check, fail, lookAt, ok, warn, type Words } from './check.ts';
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
  { doctor }: Words,
): Promise<{ check: Check; facts?: StackFacts }> => {
  const words = doctor.aws.stack;
  const name = words.name(stacks[which]);
  const { described, facts } = await readStack(client, stacks[which]);
  if (facts) {
    const events = `aws cloudformation describe-stack-events --region ${await client.config.region()} --stack-name ${stacks[which]} --output table --query "StackEvents[?contains(ResourceStatus,'FAILED')].[Timestamp,LogicalResourceId,ResourceStatusReason]"`;
    const seeEvents = (verb: string) => words.seeEvents(events, `npx cdk ${verb} ${STACKS[which]}`);
    return { check: judge(name, described.status, seeEvents, words), facts };
  }
  return {
    check: described?.isForeign
      ? fail(name, words.foreign(described), words.elsewhere)
      : fail(name, words.missing, words.deployIt(`npx cdk deploy ${STACKS[which]}`)),
  };
};

/** `undefined` if the stack is not deployed, or is not this program's. */
export const findStack = async (
  client: CloudFormationClient,
  which: keyof Names['stacks'],
  { stacks }: Names,
): Promise<StackFacts | undefined> => (await readStack(client, stacks[which])).facts;

type FoundStack =
  | { described: StackDescription; facts: StackFacts }
  | { described?: StackDescription; facts?: undefined };

const readStack = async (client: CloudFormationClient, stack: string): Promise<FoundStack> => {
  const described = await describeStack(client, stack);
  if (described === undefined || described.status === UNDER_REVIEW) return {};
  if (described.isForeign) return { described };
  const resources = (await listResources(client, stack)).filter(({ isThere }) => isThere);
  const idsOf: StackFacts['idsOf'] = (type) =>
    resources.filter((resource) => resource.type === type).map(({ id }) => id);
  return { described, facts: { outputs: described.outputs, idsOf } };
};

/** An egress stack stays when the configuration no longer needs it. Its NAT still costs money. */
export const checkLeftEgress = async (
  client: CloudFormationClient,
  egress: Config['egress'],
  { stacks }: Names,
  { doctor }: Words,
): Promise<Check[]> => {
  const words = doctor.aws.stack;
  const described = await describeStack(client, stacks.egress);
  if (described?.isForeign !== false) return [];
  return [warn(words.name(stacks.egress), words.leftEgress(egress), words.deleteEgress(DEPLOY))];
};

const judge = (
  name: string,
  status: string,
  seeEvents: (verb: string) => string,
  words: Words['doctor']['aws']['stack'],
): Check => {
  if (status.endsWith('_IN_PROGRESS')) return warn(name, words.changing(status), words.waitForChange);
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE')
    return ok(name, words.isDeployed(status));
  if (status === 'UPDATE_ROLLBACK_COMPLETE') return warn(name, words.rolledBack, seeEvents('deploy'));
  return fail(name, words.broken(status), seeEvents(verbFor(status)));
};

/**
 * CloudFormation cannot update a stack with these states. A stack that was never complete is created again by the CDK.
 */
const verbFor = (status: string): string => {
  if (status === 'DELETE_FAILED') return 'destroy';
  return /^((CREATE|UPDATE)_FAILED|UPDATE_ROLLBACK_FAILED)$/.test(status) ? 'rollback' : 'deploy';
};

const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;

export const checkDeployedConfig = (
  config: Config,
  file: string,
  { outputs }: StackFacts,
  { doctor }: Words,
): Check => {
  const words = doctor.aws.config;
  const deployed = outputs[OUTPUTS.configHash];
  if (deployed === undefined) return warn(words.deployed, words.unknown, doctor.deploy(DEPLOY));
  return deployed === configHash(config)
    ? ok(words.deployed, words.same(file))
    : fail(words.deployed, words.differs(file), doctor.deploy(DEPLOY));
};

/**
 * Nobody sees the tickets in an unused table, and nothing removes its private data. Beside a table in `existingTable`, another may
 * stay for a while after a restore.
 */
export const checkLeftTables = async (
  client: DynamoDBClient,
  config: Pick<Config, 'existingTable' | 'namePrefix'>,
  { outputs, idsOf }: StackFacts,
  { doctor }: Words,
): Promise<Check[]> => {
  const words = doctor.aws.tables;
  const used = outputs[OUTPUTS.tableName];
  const { existingTable } = config;
  const left = await findLeftTables(client, namesOf(config).stacks.notifier, [existingTable, used]);
  const judgeTable = async (table: string): Promise<Check> => {
    const name = words.name(table);
    if (!(await holdsItems(client, table))) return warn(name, words.leftEmpty, words.delete);
    const toDo = words.useOrDelete(`existingTable: '${table}'`, DEPLOY);
    return (existingTable === undefined ? fail : warn)(name, words.leftWithTexts, toDo);
  };
  const isUnnamed = existingTable === undefined && used !== undefined && !idsOf(TABLE_TYPE).includes(used);
  return [
    ...(isUnnamed ? [fail(words.name(used), words.unnamed, words.nameIt(`existingTable: '${used}'`))] : []),
    ...(await Promise.all(left.map(judgeTable))),
  ];
};

/** Whether the account allows enough concurrency. Lambda throttles the rest (R26). */
export const checkConcurrency = async (
  client: LambdaClient,
  config: Config,
  words: Words,
): Promise<Check[]> => {
  const texts = words.doctor.aws.concurrency;
  const found = await lookAt(texts.name, words, async () => [await compare(client, config, words)]);
  // A low limit is only a warning, so an unreadable limit is only a warning too.
  return found.map((check) => (check.state === 'fail' ? { ...check, state: 'warn' } : check));
};

const compare = async (client: LambdaClient, config: Config, { doctor }: Words): Promise<Check> => {
  const { vendors, slackActionsConcurrency: toReserve } = config;
  const texts = doctor.aws.concurrency;
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.ConcurrentExecutions;
  if (limit === undefined) return warn(texts.name, texts.unknown, doctor.runAgain);
  const region = await client.config.region();
  /** The quota's name is "Concurrent executions". */
  const request = (value: number) =>
    `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${value}`;
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? limit;
  const needed = neededConcurrency(config);
  if (toReserve !== undefined && limit < neededLimit(config, toReserve))
    return warn(
      texts.name,
      texts.tooLowToReserve(limit, toReserve, neededLimit(config, toReserve)),
      texts.requestIt(request(neededLimit(config, toReserve))),
    );
  const limits = texts.limits(free, limit - free, limit);
  if (free >= needed) return ok(texts.name, texts.enough(limits, needed));
  const live = vendors.filter((vendor) => vendor.live).length;
  return warn(texts.name, texts.tooLow(limits, live, needed), texts.request(request(needed + limit - free)));
};
