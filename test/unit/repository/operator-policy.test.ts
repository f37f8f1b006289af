import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { namesOf } from '../../../lib/config/names.ts';
import { LONGEST_POLICY, readPolicy } from '../../fixtures/read-policy.ts';
import { listFiles } from './list-files.ts';
import { loadedFrom } from './loaded-from.ts';

const FILE = 'docs/operator-policy.json';

const SERVICES: Record<string, string> = {
  'client-cloudformation': 'cloudformation',
  'client-cloudwatch-logs': 'logs',
  'client-dynamodb': 'dynamodb',
  'client-eventbridge': 'events',
  'client-lambda': 'lambda',
  'client-scheduler': 'scheduler',
  'client-secrets-manager': 'secretsmanager',
  'client-sns': 'sns',
  'lib-dynamodb': 'dynamodb',
};
/** The actions that have another name than the command. */
const RENAMED: Record<string, string> = {
  'dynamodb:Get': 'dynamodb:GetItem',
  'dynamodb:Put': 'dynamodb:PutItem',
  'dynamodb:Update': 'dynamodb:UpdateItem',
  'lambda:Invoke': 'lambda:InvokeFunction',
};
const SDK_IMPORT = /import \{([^}]*)\} from '@aws-sdk\/([^']+)'/g;
const SDK_CALL = /^(?:([A-Z]\w*)Command|paginate(\w+))$/;

/** What a command's files could ask of AWS. The laptop's store asks nothing of it. */
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

/** Loaded with what a command does use, and not called by it. */
const NOT_CALLED: Record<string, string[]> = {
  doctor: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  erase: ['dynamodb:PutItem', 'dynamodb:Query', 'logs:GetQueryResults', 'logs:StartQuery'],
  manifest: ['cloudformation:ListStackResources'],
  setup: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'secretsmanager:DescribeSecret'],
  ticket: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
};
/** The CDK takes the bootstrap's roles. A restore writes the new table by the caller's rights. Source: DynamoDB's guide, IAM. */
const BESIDES: Record<string, string[]> = {
  cdk: ['sts:AssumeRole'],
  setup: ['sts:AssumeRole'],
  restore: ['Scan', 'Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].map(
    (name) => `dynamodb:${name}`,
  ),
};

const commands = listFiles('admin').flatMap((file) => /^admin\/([^/]+)\.ts$/.exec(file)?.[1] ?? []);
const needed = Object.fromEntries(
  [...commands, 'cdk'].map((name) => {
    const reachable = reachableFrom(name === 'cdk' ? 'infra/look-before-deploy.ts' : `admin/${name}.ts`);
    for (const action of NOT_CALLED[name] ?? [])
      if (!reachable.delete(action)) throw new Error(`${name} does not load ${action}.`);
    return [name, [...new Set([...reachable, ...(BESIDES[name] ?? [])])].sort()];
  }),
);

const inRegion = (service: string, rest: string) => `arn:aws:${service}:ap-northeast-2:123456789012:${rest}`;
/** In a deployment with that prefix, or without one. */
const resourcesIn = (namePrefix?: string) => {
  const {
    stacks: { notifier, egress },
    bus,
    secrets,
  } = namesOf({ namePrefix });
  const TABLE = inRegion('dynamodb', `table/${notifier}-TicketsTable1A2B3C`);
  /** On what each action is asked; `*` where AWS knows no resource of it. Source: the Service Authorization Reference. */
  const RESOURCES: Record<string, string[]> = {
    'cloudformation:DescribeStacks': [notifier, egress, 'CDKToolkit'].map((name) =>
      inRegion('cloudformation', `stack/${name}/1a2b`),
    ),
    'cloudformation:ListStackResources': [inRegion('cloudformation', `stack/${notifier}/1a2b`)],
    'dynamodb:ListTables': ['*'],
    'dynamodb:Query': [TABLE, `${TABLE}/index/attention`],
    'dynamodb:RestoreTableToPointInTime': [TABLE, inRegion('dynamodb', `table/${notifier}-restored`)],
    'events:DescribeEventBus': [inRegion('events', 'event-bus/default')],
    'events:DescribeRule': [inRegion('events', `rule/${bus}/${notifier}-WakeUp`)],
    'events:ListTargetsByRule': [inRegion('events', `rule/${bus}/${notifier}-WakeUp`)],
    'lambda:GetAccountSettings': ['*'],
    'lambda:GetPolicy': [inRegion('lambda', `function:${notifier}-NotifyFunction1A2B3C`)],
    'lambda:InvokeFunction': [inRegion('lambda', `function:${notifier}-PollFunction1A2B3C`)],
    'logs:GetQueryResults': ['*'],
    'logs:StartQuery': [inRegion('logs', `log-group:${notifier}-PollLog1A2B3C:*`)],
    'scheduler:ListSchedules': ['*'],
    'sns:ConfirmSubscription': [inRegion('sns', `${notifier}-Alarms1A2B3C`)],
    'sns:GetSubscriptionAttributes': ['*'],
    'sns:ListSubscriptionsByTopic': [inRegion('sns', `${notifier}-Alarms1A2B3C`)],
    'sts:AssumeRole': [
      'arn:aws:iam::123456789012:role/cdk-hnb659fds-deploy-role-123456789012-ap-northeast-2',
    ],
  };
  return (action: string): string[] => {
    const secret = inRegion('secretsmanager', `secret:${secrets.coupang('KR', 'A00012345')}-1a2B3c`);
    if (action.startsWith('secretsmanager:')) return [secret];
    return RESOURCES[action] ?? (action.startsWith('dynamodb:') ? [TABLE] : []);
  };
};
const all = [...new Set(Object.values(needed).flat())];

describe('what a command asks of AWS', () => {
  test('is in the table of the page on the supply chain (O5)', () => {
    const page = readFileSync('docs/supply-chain.md', 'utf8');
    const section = page.split(/^## /m).find((part) => part.startsWith('A policy for the commands')) ?? '';
    const rows = [...section.matchAll(/^\| `(?:npm run |npx )(\w+)`[^|]*\|([^|]*)\|/gm)];
    const told = rows.map(([, name = '', cell = '']) => [
      name,
      [...cell.matchAll(/`([a-z]+:\w+)`/g)].map(([, action = '']) => action).sort(),
    ]);
    const asking = Object.entries(needed).filter(([, actions]) => actions.length > 0);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(asking));
  });
});

describe.each([undefined, 'staging-a1'])('the policy for the commands, with the prefix %s', (prefix) => {
  const policy = readPolicy(FILE, prefix);
  const resourcesOf = resourcesIn(prefix);

  test.each(all)('is allowed by the policy: %s (O5)', (action) => {
    const resources = resourcesOf(action);
    expect(resources).not.toEqual([]);
    expect(resources.filter((arn) => !policy.allows(action, arn))).toEqual([]);
  });

  test('is all that the policy allows, and nothing of other programs (O5)', () => {
    expect([...new Set(policy.actions)].sort()).toEqual(all.toSorted());
    for (const action of all.filter((one) => one !== 'sts:AssumeRole' && one !== 'events:DescribeEventBus'))
      for (const arn of resourcesOf(action).filter((one) => one !== '*' && !one.includes('CDKToolkit'))) {
        const other = arn.replaceAll(/(staging-a1-)?(Notifier|coupang-inquiry-notifier)/g, 'Other');
        expect([action, other, policy.allows(action, other)]).toEqual([action, other, false]);
      }
  });

  test('fits into one managed policy', () => {
    expect(policy.length).toBeLessThan(LONGEST_POLICY);
  });
});
