import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { SCHEDULES_A_STACK } from '../../lib/config/aws-settings.ts';
import { namesOf } from '../../lib/config/names.ts';
import type { Config, ConfigInput } from '../../lib/config/schema.ts';
import { defined } from '../../lib/domain/defined.ts';
import { VENDOR_INPUT } from '../fixtures/made-up-config.ts';
import { LONGEST_POLICY, readPolicy } from '../fixtures/read-policy.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise } from './synthesise.ts';

const FILE = 'docs/bootstrap-policy.json';

type Needed = readonly [action: string, arn: string];

const inRegion = (service: string, rest: string) => `arn:aws:${service}:ap-northeast-2:123456789012:${rest}`;
const inIam = (rest: string) => `arn:aws:iam::123456789012:${rest}`;
const handlersJson = z.object({
  types: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});
/**
 * The actions that each handler of CloudFormation may call. For a new type, add its handlers from the schema that the file names.
 */
const { types: HANDLERS } = handlersJson.parse(
  JSON.parse(readFileSync('test/infra/handler-permissions.json', 'utf8')),
);

/** The ARN of a resource by its type and physical name. */
const ARNS: Record<string, (name: string, stack: string) => string> = {
  'AWS::AutoScaling::AutoScalingGroup': (name) =>
    inRegion('autoscaling', `autoScalingGroup:id:autoScalingGroupName/${name}`),
  'AWS::CloudFormation::Stack': (name) => inRegion('cloudformation', `stack/${name}/id`),
  'AWS::CloudWatch::Alarm': (name) => inRegion('cloudwatch', `alarm:${name}`),
  'AWS::CloudWatch::CompositeAlarm': (name) => inRegion('cloudwatch', `alarm:${name}`),
  'AWS::CloudWatch::Dashboard': (name) => `arn:aws:cloudwatch::123456789012:dashboard/${name}`,
  'AWS::DynamoDB::GlobalTable': (name) => inRegion('dynamodb', `table/${name}`),
  'AWS::Events::EventBus': (name) => inRegion('events', `event-bus/${name}`),
  'AWS::Events::Rule': (name, stack) => inRegion('events', `rule/${stack}Bus3DEB0DC3/${name}`),
  'AWS::IAM::InstanceProfile': (name) => inIam(`instance-profile/${name}`),
  'AWS::IAM::Policy': (_, stack) => inIam(`role/${stack}-Made-up`),
  'AWS::IAM::Role': (name) => inIam(`role/${name}`),
  'AWS::Lambda::EventSourceMapping': () => inRegion('lambda', 'event-source-mapping:00000000-made-up'),
  'AWS::Lambda::EventInvokeConfig': (_, stack) => inRegion('lambda', `function:${stack}-Made-up:$LATEST`),
  'AWS::Lambda::Function': (name) => inRegion('lambda', `function:${name}`),
  'AWS::Lambda::Permission': (_, stack) => inRegion('lambda', `function:${stack}-Made-up`),
  'AWS::Lambda::Url': (_, stack) => inRegion('lambda', `function:${stack}-Made-up`),
  'AWS::Logs::LogGroup': (name) => inRegion('logs', `log-group:${name}:log-stream:`),
  'AWS::SNS::Subscription': (_, stack) => inRegion('sns', `${stack}-Made-up`),
  'AWS::SNS::Topic': (name) => inRegion('sns', name),
  'AWS::SNS::TopicPolicy': (_, stack) => inRegion('sns', `${stack}-Made-up`),
  'AWS::SQS::Queue': (name) => inRegion('sqs', name),
  'AWS::SQS::QueuePolicy': (_, stack) => inRegion('sqs', `${stack}-Made-up`),
  'AWS::Scheduler::Schedule': (name, stack) =>
    inRegion('scheduler', `schedule/${stack.replaceAll('-', '')}-Group/${name}`),
  'AWS::Scheduler::ScheduleGroup': (name) => inRegion('scheduler', `schedule-group/${name}`),
};
/** Actions that AWS allows only on `*`. Source: the Service Authorization Reference. */
const ON_EVERYTHING =
  /^(autoscaling:Describe\*|cloudwatch:(DescribeAlarms|PutCompositeAlarm)|ec2:.*|lambda:\w+EventSourceMapping|logs:DescribeLogGroups|sns:(Get|Set)SubscriptionAttributes|sns:Unsubscribe)$/;
