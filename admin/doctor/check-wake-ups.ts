import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { defined } from '../../lib/domain/defined.ts';
import { ACT_REQUESTED, SCHEDULES, STACKS, WAKE_UP } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { type SchedulerClient, paginateListSchedules } from '@aws-sdk/client-scheduler';

const NAME = 'wake-ups to notify';
const DEPLOY = `Deploy: npx cdk deploy ${STACKS.notifier}`;
// CloudFormation compares only templates. It does not check what exists.
const ANEW =
  'A deploy without changes does not create it again: take the stack down and back (docs/operations.md, Taking it down).';

type Started = { name: string; event: string; lost: string };

const WAKE_UPS: Started = { name: NAME, event: WAKE_UP, lost: 'notify is never started' };
const ACTS: Started = {
  name: 'acts to act',
  event: ACT_REQUESTED,
  lost: 'no act from Slack reaches Coupang',
};

/** Each event needs an enabled rule on the bus, with the right to start the function (R18). */
export const checkWakeUps = async (
  eventBridge: EventBridgeClient,
  lambda: LambdaClient,
  { idsOf }: StackFacts,
  acting: Config['acting'],
): Promise<Check[]> => {
  const [ownBus] = idsOf('AWS::Events::EventBus');
  const rules = await Promise.all(
    idsOf('AWS::Events::Rule').map((id) => readRule(eventBridge, splitRule(id, ownBus))),
  );
  const faults = rules.flatMap(({ rule, state }) => {
    if (state === undefined) return [fail(NAME, `the rule ${rule} does not exist`, ANEW)];
    if (state === 'ENABLED') return [];
    return [fail(NAME, `the rule ${rule} is ${state.toLowerCase()}`, 'Enable it in EventBridge, Rules.')];
  });
  if (faults.length > 0) return faults;
  const functions = idsOf('AWS::Lambda::Function');
  const started = acting === 'on' ? [WAKE_UPS, ACTS] : [WAKE_UPS];
  return Promise.all(started.map((rule) => checkRule(lambda, rules, functions, rule)));
};

const checkRule = async (
  lambda: LambdaClient,
  rules: readonly RuleFacts[],
  functions: readonly string[],
  { name, event, lost }: Started,
): Promise<Check> => {
  const found = rules.find(({ types }) => types.includes(event));
  if (found === undefined) return fail(name, `no rule matches ${event}: ${lost}`, DEPLOY);
  const target = found.targets.find((arn) => functions.includes(nameOf(arn)));
  if (target === undefined) return fail(name, `the rule ${found.rule} starts no function of the stack`, ANEW);
  if (await mayStart(lambda, target, found.arn))
    return ok(name, `a rule is on, and starts ${nameOf(target)}`);
  return fail(
    name,
    `the rule ${found.rule} may not start ${nameOf(target)}`,
    `Allow it: aws lambda add-permission --function-name ${nameOf(target)} --statement-id ${name.replace(/ .*/, '')} --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn ${found.arn}`,
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
): Promise<Check[]> => {
  const states = new Map<string, string>();
  for (const GroupName of idsOf('AWS::Scheduler::ScheduleGroup'))
    for await (const page of paginateListSchedules({ client }, { GroupName }))
      for (const { Name, State } of page.Schedules ?? []) if (Name && State) states.set(Name, State);

  const live = vendors.filter((vendor) => vendor.live);
  const named = vendors.map((vendor) => ({ vendor, name: SCHEDULES.poll(vendor.market, vendor.id) }));
  const wanted = [
    ...named.filter(({ vendor }) => vendor.live).map(({ name }) => name),
    ...(live.length > 0 ? [SCHEDULES.trackSla] : []),
    SCHEDULES.report,
  ];
  const made = idsOf('AWS::Scheduler::Schedule');
  const left = named.filter(({ vendor, name }) => !vendor.live && states.has(name));
  return [
    ...wanted.map((name) => judge(name, states.get(name), made.includes(name))),
    ...left.map(({ name }) =>
      warn(
        `schedule ${name}`,
        'runs, though its vendor has live: false',
        `Deploy: npx cdk deploy ${STACKS.notifier}`,
      ),
    ),
  ];
};

const judge = (schedule: string, state: string | undefined, isMade: boolean): Check => {
  const name = `schedule ${schedule}`;
  if (state === 'ENABLED') return ok(name, 'is on');
  if (state !== undefined)
    return fail(name, `is ${state.toLowerCase()}`, 'Enable it in EventBridge Scheduler.');
  const section = schedule === SCHEDULES.report ? 'Report does not run' : 'Poll does not run';
  return fail(
    name,
    'does not exist',
    isMade
      ? `Somebody deleted it, and a deploy without changes does not make it again: RUNBOOK.md, ${section}`
      : `Deploy: npx cdk deploy ${STACKS.notifier}`,
  );
};
