import { readFileSync } from 'node:fs';
import { namesOf } from '../../../lib/config/names.ts';
import { listFiles } from './list-files.ts';
import { loadedFrom } from './loaded-from.ts';

const SERVICES: Record<string, string> = {
  'client-cloudformation': 'cloudformation',
  'client-cloudwatch': 'cloudwatch',
  'client-cloudwatch-logs': 'logs',
  'client-dynamodb': 'dynamodb',
  'client-eventbridge': 'events',
  'client-lambda': 'lambda',
  'client-scheduler': 'scheduler',
  'client-secrets-manager': 'secretsmanager',
  'client-sns': 'sns',
  'client-sqs': 'sqs',
  'lib-dynamodb': 'dynamodb',
};
/** The actions that have another name than the command. */
const RENAMED: Record<string, string> = {
  'dynamodb:Delete': 'dynamodb:DeleteItem',
  'dynamodb:Get': 'dynamodb:GetItem',
  'dynamodb:Put': 'dynamodb:PutItem',
  'dynamodb:Update': 'dynamodb:UpdateItem',
  'lambda:Invoke': 'lambda:InvokeFunction',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
};
const SDK_IMPORT = /import \{([^}]*)\} from '@aws-sdk\/([^']+)'/g;
const SDK_CALL = /^(?:([A-Z]\w*)Command|paginate(\w+))$/;

/** The AWS actions that a command's files could call. The laptop's store calls none. */
const reachableFrom = (entry: string): Set<string> =>
  new Set(
    [...loadedFrom([entry]).keys()]
      .filter((file) => !file.startsWith('local/'))
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(SDK_IMPORT)])
      .flatMap(([, names = '', client = '']) =>
        names.split(',').flatMap((name) => {
          const [, command, paginated] = SDK_CALL.exec(name.trim()) ?? [];
          const call = command ?? paginated;
          if (call === undefined) return [];
          const action = `${SERVICES[client] ?? client}:${call}`;
          return [RENAMED[action] ?? action];
        }),
      ),
  );

/** Actions that a command's files contain, but that the command does not call. */
const NOT_CALLED: Record<string, string[]> = {
  doctor: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  erase: ['dynamodb:PutItem', 'dynamodb:Query', 'logs:GetQueryResults', 'logs:StartQuery'],
  manifest: ['cloudformation:ListStackResources'],
  setup: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'secretsmanager:DescribeSecret'],
  ticket: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
};
/** A restore writes the new table with the caller's rights. Source: DynamoDB's developer guide, IAM for backup and restore. */
const RESTORING = ['Scan', 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].map(
  (name) => `dynamodb:${name}`,
);
/** Actions that no import shows. The CDK assumes the bootstrap's roles. */
const NOT_IMPORTED: Record<string, string[]> = {
  cdk: ['sts:AssumeRole'],
  setup: ['sts:AssumeRole'],
  restore: RESTORING,
};

const commands = listFiles('admin').flatMap((file) => /^admin\/([^/]+)\.ts$/.exec(file)?.[1] ?? []);

/** The AWS actions of each `npm run` command and of `npx cdk`. */
export const NEEDED = Object.fromEntries(
  [...commands, 'cdk'].map((name) => {
    const reachable = reachableFrom(name === 'cdk' ? 'infra/look-before-deploy.ts' : `admin/${name}.ts`);
    for (const action of NOT_CALLED[name] ?? [])
      if (!reachable.delete(action)) throw new Error(`${name} does not load ${action}.`);
    return [name, [...new Set([...reachable, ...(NOT_IMPORTED[name] ?? [])])].sort()];
  }),
);

