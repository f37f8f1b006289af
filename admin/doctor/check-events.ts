import { DescribeRuleCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetEventSourceMappingCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { DETAIL_TYPES, STACKS } from '../../lib/config/names.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok } from './check.ts';

const DEPLOY = `Deploy: npx cdk deploy ${STACKS.notifier}`;
// CloudFormation compares templates, not what stands.
const ANEW =
  'A deploy that changes nothing does not make it anew: take the stack down and back (RUNBOOK.md, Taking it down).';

/** Whether the rules of the bus are on, and send every event that notify waits for to a queue. */
export const checkRules = async (client: EventBridgeClient, { idsOf }: StackFacts): Promise<Check[]> => {
  const name = 'events to queues';
  const [ownBus] = idsOf('AWS::Events::EventBus');
  const rules = await Promise.all(
    idsOf('AWS::Events::Rule').map((id) => readRule(client, splitRule(id, ownBus))),
  );
  const faults = rules.flatMap(({ rule, state }) => {
    if (state === undefined) return [fail(name, `the rule ${rule} is not there`, ANEW)];
    if (state === 'ENABLED') return [];
    return [fail(name, `the rule ${rule} is ${state.toLowerCase()}`, 'Enable it in EventBridge, Rules.')];
  });
  if (faults.length > 0) return faults;
  const matched = new Set(rules.flatMap(({ types }) => types));
  const missing = DETAIL_TYPES.filter((type) => !matched.has(type));
  if (missing.length > 0) return [fail(name, `${missing.join(', ')} reaches no queue`, DEPLOY)];
  return [ok(name, `${rules.length} rules are on`)];
};

/** Whether notify takes messages from its queues. */
export const checkMappings = async (client: LambdaClient, { idsOf }: StackFacts): Promise<Check[]> => {
  const name = 'queues to notify';
  const ids = idsOf('AWS::Lambda::EventSourceMapping');
  if (ids.length === 0)
    return [fail(name, 'the stack leads no queue to notify', 'Deploy this release anew.')];
  const mappings = await Promise.all(
    ids.map(async (UUID) => ({
      UUID,
      state: (await client.send(new GetEventSourceMappingCommand({ UUID }))).State ?? 'of no known state',
    })),
  );
  const off = mappings.filter(({ state }) => state !== 'Enabled');
  if (off.length === 0) return [ok(name, `${mappings.length} event source mappings are on`)];
  return off.map(({ UUID, state }) =>
    fail(
      name,
      `the event source mapping ${UUID} is ${state.toLowerCase()}`,
      `Enable it: aws lambda update-event-source-mapping --uuid ${UUID} --enabled`,
    ),
  );
};

type RuleName = { Name: string; EventBusName?: string };

/** CloudFormation names a rule of another bus than the default one `bus|rule`. */
const splitRule = (id: string, ownBus: string | undefined): RuleName => {
  const [Name = id, bus = ownBus] = id.split('|').toReversed();
  return { Name, ...(bus !== undefined && { EventBusName: bus }) };
};

const pattern = z.object({ 'detail-type': z._default(z.array(z.string()), []) });
const notThere = z.object({ name: z.literal('ResourceNotFoundException') });

const readRule = async (
  client: EventBridgeClient,
  of: RuleName,
): Promise<{ rule: string; state?: string; types: string[] }> => {
  const rule = of.Name;
  try {
    const { State = 'of no known state', EventPattern = '{}' } = await client.send(
      new DescribeRuleCommand(of),
    );
    return { rule, state: State, types: pattern.parse(JSON.parse(EventPattern))['detail-type'] };
  } catch (error) {
    if (notThere.safeParse(error).success) return { rule, types: [] };
    throw error;
  }
};