/** Actions on `*` that a condition allows only for our functions. */
const WITH_CONDITION = /^lambda:(Create|Delete|Update)EventSourceMapping$/;
/** Actions of a handler on a resource of another type or of AWS. */
const ELSEWHERE: Record<string, (stack: string) => string> = {
  'iam:CreateServiceLinkedRole': () => inIam('role/aws-service-role/made-up.amazonaws.com/Made-up'),
  'iam:PassRole': (stack) => inIam(`role/${stack}-Made-up`),
  's3:GetObject': () => 'arn:aws:s3:::cdk-hnb659fds-assets-123456789012-ap-northeast-2/bundle.zip',
  'scheduler:DeleteSchedule': (stack) =>
    inRegion('scheduler', `schedule/${stack.replaceAll('-', '')}-Group/poll-KR-A00012345`),
  'ssm:GetParameters': () =>
    'arn:aws:ssm:ap-northeast-2::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
};
/** Actions that a handler needs only for properties that none of our resources has. */
const ONLY_FOR: [type: RegExp, action: RegExp, properties: string[]][] = [
  [/AutoScalingGroup$/, /^elasticloadbalancing:|LoadBalancer/, ['LoadBalancerNames', 'TargetGroupARNs']],
  [/AutoScalingGroup$/, /^vpc-lattice:/, ['TrafficSources']],
  [/AutoScalingGroup$/, /^cloudwatch:PutMetricAlarm$/, ['MetricsCollection']],
  [/GlobalTable$/, /^application-autoscaling:/, ['WriteProvisionedThroughputSettings']],
  [/GlobalTable$/, /^kinesis:/, ['KinesisStreamSpecification']],
  [/GlobalTable$/, /^cloudwatch:PutMetricData$/, ['ContributorInsightsSpecification']],
  // docs/supply-chain.md lists them for kmsKeyArn.
  [/./, /^kms:/, ['SSESpecification', 'KmsKeyIdentifier', 'KmsKeyId', 'KmsKeyArn', 'KmsMasterKeyId']],
  [/EC2::EIP$/, /^ec2:AcceptAddressTransfer$/, ['TransferAddress']],
  [/NatGateway$/, /^ec2:(Associate|Disassociate)NatGatewayAddress$/, ['SecondaryAllocationIds']],
  [/NatGateway$/, /PrivateNatGatewayAddress$/, ['SecondaryPrivateIpAddresses']],
  [/NetworkInterface$/, /Ipv6Addresses$/, ['Ipv6Addresses', 'Ipv6AddressCount', 'Ipv6Prefixes']],
  [/NetworkInterface$/, /PrivateIpAddresses$/, ['PrivateIpAddresses', 'SecondaryPrivateIpAddressCount']],
  [/NetworkInterface$/, /PublicIpDnsNameOptions$/, ['PublicIpDnsHostnameTypeSpecification']],
  [/EC2::Subnet$/, /SubnetCidrBlock$/, ['Ipv6CidrBlock']],
  [/EC2::VPC$/, /VpcEncryptionControl$/, ['VpcEncryptionControl']],
  [/EC2::VPC$/, /^ec2:ModifyVpcTenancy$/, ['InstanceTenancy']],
  [/VPCEndpoint$/, /^vpc-lattice:/, ['ServiceNetworkArn']],
  [/VPCEndpoint$/, /^vpce:AllowMultiRegion$/, ['ServiceRegion']],
  [/VPCGatewayAttachment$/, /VpnGateway$/, ['VpnGatewayId']],
  [/IAM::Policy$/, /(User|Group)Policy$/, ['Users', 'Groups']],
  [/IAM::Role$/, /PermissionsBoundary$/, ['PermissionsBoundary']],
  [/IAM::Role$/, /UpdateRoleDescription$/, ['Description']],
  [/IAM::Role$/, /(Attach|Detach)RolePolicy$/, ['ManagedPolicyArns']],
  [/Lambda::Function$/, /^lambda:GetCodeSigningConfig$/, ['CodeSigningConfigArn']],
  [/Lambda::Function$/, /^lambda:GetLayerVersion$/, ['Layers']],
  [/Lambda::Function$/, /^lambda:PassCapacityProvider$/, ['CapacityProviderConfig']],
  [/Lambda::Function$/, /^(elasticfilesystem|s3files):/, ['FileSystemConfigs']],
  [/Lambda::Function$/, /^s3:GetObjectVersion$/, ['S3ObjectVersion']],
  [/LogGroup$/, /^(s3|firehose):|LogDelivery$/, ['DataProtectionPolicy']],
  [/LogGroup$/, /^logs:\w+ResourcePolic(y|ies)$/, ['ResourcePolicyDocument']],
  [/SNS::Subscription$/, /^iam:(Get|Pass)Role$/, ['SubscriptionRoleArn']],
  [/SNS::Topic$/, /^iam:(Get|Pass)Role$/, ['DeliveryStatusLogging']],
  [/Events::Rule$/, /^iam:PassRole$/, ['RoleArn']],
];
/** AWS's reference of actions has no such service, so no policy can name it. */
const NO_SERVICE = /^managed-fleets:/;
/** Wildcards of handlers that the policy allows only in part. */
const NARROWED: Record<string, string[]> = {
  // Reads the parameter with the id of an image.
  'ssm:Get*': ['ssm:GetParameters'],
  // Reads the launch template.
  'ec2:Get*': ['ec2:GetLaunchTemplateData'],
};

