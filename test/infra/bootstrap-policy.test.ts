import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { SCHEDULES_A_STACK } from '../../infra/constructs/minute-schedules.ts';
import type { Config, ConfigInput } from '../../lib/config/schema.ts';
import { defined } from '../../lib/domain/defined.ts';
import { VENDOR_INPUT } from '../fixtures/made-up-config.ts';
import { LONGEST_POLICY, readPolicy } from '../fixtures/read-policy.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise } from './synthesise.ts';

const FILE = 'docs/bootstrap-policy.json';

type Needed = readonly [action: string, arn: string];

const inRegion = (service: string, rest: string) => `arn:aws:${service}:ap-northeast-2:123456789012:${rest}`;
const ec2 =
  (...actions: string[]) =>
  (): Needed[] =>
    actions.map((action) => [`ec2:${action}`, inRegion('ec2', 'anything/id')]);

/**
 * What CloudFormation calls to make one and to take it away again, as the rollback of a failed first deploy does, by type; the
 * name is the physical one. Source: the CloudFormation registry's handlers.
 */
const NEEDED: Record<string, (name: string, stack: string) => Needed[]> = {
  'AWS::AutoScaling::AutoScalingGroup': (name) => [
    [
      'autoscaling:CreateAutoScalingGroup',
      inRegion('autoscaling', `autoScalingGroup:id:autoScalingGroupName/${name}`),
    ],
    ['ec2:RunInstances', inRegion('ec2', 'instance/id')],
    [
      'ssm:GetParameters',
      'arn:aws:ssm:ap-northeast-2::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    ],
  ],
  'AWS::CloudFormation::Stack': (name) => [
    ['cloudformation:CreateStack', inRegion('cloudformation', `stack/${name}/id`)],
    ['s3:GetObject', 'arn:aws:s3:::cdk-hnb659fds-assets-123456789012-ap-northeast-2/template.json'],
  ],
  'AWS::CloudWatch::Alarm': (name) => [
    ['cloudwatch:PutMetricAlarm', inRegion('cloudwatch', `alarm:${name}`)],
  ],
  // CloudWatch refuses a narrower permission. Source: its API reference, PutCompositeAlarm.
  'AWS::CloudWatch::CompositeAlarm': () => [['cloudwatch:PutCompositeAlarm', '*']],
  'AWS::CloudWatch::Dashboard': (name) => [
    ['cloudwatch:PutDashboard', `arn:aws:cloudwatch::123456789012:dashboard/${name}`],
  ],
  'AWS::DynamoDB::GlobalTable': (name) => [
    ['dynamodb:CreateTable', inRegion('dynamodb', `table/${name}`)],
    ['dynamodb:UpdateContinuousBackups', inRegion('dynamodb', `table/${name}`)],
    ['dynamodb:UpdateTimeToLive', inRegion('dynamodb', `table/${name}`)],
  ],
  'AWS::EC2::EIP': ec2('AllocateAddress', 'ReleaseAddress'),
  'AWS::EC2::EIPAssociation': ec2('AssociateAddress', 'DisassociateAddress'),
  'AWS::EC2::InternetGateway': ec2('CreateInternetGateway', 'DeleteInternetGateway', 'CreateTags'),
  'AWS::EC2::LaunchTemplate': ec2(
    'CreateLaunchTemplate',
    'CreateLaunchTemplateVersion',
    'DeleteLaunchTemplate',
  ),
  'AWS::EC2::NatGateway': ec2('CreateNatGateway', 'DescribeNatGateways', 'DeleteNatGateway'),
  'AWS::EC2::NetworkInterface': ec2(
    'CreateNetworkInterface',
    'ModifyNetworkInterfaceAttribute',
    'DeleteNetworkInterface',
  ),
  'AWS::EC2::Route': ec2('CreateRoute', 'ReplaceRoute', 'DeleteRoute'),
  'AWS::EC2::RouteTable': ec2('CreateRouteTable', 'DeleteRouteTable'),
  'AWS::EC2::SecurityGroup': ec2(
    'CreateSecurityGroup',
    'AuthorizeSecurityGroupEgress',
    'AuthorizeSecurityGroupIngress',
    'DeleteSecurityGroup',
  ),
  'AWS::EC2::Subnet': ec2('CreateSubnet', 'ModifySubnetAttribute', 'DeleteSubnet'),
  'AWS::EC2::SubnetRouteTableAssociation': ec2('AssociateRouteTable', 'DisassociateRouteTable'),
  'AWS::EC2::VPC': ec2('CreateVpc', 'ModifyVpcAttribute', 'DeleteVpc'),
  'AWS::EC2::VPCEndpoint': ec2('CreateVpcEndpoint', 'DeleteVpcEndpoints'),
  'AWS::EC2::VPCGatewayAttachment': ec2('AttachInternetGateway', 'DetachInternetGateway'),
  'AWS::Events::EventBus': (name) => [['events:CreateEventBus', inRegion('events', `event-bus/${name}`)]],
  'AWS::Events::Rule': (name, stack) => [
    ['events:PutTargets', inRegion('events', `rule/${stack}Bus3DEB0DC3/${name}`)],
  ],
  'AWS::IAM::InstanceProfile': (name) => [
    ['iam:CreateInstanceProfile', `arn:aws:iam::123456789012:instance-profile/${name}`],
    ['iam:AddRoleToInstanceProfile', `arn:aws:iam::123456789012:instance-profile/${name}`],
    ['iam:RemoveRoleFromInstanceProfile', `arn:aws:iam::123456789012:instance-profile/${name}`],
    ['iam:DeleteInstanceProfile', `arn:aws:iam::123456789012:instance-profile/${name}`],
  ],
  'AWS::IAM::Policy': (_, stack) => [
    ['iam:PutRolePolicy', `arn:aws:iam::123456789012:role/${stack}-Made-up`],
    ['iam:DeleteRolePolicy', `arn:aws:iam::123456789012:role/${stack}-Made-up`],
  ],
  'AWS::IAM::Role': (name) => [
    ['iam:CreateRole', `arn:aws:iam::123456789012:role/${name}`],
    ['iam:PassRole', `arn:aws:iam::123456789012:role/${name}`],
    ['iam:DeleteRole', `arn:aws:iam::123456789012:role/${name}`],
  ],
  'AWS::Lambda::EventInvokeConfig': (_, stack) => [
    ['lambda:PutFunctionEventInvokeConfig', inRegion('lambda', `function:${stack}-Made-up:$LATEST`)],
  ],
  'AWS::Lambda::Function': (name) => [
    ['lambda:CreateFunction', inRegion('lambda', `function:${name}`)],
    ['s3:GetObject', 'arn:aws:s3:::cdk-hnb659fds-assets-123456789012-ap-northeast-2/bundle.zip'],
  ],
  'AWS::Lambda::Permission': (_, stack) => [
    ['lambda:AddPermission', inRegion('lambda', `function:${stack}-Made-up`)],
  ],
  'AWS::Lambda::Url': (_, stack) => [
    ['lambda:CreateFunctionUrlConfig', inRegion('lambda', `function:${stack}-Made-up`)],
  ],
  'AWS::Logs::LogGroup': (name) => [
    ['logs:CreateLogGroup', inRegion('logs', `log-group:${name}`)],
    ['logs:PutRetentionPolicy', inRegion('logs', `log-group:${name}:log-stream:`)],
  ],
  'AWS::Scheduler::Schedule': (name, stack) => [
    [
      'scheduler:CreateSchedule',
      inRegion('scheduler', `schedule/${stack.replaceAll('-', '')}-Group/${name}`),
    ],
  ],
  'AWS::Scheduler::ScheduleGroup': (name) => [
    ['scheduler:CreateScheduleGroup', inRegion('scheduler', `schedule-group/${name}`)],
  ],
  'AWS::SNS::Subscription': (_, stack) => [['sns:Subscribe', inRegion('sns', `${stack}-Made-up`)]],
  'AWS::SNS::Topic': (name) => [['sns:CreateTopic', inRegion('sns', name)]],
  'AWS::SNS::TopicPolicy': (_, stack) => [['sns:SetTopicAttributes', inRegion('sns', `${stack}-Made-up`)]],
};

const existingSubnets = { vpcId: 'vpc-0123abcd', subnetIds: ['subnet-0123abcd'] };
const EGRESSES: Record<Config['egress'], Partial<ConfigInput>> = {
  'nat-gateway': { egress: 'nat-gateway' },
  'nat-instance': { egress: 'nat-instance' },
  'existing-subnets': { egress: 'existing-subnets', existingSubnets },
  none: { egress: 'none' },
};
/** So many that some are in a nested stack. */
const MANY = Array.from({ length: SCHEDULES_A_STACK + 1 }, (_, index) => ({
  ...VENDOR_INPUT,
  id: `A${String(index).padStart(8, '0')}`,
  live: true,
}));
const SO_MANY: Partial<ConfigInput> = { egress: 'none', vendors: MANY };
const named = z.record(z.string(), z.unknown());
const templateJson = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z._default(named, {}) })),
});
/** CloudFormation makes a name of the stack and the logical id where the template gives none. */
const nameOf = (stack: string, id: string, properties: Record<string, unknown>): string => {
  const given = Object.entries(properties).find(([key]) =>
    ['AlarmName', 'DashboardName', 'Name'].includes(key),
  )?.[1];
  return typeof given === 'string' ? given : `${stack}-${id}-1A2B3C`;
};

