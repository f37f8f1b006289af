import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod/mini';
import { type Names, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import { type Check, fail, ok, warn } from './check.ts';

/** A stack's outputs and resources, as far as the doctor needs them. */
export type StackFacts = {
  outputs: Record<string, string>;
  /** Physical ids by type. */
  idsOf: (type: string) => string[];
};

/** Whether a stack is deployed, and what is in it. */
export const checkStack = async (
  client: CloudFormationClient,
  which: keyof Names['stacks'],
  { stacks }: Names,
): Promise<{ check: Check; facts?: StackFacts }> => {
  const stack = stacks[which];
  const name = `stack ${stack}`;
  const described = await describeStack(client, stack);
  if (described === undefined) {
    return { check: fail(name, 'is not deployed', `Deploy it: npx cdk deploy ${STACKS[which]}`) };
  }
  const { status, outputs } = described;
  const resources: { type: string; id: string }[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stack }))
    for (const { ResourceType, PhysicalResourceId } of page.StackResourceSummaries ?? [])
      if (ResourceType && PhysicalResourceId) resources.push({ type: ResourceType, id: PhysicalResourceId });
  return {
    check: judge(name, status, STACKS[which]),
    facts: {
      outputs,
      idsOf: (type) => resources.filter((resource) => resource.type === type).map(({ id }) => id),
    },
  };
};

/** An egress stack is not deleted when the configuration no longer asks for it. Its NAT still costs money. */
export const checkLeftEgress = async (
  client: CloudFormationClient,
  egress: Config['egress'],
  { stacks }: Names,
): Promise<Check[]> => {
  if ((await describeStack(client, stacks.egress)) === undefined) return [];
  return [
    warn(
      `stack ${stacks.egress}`,
      `still exists, though egress is '${egress}': its NAT costs money every hour`,
      `First npx cdk deploy ${STACKS.notifier}, then: aws cloudformation delete-stack --stack-name ${stacks.egress} (RUNBOOK.md, Changing the egress)`,
    ),
  ];
};

/** Status and outputs of a stack; `undefined` if there is none. */
export const describeStack = async (client: CloudFormationClient, StackName: string) => {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = (Stacks?.[0]?.Outputs ?? []).flatMap(({ OutputKey, OutputValue }) =>
      OutputKey !== undefined && OutputValue !== undefined ? [[OutputKey, OutputValue] as const] : [],
    );
    return Stacks?.[0] && { status: String(Stacks[0].StackStatus), outputs: Object.fromEntries(outputs) };
  } catch (error) {
    // CloudFormation has no error code for this.
    const read = missing.safeParse(error);
    if (read.success) return undefined;
    throw error;
  }
};

const missing = z.object({
  name: z.literal('ValidationError'),
  message: z.string().check(z.regex(/does not exist/)),
});

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
  return fail(name, `is broken: ${status}`, `See why in the stack's events, then: npx cdk deploy ${id}`);
};