const existingSubnets = { vpcId: 'vpc-0123abcd', subnetIds: ['subnet-0123abcd'] };
const EGRESSES: Record<Config['egress'], Partial<ConfigInput>> = {
  'nat-gateway': { egress: 'nat-gateway' },
  'nat-instance': { egress: 'nat-instance' },
  'existing-subnets': { egress: 'existing-subnets', existingSubnets },
  none: { egress: 'none' },
};
/** Enough vendors for a nested stack. */
const MANY = Array.from({ length: SCHEDULES_A_STACK + 1 }, (_, index) => ({
  ...VENDOR_INPUT,
  id: `A${String(index).padStart(8, '0')}`,
  live: true,
}));
const SO_MANY: Partial<ConfigInput> = { egress: 'none', vendors: MANY };
const WITH_WEBHOOKS: Partial<ConfigInput> = { egress: 'none', webhooks: [{ name: 'erp', as: 'json' }] };
const named = z.record(z.string(), z.unknown());
const templateJson = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z._default(named, {}) })),
});
/** CloudFormation makes a name of the stack and the logical id where the template gives none. */
const nameOf = (stack: string, id: string, properties: Record<string, unknown>): string => {
  const given = Object.entries(properties).find(([key]) =>
    ['AlarmName', 'DashboardName', 'Name', 'QueueName'].includes(key),
  )?.[1];
  return typeof given === 'string' ? given : `${stack}-${id}-1A2B3C`;
};

const hasKey = (value: unknown, key: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, key) || Object.values(value).some((part) => hasKey(part, key)));