/** The AWS actions of each command of the AWS CLI. Sources: the Service Authorization Reference; for `ssm`, its user guide. */
const CLI: Record<string, string[]> = {
  'autoscaling describe-scaling-activities': ['autoscaling:DescribeScalingActivities'],
  'cloudformation delete-stack': ['cloudformation:DeleteStack'],
  'cloudformation describe-stacks': ['cloudformation:DescribeStacks'],
  'cloudformation describe-stack-events': ['cloudformation:DescribeStackEvents'],
  'cloudformation list-stack-resources': ['cloudformation:ListStackResources'],
  'cloudformation update-termination-protection': ['cloudformation:UpdateTerminationProtection'],
  'cloudwatch describe-alarm-history': ['cloudwatch:DescribeAlarmHistory'],
  'cloudwatch describe-alarms': ['cloudwatch:DescribeAlarms'],
  'cloudwatch get-metric-statistics': ['cloudwatch:GetMetricStatistics'],
  // These only sign a person in.
  'configure sso': [],
  'sso login': [],
  // Needs no right. Source: its API reference.
  'sts get-caller-identity': [],
  'dynamodb delete-table': ['dynamodb:DeleteTable'],
  'dynamodb describe-table': ['dynamodb:DescribeTable'],
  'dynamodb list-backups': ['dynamodb:ListBackups'],
  'dynamodb restore-table-from-backup': ['dynamodb:RestoreTableFromBackup', ...RESTORING],
  'dynamodb update-continuous-backups': ['dynamodb:UpdateContinuousBackups'],
  'dynamodb update-table': ['dynamodb:UpdateTable'],
  'ec2 authorize-security-group-egress': ['ec2:AuthorizeSecurityGroupEgress'],
  'ec2 delete-nat-gateway': ['ec2:DeleteNatGateway'],
  'ec2 describe-addresses': ['ec2:DescribeAddresses'],
  'ec2 describe-instances': ['ec2:DescribeInstances'],
  'ec2 describe-nat-gateways': ['ec2:DescribeNatGateways'],
  'ec2 describe-route-tables': ['ec2:DescribeRouteTables'],
  'ec2 describe-security-groups': ['ec2:DescribeSecurityGroups'],
  'ec2 disassociate-address': ['ec2:DisassociateAddress'],
  'ec2 release-address': ['ec2:ReleaseAddress'],
  'ec2 replace-route': ['ec2:ReplaceRoute'],
  'ec2 terminate-instances': ['ec2:TerminateInstances'],
  'ec2 wait nat-gateway-deleted': ['ec2:DescribeNatGateways'],
  'events enable-rule': ['events:EnableRule'],
  'events list-rules': ['events:ListRules'],
  'iam create-policy': ['iam:CreatePolicy'],
  'iam create-policy-version': ['iam:CreatePolicyVersion'],
  'lambda add-permission': ['lambda:AddPermission'],
  'lambda delete-function-concurrency': ['lambda:DeleteFunctionConcurrency'],
  'lambda put-function-concurrency': ['lambda:PutFunctionConcurrency'],
  'logs tail': ['logs:FilterLogEvents'],
  'scheduler create-schedule': ['iam:PassRole', 'scheduler:CreateSchedule'],
  'scheduler get-schedule': ['scheduler:GetSchedule'],
  'scheduler list-schedules': ['scheduler:ListSchedules'],
  'scheduler update-schedule': ['iam:PassRole', 'scheduler:UpdateSchedule'],
  'secretsmanager delete-secret': ['secretsmanager:DeleteSecret'],
  'secretsmanager restore-secret': ['secretsmanager:RestoreSecret'],
  'service-quotas request-service-quota-increase': ['servicequotas:RequestServiceQuotaIncrease'],
  'sns subscribe': ['sns:Subscribe'],
  'ssm start-session': [
    'ssm:ResumeSession',
    'ssm:StartSession',
    'ssm:TerminateSession',
    'ssmmessages:OpenDataChannel',
  ],
};
/** The address of a dashboard in the browser. */
const DASHBOARD = /#dashboards\/dashboard\//g;
const SHOWS_DASHBOARD = ['cloudwatch:GetDashboard', 'cloudwatch:GetMetricData'];
/** Options may come before the service. */
const CLI_COMMAND = /\baws (?:--[a-z-]+[ =]\S+ )*([a-z][a-z0-9-]*) ((?:wait )?[a-z][a-z0-9-]*)/g;

