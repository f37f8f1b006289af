import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type Names, STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import {
  describeStack,
  ELSEWHERE,
  listResources,
  UNDER_REVIEW,
} from '../../lib/deployment/describe-stack.ts';
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

/** An egress stack is not deleted when the configuration no longer asks for it. Its NAT still costs money. */
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

/** CloudFormation takes no update of these. Another one never was complete, and the CDK begins it anew. */
const verbFor = (status: string): string => {
  if (status === 'DELETE_FAILED') return 'destroy';
  return /^((CREATE|UPDATE)_FAILED|UPDATE_ROLLBACK_FAILED)$/.test(status) ? 'rollback' : 'deploy';
};