describe.each<[string, string | undefined]>([
  [FILE, undefined],
  [`${FILE} for the longest prefix`, 'staging-a1'],
])('%s', (_file, prefix) => {
  const policy = readPolicy(FILE, prefix);
  const forFunction = (stack: string) => ({
    'lambda:FunctionArn': inRegion('lambda', `function:${stack}-Made-up`),
  });
  const resources = [...Object.values(EGRESSES), SO_MANY, WITH_WEBHOOKS].flatMap((changes) => {
    const made = synthesise(
      configFixture({}, true, { acting: 'on', ...changes, ...defined({ namePrefix: prefix }) }),
    );
    return [made, ...(made.egress ? [made.egress] : [])].flatMap(({ stack, json }) =>
      Object.entries(templateJson.parse(JSON.parse(json)).Resources).map(([id, { Type, Properties }]) => ({
        type: Type,
        stack: stack.stackName,
        // All schedules have the same rights.
        name: nameOf(stack.stackName, id, Properties).replace(/A\d{8}/, 'A00012345'),
        properties: Properties,
      })),
    );
  });
  const isOnlyFor = (type: string, action: string): boolean =>
    ONLY_FOR.some(
      ([ofType, ofAction, properties]) =>
        ofType.test(type) &&
        ofAction.test(action) &&
        !resources.some(
          (resource) =>
            resource.type === type && properties.some((property) => hasKey(resource.properties, property)),
        ),
    );
  /** The resource on which a handler needs an action. */
  const arnOf = (action: string, { type, name, stack }: (typeof resources)[number]): string => {
    if (ON_EVERYTHING.test(action)) return '*';
    return ELSEWHERE[action]?.(stack) ?? ARNS[type]?.(name, stack) ?? 'unknown';
  };
  const neededCalls = resources.flatMap((resource): Needed[] =>
    [...new Set(Object.values(HANDLERS[resource.type] ?? {}).flat())]
      .filter((action) => !NO_SERVICE.test(action) && !isOnlyFor(resource.type, action))
      .flatMap((action) => NARROWED[action] ?? [action])
      .map((action) => [action, arnOf(action, resource)]),
  );

  const needed = [...new Map(neededCalls.map((each) => [each.join(' on '), each])).values()];

  test('allows the actions with which CloudFormation creates, reads, updates and deletes each type of resource (O5)', () => {
    expect(new Set(resources.map(({ type }) => type))).toEqual(new Set(Object.keys(HANDLERS)));
    expect(
      needed.filter(
        ([action, arn]) =>
          !policy.allows(action, arn, forFunction(namesOf(defined({ namePrefix: prefix })).stacks.notifier)),
      ),
    ).toEqual([]);
    expect(needed.length).toBeGreaterThan(500);
  });

  test('leaves out only actions that no resource needs, and each exception still matches a handler', () => {
    const inHandlers = Object.entries(HANDLERS).flatMap(([type, handlers]) =>
      Object.values(handlers).flatMap((actions) => actions.map((action) => [type, action] as const)),
    );
    const idle = ONLY_FOR.filter(
      ([ofType, ofAction]) =>
        !inHandlers.some(([type, action]) => ofType.test(type) && ofAction.test(action)),
    );
    expect(idle).toEqual([]);
  });

  test('allows only services that the stacks use, and nothing of other stacks (O5)', () => {
    const serviceOf = (action: string) => action.split(':')[0];
    expect(new Set(policy.actions.map(serviceOf))).toEqual(
      new Set(needed.map(([action]) => serviceOf(action))),
    );
    for (const [action, arn] of needed.filter(
      ([name, on]) =>
        (on !== '*' || WITH_CONDITION.test(name)) &&
        !/^(s3|ssm):|ServiceLinkedRole |:event-source-mapping:/.test(`${name} ${on}`),
    ))
      for (const other of ['Other', 'another-Notifier', 'anotherNotifier']) {
        const theirs = arn.replaceAll(/(staging-?a1-?)?Notifier/g, other);
        expect([action, policy.allows(action, theirs, forFunction(other))]).toEqual([action, false]);
      }
  });

  test('fits into one managed policy', () => {
    expect(policy.length).toBeLessThan(LONGEST_POLICY);
  });
});