/**
 * The actions behind the commands of the AWS CLI and the dashboards in a text.
 * @throws Error for a command that `CLI` does not list
 */
export const cliActionsIn = (text: string): string[] => [
  ...[...text.matchAll(CLI_COMMAND)].flatMap(([, service, command]) => {
    const actions = CLI[`${service} ${command}`];
    if (actions === undefined)
      throw new Error(`Add the actions of this command to CLI: aws ${service} ${command}`);
    return actions;
  }),
  ...[...text.matchAll(DASHBOARD)].flatMap(() => SHOWS_DASHBOARD),
];

/** The actions behind our own commands in a text. */
export const ownActionsIn = (text: string): string[] =>
  [...text.matchAll(/\bnp(?:m run|x) (?:--silent )?(\w+)/g)].flatMap(([, name = '']) => NEEDED[name] ?? []);

const inRegion = (service: string, rest: string) => `arn:aws:${service}:ap-northeast-2:123456789012:${rest}`;

/** The resources of the actions, in a deployment with or without a prefix. */
export const resourcesIn = (namePrefix?: string) => {
  const {
    stacks: { notifier, egress },
    bus,
    queues,
    secrets,
  } = namesOf({ namePrefix });
  const TABLE = inRegion('dynamodb', `table/${notifier}-TicketsTable1A2B3C`);
  const rule = inRegion('events', `rule/${bus}/${notifier}-WakeUp`);
  /** The CDK leaves hyphens out of the name of the schedules' group. */
  const schedule = inRegion(
    'scheduler',
    `schedule/${notifier.replaceAll('-', '')}-Schedules-Group-1A2B3C/report`,
  );
  const door = inRegion('lambda', `function:${notifier}-SlackActionsFunction1A2B3C`);
  const log = inRegion('logs', `log-group:${notifier}-PollLog1A2B3C:*`);
  const session = inRegion('ssm', 'session/${aws:userid}-1a2b');
  const alarm = inRegion('cloudwatch', `alarm:${notifier} - report does not run`);
  const stackOf = (...names: string[]) =>
    names.map((name) => inRegion('cloudformation', `stack/${name}/1a2b`));
  /** `*` if AWS defines no resource for the action. Source: the Service Authorization Reference. */
  const RESOURCES: Record<string, string[]> = {
    'autoscaling:DescribeScalingActivities': ['*'],
    'cloudformation:DeleteStack': stackOf(notifier, egress),
    'cloudformation:DescribeStackEvents': stackOf(notifier, egress),
    'cloudformation:DescribeStacks': stackOf(notifier, egress, 'CDKToolkit'),
    'cloudformation:ListStackResources': stackOf(notifier),
    'cloudformation:UpdateTerminationProtection': stackOf(notifier, egress),
    'cloudwatch:DescribeAlarmHistory': [alarm],
    // AWS shows composite alarms only to users who may see all alarms. Source: its API reference.
    'cloudwatch:DescribeAlarms': ['*'],
    'cloudwatch:GetDashboard': [`arn:aws:cloudwatch::123456789012:dashboard/${notifier}`],
    'cloudwatch:GetMetricData': ['*'],
    'cloudwatch:GetMetricStatistics': ['*'],
    'cloudwatch:SetAlarmState': [alarm],
    'dynamodb:ListBackups': ['*'],
    'dynamodb:ListTables': ['*'],
    'dynamodb:Query': [TABLE, `${TABLE}/index/attention`],
    'dynamodb:RestoreTableFromBackup': [`${TABLE}/backup/01234567890123-1a2b3c4d`],
    'dynamodb:RestoreTableToPointInTime': [TABLE, inRegion('dynamodb', `table/${notifier}-restored`)],
    'ec2:AuthorizeSecurityGroupEgress': [inRegion('ec2', 'security-group/sg-1a2b')],
    'ec2:DeleteNatGateway': [inRegion('ec2', 'natgateway/nat-1a2b')],
    'ec2:DescribeAddresses': ['*'],
    'ec2:DescribeInstances': ['*'],
    'ec2:DescribeNatGateways': ['*'],
    'ec2:DescribeRouteTables': ['*'],
    'ec2:DescribeSecurityGroups': ['*'],
    'ec2:DisassociateAddress': [inRegion('ec2', 'elastic-ip/eipalloc-1a2b')],
    'ec2:ReleaseAddress': [inRegion('ec2', 'elastic-ip/eipalloc-1a2b')],
    'ec2:ReplaceRoute': [inRegion('ec2', 'route-table/rtb-1a2b')],
    'ec2:TerminateInstances': [inRegion('ec2', 'instance/i-1a2b')],
    'events:DescribeEventBus': [inRegion('events', 'event-bus/default')],
    'events:DescribeRule': [rule],
    'events:EnableRule': [rule],
    'events:ListRules': ['*'],
    'events:ListTargetsByRule': [rule],
    'iam:PassRole': [`arn:aws:iam::123456789012:role/${notifier}-SchedulesRole1A2B3C-4d5e`],
    'lambda:AddPermission': [
      inRegion('lambda', `function:${notifier}-NotifyFunction1A2B3C`),
      inRegion('lambda', `function:${notifier}-ActFunction1A2B3C`),
    ],
    'lambda:DeleteFunctionConcurrency': [door],
    'lambda:GetAccountSettings': ['*'],
    'lambda:GetPolicy': [inRegion('lambda', `function:${notifier}-NotifyFunction1A2B3C`)],
    'lambda:InvokeFunction': [inRegion('lambda', `function:${notifier}-PollFunction1A2B3C`)],
    'lambda:PutFunctionConcurrency': [door],
    'logs:FilterLogEvents': [log],
    'logs:GetQueryResults': ['*'],
    'logs:StartQuery': [log],
    'scheduler:CreateSchedule': [schedule],
    'scheduler:GetSchedule': [schedule],
    'scheduler:ListSchedules': ['*'],
    'scheduler:UpdateSchedule': [schedule],
    'servicequotas:RequestServiceQuotaIncrease': [inRegion('servicequotas', 'lambda/L-B99A9384')],
    'sns:ConfirmSubscription': [inRegion('sns', `${notifier}-Alarms1A2B3C`)],
    'sns:GetSubscriptionAttributes': ['*'],
    'sns:Subscribe': [inRegion('sns', `${notifier}-Alarms1A2B3C`)],
    'sns:ListSubscriptionsByTopic': [inRegion('sns', `${notifier}-Alarms1A2B3C`)],
    'ssm:ResumeSession': [session],
    'ssm:StartSession': [
      inRegion('ec2', 'instance/i-1a2b'),
      inRegion('ssm', 'document/SSM-SessionManagerRunShell'),
    ],
    'ssm:TerminateSession': [session],
    'ssmmessages:OpenDataChannel': [session],
    'sts:AssumeRole': [
      'arn:aws:iam::123456789012:role/cdk-hnb659fds-deploy-role-123456789012-ap-northeast-2',
    ],
  };
  return {
    resourcesOf: (action: string): string[] => {
      const secret = inRegion('secretsmanager', `secret:${secrets.coupang('KR', 'A00012345')}-1a2B3c`);
      if (action.startsWith('secretsmanager:')) return [secret];
      if (action.startsWith('sqs:'))
        return [inRegion('sqs', queues.webhook('erp')), inRegion('sqs', queues.undelivered('erp'))];
      return RESOURCES[action] ?? (action.startsWith('dynamodb:') ? [TABLE] : []);
    },
    /** The values of conditions: the tags of EC2 resources, since their ARNs contain no name of ours, and how alarms are sent. */
    context: { Name: `${egress} NAT`, 'aws:cloudformation:stack-name': egress, 'sns:Protocol': 'email' },
  };
};
