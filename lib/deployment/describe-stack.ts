import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod/mini';
import { OUTPUTS, STACK_DESCRIPTIONS } from '../config/names.ts';
import { type EventBridgeClient, DescribeEventBusCommand } from '@aws-sdk/client-eventbridge';

export type StackDescription = {
  status: string;
  outputs: Record<string, string>;
  isForeign: boolean;
  /** The stack's description and tags show people its owner; `says` has both, in English. */
  description: string;
  tags: string;
  says: string;
};

/** Returns a stack of any owner; `undefined` if it does not exist. */
export const describeStack = async (
  client: CloudFormationClient,
  StackName: string,
): Promise<StackDescription | undefined> => {
  const [stack] = await findStacks(client, StackName);
  if (stack === undefined) return undefined;
  const { StackStatus, Description = '', Tags = [], Outputs = [] } = stack;
  const outputs = Object.fromEntries(
    Outputs.flatMap(({ OutputKey, OutputValue }) =>
      OutputKey !== undefined && OutputValue !== undefined ? [[OutputKey, OutputValue] as const] : [],
    ),
  );
  const tags = Tags.map(({ Key, Value }) => `${Key}=${Value}`).join(', ');
  return {
    status: String(StackStatus),
    outputs,
    isForeign:
      StackStatus !== UNDER_REVIEW &&
      !OURS.includes(Description) &&
      MARKS.every((name) => !(name in outputs)),
    description: Description,
    tags,
    says: [
      Description === '' ? 'it has no description' : `it says "${Description}"`,
      ...(tags === '' ? [] : [`its tags are ${tags}`]),
    ].join(', and '),
  };
};

export const listResources = async (
  client: CloudFormationClient,
  StackName: string,
): Promise<{ type: string; id: string; isThere: boolean }[]> => {
  const resources: { type: string; id: string; isThere: boolean }[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { ResourceType: type, PhysicalResourceId: id, ResourceStatus = '' } of StackResourceSummaries)
      if (type && id) resources.push({ type, id, isThere: !ResourceStatus.startsWith('DELETE_') });
  return resources;
};

/** Advice if a stack of another owner is in the way. */
export const ELSEWHERE =
  'Set another `namePrefix` in the configuration, or deploy into another region or account.';

/** A deploy stopped before it began. Such a stack is empty and does not change by itself. */
export const UNDER_REVIEW = 'REVIEW_IN_PROGRESS';
const OURS: readonly string[] = Object.values(STACK_DESCRIPTIONS);
/** One output of each stack. A stack that was never complete has none. */
const MARKS: readonly string[] = [OUTPUTS.configHash, OUTPUTS.egressIp];

const findStacks = async (client: CloudFormationClient, StackName: string) => {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks ?? [];
  } catch (error) {
    // CloudFormation has no error code for this.
    if (missing.safeParse(error).success) return [];
    throw error;
  }
};

const missing = z.object({
  name: z.literal('ValidationError'),
  message: z.string().check(z.regex(/does not exist/)),
});

/** Returns the caller's account. Every region has this bus, and its ARN contains the account. */
export const findAccount = async (client: EventBridgeClient): Promise<string> => {
  const { Arn } = await client.send(new DescribeEventBusCommand({}));
  return Arn?.split(':')[4] ?? '';
};
