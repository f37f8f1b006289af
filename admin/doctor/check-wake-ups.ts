import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { defined } from '../../lib/domain/defined.ts';
import { ACT_REQUESTED, ORDER_REQUESTED, SCHEDULES, STACKS, WAKE_UP } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';
import { type SchedulerClient, paginateListSchedules } from '@aws-sdk/client-scheduler';

const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;

type Texts = Words['doctor']['aws']['wakeUps'];
type Started = { name: string; event: string; lost: string; statementId: string };

const listStarted = (words: Texts, acting: Config['acting']): Started[] => [
  { name: words.name, event: WAKE_UP, lost: words.notifyNeverStarts, statementId: 'wake-ups' },
  ...(acting === 'on'
    ? [
        { name: words.acts, event: ACT_REQUESTED, lost: words.actNeverStarts, statementId: 'acts' },
        { name: words.orders, event: ORDER_REQUESTED, lost: words.ordersNeverShown, statementId: 'orders' },
      ]
    : []),
];

/**
 * Each event needs an enabled rule on the bus, with the right to start the function (R18). CloudFormation compares only
 * templates, and does not check what exists.
 */
export const checkWakeUps = async (
  { eventBridge, lambda }: { eventBridge: EventBridgeClient; lambda: LambdaClient },
  { idsOf }: StackFacts,
  acting: Config['acting'],
  { doctor }: Words,
): Promise<Check[]> => {
  const words = doctor.aws.wakeUps;
  const [ownBus] = idsOf('AWS::Events::EventBus');
  const rules = await Promise.all(
    idsOf('AWS::Events::Rule').map((id) => readRule(eventBridge, splitRule(id, ownBus))),
  );
  const faults = rules.flatMap(({ rule, arn, state }) => {
    if (state === undefined) return [fail(words.name, words.noRule(rule), words.recreate)];
    if (state === 'ENABLED') return [];
    return [fail(words.name, words.ruleIsOff(rule, state.toLowerCase()), words.enable(enableRule(arn)))];
  });
  if (faults.length > 0) return faults;
  const functions = idsOf('AWS::Lambda::Function');
  return Promise.all(
    listStarted(words, acting).map(async (started) => {
      const { name, event, lost, statementId } = started;
      const found = rules.find(({ types }) => types.includes(event));
      return found === undefined
        ? fail(name, words.noMatch(event, lost), doctor.deploy(DEPLOY))
        : checkTarget(lambda, found, { name, statementId, functions, words });
    }),
  );
};

const checkTarget = async (
  lambda: LambdaClient,
  { rule, arn, targets }: RuleFacts,
  {
    name,
    statementId,
    functions,
    words,
  }: Pick<Started, 'name' | 'statementId'> & { functions: readonly string[]; words: Texts },
): Promise<Check> => {
  const started = targets.find((target) => functions.includes(nameOf(target)));
  if (started === undefined) return fail(name, words.startsNothing(rule), words.recreate);
  const target = nameOf(started);
  if (await mayStart(lambda, started, arn)) return ok(name, words.isOn(target));
  return fail(
    name,
    words.mayNotStart(rule, target),
    words.allow(
      `aws lambda add-permission --function-name ${target} --statement-id ${statementId} --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn ${arn}`,
    ),
  );
};

/** `arn:aws:lambda:<region>:<account>:function:<name>`. */
const nameOf = (functionArn: string): string => functionArn.split(':')[6] ?? functionArn;

type RuleName = { Name: string; EventBusName?: string };

/** If a rule is not on the default bus, CloudFormation names it `bus|rule`. */
const splitRule = (id: string, ownBus: string | undefined): RuleName => {
  const [Name = id, bus = ownBus] = id.split('|').toReversed();
  return { Name, ...defined({ EventBusName: bus }) };
};

const pattern = z.object({ 'detail-type': z._default(z.array(z.string()), []) });
const notThere = z.object({ name: z.literal('ResourceNotFoundException') });

/** `state` is absent if the rule does not exist. */
type RuleFacts = { rule: string; state?: string; arn: string; types: string[]; targets: string[] };

/** @param arn `arn:aws:events:<region>:<account>:rule/<bus>/<name>` */
const enableRule = (arn: string): string => {
  const [, bus = '', name = ''] = arn.split('/');
  return `aws events enable-rule --region ${arn.split(':')[3]} --event-bus-name ${bus} --name ${name}`;
};