describe.each<[string, string | undefined]>([
  [FILE, undefined],
  [`${FILE} for the longest prefix`, 'staging-a1'],
])('%s', (_file, prefix) => {
  const policy = readPolicy(FILE, prefix);
  const allows = ([action, arn]: Needed): boolean => policy.allows(action, arn);
  const resources = [...Object.values(EGRESSES), SO_MANY].flatMap((changes) => {
    const made = synthesise(
      configFixture({}, true, { acting: 'on', ...changes, ...defined({ namePrefix: prefix }) }),
    );
    return [made, ...(made.egress ? [made.egress] : [])].flatMap(({ stack, json }) =>
      Object.entries(templateJson.parse(JSON.parse(json)).Resources).map(([id, { Type, Properties }]) => ({
        type: Type,
        stack: stack.stackName,
        name: nameOf(stack.stackName, id, Properties),
      })),
    );
  });
  const needed = resources.flatMap(({ type, stack, name }) => NEEDED[type]?.(name, stack) ?? []);

  test('allows what each resource of the stacks needs, and no new type is forgotten (O5)', () => {
    expect(new Set(resources.map(({ type }) => type))).toEqual(new Set(Object.keys(NEEDED)));
    expect(needed.filter((one) => !allows(one))).toEqual([]);
  });

  test('allows no service that the stacks do not use, and nothing of other stacks (O5)', () => {
    const serviceOf = (action: string) => action.split(':')[0];
    const used = new Set(['ssm', ...needed.map(([action]) => serviceOf(action))]);
    expect(new Set(policy.actions.map(serviceOf))).toEqual(used);
    for (const [action, arn] of needed.filter(([one, on]) => on !== '*' && !/^(ec2|s3|ssm):/.test(one)))
      for (const other of ['Other', 'another-Notifier', 'anotherNotifier'])
        expect([action, allows([action, arn.replaceAll(/(staging-?a1-?)?Notifier/g, other)])]).toEqual([
          action,
          false,
        ]);
  });

  test('fits into one managed policy', () => {
    expect(policy.length).toBeLessThan(LONGEST_POLICY);
  });
});
