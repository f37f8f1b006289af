import * as z from 'zod/mini';
import type { Synthesised } from './synthesise.ts';

/** The properties of a CloudFormation template that the tests check. */
const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const ref = z.object({ Ref: z.string() });
const oneOrMore = z.pipe(
  z.unknown(),
  z.transform((value: unknown): unknown[] => (Array.isArray(value) ? value : [value])),
);
const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

export const TABLE_SHAPE = z.object({
  BillingMode: z.string(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
  GlobalSecondaryIndexes: z.array(
    z.object({
      IndexName: z.string(),
      KeySchema: keySchema,
      Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()) }),
    }),
  ),
  Replicas: z.array(
    z.object({
      DeletionProtectionEnabled: z.boolean(),
      PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
      SSESpecification: z.optional(z.object({ KMSMasterKeyId: z.string() })),
    }),
  ),
});

export const FUNCTION_SHAPE = z.object({
  Architectures: z.array(z.string()),
  Runtime: z.string(),
  Handler: z.string(),
  Timeout: z.number(),
  LoggingConfig: z.looseObject({ LogGroup: ref }),
  Role: getAtt,
  MemorySize: z.number(),
  TracingConfig: z.optional(z.unknown()),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  ReservedConcurrentExecutions: z.optional(z.unknown()),
  VpcConfig: z.optional(
    z.object({ SubnetIds: z.array(z.unknown()), SecurityGroupIds: z.array(z.unknown()) }),
  ),
});

export const SUBNET_SHAPE = z.object({ AvailabilityZone: z.unknown(), MapPublicIpOnLaunch: z.boolean() });

export const ENDPOINT_SHAPE = z.object({
  ServiceName: z.unknown(),
  VpcEndpointType: z.string(),
  RouteTableIds: z.array(ref),
});

export const SECURITY_GROUP_SHAPE = z.object({
  SecurityGroupEgress: z.array(z.record(z.string(), z.unknown())),
  SecurityGroupIngress: z.optional(z.unknown()),
});

export const LOG_GROUP_SHAPE = z.object({
  RetentionInDays: z.number(),
  KmsKeyId: z.optional(z.string()),
});

const retryPolicy = z.object({ MaximumRetryAttempts: z.number(), MaximumEventAgeInSeconds: z.number() });

export const INVOKE_CONFIG_SHAPE = z.object({
  FunctionName: ref,
  MaximumEventAgeInSeconds: z.number(),
  MaximumRetryAttempts: z.number(),
  DestinationConfig: z.record(z.string(), z.unknown()),
});

export const RULE_SHAPE = z.object({
  State: z.string(),
  EventBusName: ref,
  EventPattern: z.object({ source: z.array(z.string()), 'detail-type': z.array(z.string()) }),
  Targets: z.array(
    z.object({
      Arn: getAtt,
      RetryPolicy: z.optional(retryPolicy),
      DeadLetterConfig: z.optional(z.unknown()),
    }),
  ),
});

export const PERMISSION_SHAPE = z.object({
  Action: z.string(),
  FunctionName: getAtt,
  Principal: z.string(),
  SourceArn: getAtt,
});

export const SCHEDULE_SHAPE = z.object({
  Name: z.string(),
  ScheduleExpression: z.string(),
  FlexibleTimeWindow: z.object({ Mode: z.string() }),
  Target: z.object({
    Arn: getAtt,
    Input: z.string(),
    RetryPolicy: retryPolicy,
  }),
});

export const POLICY_SHAPE = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: oneOrMore,
        Resource: oneOrMore,
        Condition: z.optional(z.unknown()),
      }),
    ),
  }),
  Roles: z.array(ref),
});

/** The names of the secrets that a policy lets its role read, without the rest of their ARNs. */
export const secretNamesIn = ({ Action, Resource }: { Action: unknown[]; Resource: unknown[] }): string[] =>
  Action.includes('secretsmanager:GetSecretValue')
    ? Resource.map((arn) => /:secret:([^"]*)"/.exec(JSON.stringify(arn))?.[1] ?? '?')
    : [];

export const byConstruct = <T extends { id: string }>(found: T[], prefix: string): T => {
  const match = found.find(({ id }) => id.startsWith(prefix));
  if (match === undefined) throw new Error(`Nothing is called ${prefix}.`);
  return match;
};

/** The functions of a stack, and what their roles may do. */
export const readFunctions = ({ each }: Synthesised) => ({
  functionOf: (construct: string) =>
    byConstruct(each('AWS::Lambda::Function', FUNCTION_SHAPE), `${construct}Function`),
  /** The actions of a role, in their order, by the name of what they may be used on. */
  rightsOf: (construct: string): Record<string, string[]> => {
    const { properties } = byConstruct(each('AWS::IAM::Policy', POLICY_SHAPE), `${construct}Role`);
    const rights: Record<string, string[]> = {};
    for (const { Action, Resource } of properties.PolicyDocument.Statement)
      for (const name of new Set(Resource.map((arn) => resourceName(JSON.stringify(arn)))))
        (rights[name] ??= []).push(...Action.map((action) => String(action).replace(/^.*:/, '')));
    for (const actions of Object.values(rights)) actions.sort();
    return rights;
  },
});

const RESOURCES: [pattern: RegExp, name: string][] = [
  [/\/index\/attention"/, 'attention'],
  [/\/index\/closed"/, 'closed'],
  [/^\{"Fn::GetAtt":\["TicketsTable/, 'table'],
  [/^\{"Fn::GetAtt":\["Bus/, 'bus'],
  [/^\{"Fn::GetAtt":\["\w+Log/, 'log'],
  [/^\{"Ref":"WatchingAlarmsTopic/, 'topic'],
  [/:secret:coupang-inquiry-notifier\/coupang\//, 'Coupang’s keys'],
  [/:secret:coupang-inquiry-notifier\/slack/, 'Slack’s keys'],
  [/^"\*"$/, 'everything'],
];
const resourceName = (arn: string): string => RESOURCES.find(([pattern]) => pattern.test(arn))?.[1] ?? arn;

/** The logical id behind an ARN. */
export const idOf = (arn: z.output<typeof getAtt>): string => arn['Fn::GetAtt'][0];