const readRule = async (client: EventBridgeClient, of: RuleName): Promise<RuleFacts> => {
  const { Name: rule, EventBusName } = of;
  try {
    const {
      State = 'of no known state',
      Arn = '',
      EventPattern = '{}',
    } = await client.send(new DescribeRuleCommand(of));
    const { Targets = [] } = await client.send(
      new ListTargetsByRuleCommand({ Rule: rule, ...defined({ EventBusName }) }),
    );
    return {
      rule,
      state: State,
      arn: Arn,
      types: pattern.parse(JSON.parse(EventPattern))['detail-type'],
      targets: Targets.flatMap((target) => target.Arn ?? []),
    };
  } catch (error) {
    if (notThere.safeParse(error).success) return { rule, arn: '', types: [], targets: [] };
    throw error;
  }
};

const policy = z.object({
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Principal: z.unknown(),
      Condition: z.optional(z.unknown()),
    }),
  ),
});

const mayStart = async (client: LambdaClient, functionArn: string, ruleArn: string): Promise<boolean> => {
  try {
    const { Policy = '{"Statement":[]}' } = await client.send(
      new GetPolicyCommand({ FunctionName: nameOf(functionArn) }),
    );
    return policy
      .parse(JSON.parse(Policy))
      .Statement.some(
        ({ Effect, Principal, Condition }) =>
          Effect === 'Allow' &&
          JSON.stringify(Principal).includes('"events.amazonaws.com"') &&
          JSON.stringify(Condition ?? ruleArn).includes(`"${ruleArn}"`),
      );
  } catch (error) {
    if (notThere.safeParse(error).success) return false;
    throw error;
  }
};

export const checkSchedules = async (
  client: SchedulerClient,
  { vendors }: Config,
  { idsOf }: StackFacts,
  words: Words,
): Promise<Check[]> => {
  const texts = words.doctor.aws.schedules;
  const region = await client.config.region();
  const found = new Map<string, FoundSchedule>();
  for (const GroupName of idsOf('AWS::Scheduler::ScheduleGroup'))
    for await (const page of paginateListSchedules({ client }, { GroupName }))
      for (const { Name, State } of page.Schedules ?? [])
        if (Name && State) found.set(Name, { state: State, enable: enableSchedule(region, GroupName, Name) });

  const live = vendors.filter((vendor) => vendor.live);
  const named = vendors.map((vendor) => ({ vendor, name: SCHEDULES.poll(vendor.market, vendor.id) }));
  const wanted = [
    ...named.filter(({ vendor }) => vendor.live).map(({ name }) => name),
    ...(live.length > 0 ? [SCHEDULES.trackSla] : []),
    SCHEDULES.report,
  ];
  const made = idsOf('AWS::Scheduler::Schedule');
  const left = named.filter(({ vendor, name }) => !vendor.live && found.has(name));
  return [
    ...wanted.map((name) => judge(name, found.get(name), made.includes(name), words)),
    ...left.map(({ name }) => warn(texts.name(name), texts.leftOn, words.doctor.deploy(DEPLOY))),
  ];
};

/** `enable`: the command that switches it on. */
type FoundSchedule = { state: string; enable: string };

/** An update replaces the whole schedule. Source: EventBridge Scheduler API reference, UpdateSchedule. */
const enableSchedule = (region: string, group: string, name: string): string =>
  `aws scheduler update-schedule --region ${region} --state ENABLED --cli-input-json "$(aws scheduler get-schedule --region ${region} --group-name ${group} --name ${name} --output json --query '{Name:Name,GroupName:GroupName,ScheduleExpression:ScheduleExpression,FlexibleTimeWindow:FlexibleTimeWindow,Target:Target}')"`;

const judge = (
  schedule: string,
  found: FoundSchedule | undefined,
  isMade: boolean,
  { doctor }: Words,
): Check => {
  const texts = doctor.aws.schedules;
  const name = texts.name(schedule);
  if (found?.state === 'ENABLED') return ok(name, texts.isOn);
  if (found) return fail(name, texts.isOff(found.state.toLowerCase()), texts.enable(found.enable));
  const section = schedule === SCHEDULES.report ? 'Report does not run' : 'Poll does not run';
  return fail(name, texts.missing, isMade ? texts.deleted(section) : doctor.deploy(DEPLOY));
};
