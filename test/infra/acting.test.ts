import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import {
  ACT_REQUESTED,
  ENV,
  EVENT_SOURCE,
  ORDER_REQUESTED,
  OUTPUTS,
  SHARING_DUE,
  TABLE,
  WAKE_UP,
} from '../../lib/config/names.ts';
import { LONGEST_ACT_MS } from '../../lib/domain/act/decide-act.ts';
import type { Config } from '../../lib/config/schema.ts';
import { LANGUAGES } from '../../local/page/texts.ts';
import { expectGolden } from '../golden/golden-file.ts';
import { configFixture } from './config-fixture.ts';
import { print, synthesise, templateOf } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const on = synthesise(configFixture({}, true, { acting: 'on' }));
const off = synthesise(configFixture());
const sharingConfig = configFixture({}, true, { acting: 'on' });
const shares = synthesise({
  ...sharingConfig,
  vendors: sharingConfig.vendors.map((vendor) => ({
    ...vendor,
    acting: { ...vendor.acting, sharing: { U0ANN: { weight: 1, leave: [] } } },
  })),
});
const idle = synthesise(configFixture({}, false, { acting: 'on' }));
const trial = synthesise(configFixture({}, true, { acting: 'on' }), {
  endpoints: { coupangBaseUrl: 'http://127.0.0.1:1', slackApiUrl: 'http://127.0.0.1:2/' },
});

/** The maximum that the configuration accepts. */
const LONGEST_RUNBOOK_URL = 400;
/** The same vendors, all of whose cards are in one language. */
const speaking = (language: (typeof LANGUAGES)[number]): Config => {
  const config = configFixture({}, true, { acting: 'on' });
  return { ...config, vendors: config.vendors.map((vendor) => ({ ...vendor, language })) };
};

const mailShape = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.optional(z.array(z.unknown())),
});
const urlShape = z.object({
  AuthType: z.string(),
  InvokeMode: z.optional(z.string()),
  Cors: z.optional(z.unknown()),
  TargetFunctionArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
});
const publicShape = z.object({ Principal: z.string(), FunctionName: z.unknown() });
const { functionOf, actionsOf, secretsOf } = shapes.readFunctions(on);

describe("acting: 'on'", () => {
  test('is the stack that was reviewed', () => {
    const before = templateOf(off).Resources;
    const added = Object.entries(templateOf(on).Resources).filter(([id]) => !(id in before));
    const Outputs = { ...on.outputs, [OUTPUTS.configHash]: '<hash>' };
    expect(print({ Resources: Object.fromEntries(added), Outputs })).toMatchSnapshot();
  });

  test.each(LANGUAGES)(
    'sends the alarm mails in test/golden/%s/mails.txt; if not, run `npm run golden` and read the diff',
    (language) => {
      const stack = synthesise(speaking(language));
      const alarms = ['AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Alarm'].flatMap((type) =>
        stack.each(type, mailShape).map(({ properties }) => properties),
      );
      // Limits of CloudWatch. The name is the mail's subject, which holds only ASCII.
      for (const { AlarmName, AlarmDescription } of alarms) {
        expect(AlarmName).toMatch(/^[ -~]+$/);
        expect(Buffer.byteLength(AlarmDescription) + LONGEST_RUNBOOK_URL).toBeLessThanOrEqual(1024);
      }
      const mails = alarms
        .filter(({ AlarmActions = [] }) => AlarmActions.length > 0)
        .map(({ AlarmName, AlarmDescription }) => `ALARM: "${AlarmName}"\n${AlarmDescription}\n`);
      return expectGolden(`${language}/mails.txt`, mails.join('\n'));
    },
  );

  // The stack without it is the snapshot of notifier-stack.test.ts.
  test('changes only the dashboard and the read rights of poll and notify, and otherwise adds resources', () => {
    const { Resources } = templateOf(off);
    const after = templateOf(on).Resources;
    const changed = Object.keys(Resources).filter(
      (id) => JSON.stringify(after[id]) !== JSON.stringify(Resources[id]),
    );
    expect(changed).toEqual([
      // It looks for tickets without pointers, also closed ones.
      expect.stringMatching(/^PollRole/),
      // It refreshes Homes, which show closed tickets, too.
      expect.stringMatching(/^NotifyRole/),
      expect.stringMatching(/^WatchingDashboard/),
    ]);
    expect(Object.keys(on.outputs).filter((name) => !(name in off.outputs))).toEqual([
      OUTPUTS.slackActionsUrl,
    ]);
  });

  test('adds its functions and URL before a vendor is live, so that the Slack app can be set up, and no alarm', () => {
    expect(idle.count('AWS::Lambda::Url')).toBe(1);
    expect(idle.count('AWS::Lambda::Function')).toBe(6);
    expect(idle.count('AWS::CloudWatch::Alarm')).toBe(1);
  });
});

describe('the public URL for Slack', () => {
  test('leads to slack-actions alone, needs no IAM signature, and has no CORS and no streaming', () => {
    expect(on.each('AWS::Lambda::Url', urlShape).map(({ properties }) => properties)).toEqual([
      {
        AuthType: 'NONE',
        TargetFunctionArn: { 'Fn::GetAtt': [functionOf('SlackActions').id, 'Arn'] },
      },
    ]);
  });

  // Without the second permission, a URL created since October 2025 responds with 403. Source: Lambda's developer guide,
  // "Control access to Lambda function URLs".
  test('grants the public the two permissions that Lambda requires, only through the URL', () => {
    const permissions = on
      .each('AWS::Lambda::Permission', z.looseObject(publicShape.shape))
      .map(({ properties }) => properties)
      .filter(({ Principal }) => Principal === '*');
    const FunctionName = { 'Fn::GetAtt': [functionOf('SlackActions').id, 'Arn'] };
    expect(permissions).toEqual([
      { Action: 'lambda:InvokeFunctionUrl', FunctionName, FunctionUrlAuthType: 'NONE', Principal: '*' },
      { Action: 'lambda:InvokeFunction', FunctionName, InvokedViaFunctionUrl: true, Principal: '*' },
    ]);
  });

  test('does not exist without acting', () => {
    expect(off.count('AWS::Lambda::Url')).toBe(0);
    expect(off.json).not.toMatch(/InvokeFunctionUrl|slack-actions|ActAsked|OrderRequested/);
  });
});

describe('slack-actions', () => {
  test('can read Slack’s keys but not Coupang’s, and can read and change single items of the table (O5)', () => {
    expect(secretsOf('SlackActions')).toEqual(shapes.SLACK_SECRETS);
    expect(actionsOf('SlackActions')).toEqual([
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'events:PutEvents',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
    ]);
  });

  test('runs outside of the VPC, since a cold start there exceeds Slack’s three seconds, and times out after ten seconds', () => {
    const { properties } = functionOf('SlackActions');
    expect(properties.VpcConfig).toBeUndefined();
    expect(properties.Timeout).toBe(10);
    expect(Object.keys(properties.Environment.Variables)).toEqual([ENV.tableName, ENV.busName]);
  });
});

describe('act', () => {
  test('calls Coupang from the same address as poll: same subnets, same security group (O4)', () => {
    const { VpcConfig } = functionOf('Act').properties;
    expect(VpcConfig).toEqual(functionOf('Poll').properties.VpcConfig);
    expect(VpcConfig?.SubnetIds).toHaveLength(2);
    const names = Object.keys(shapes.readFunctions(trial).functionOf('Act').properties.Environment.Variables);
    expect(names).toEqual([ENV.tableName, ENV.busName, ENV.coupangBaseUrl, ENV.slackApiUrl]);
  });

  test('times out before another run may consider its act lost', () => {
    expect(functionOf('Act').properties.Timeout * 1000).toBeLessThanOrEqual(LONGEST_ACT_MS);
  });

  test('can read the keys of all vendors and of Slack, and can read and change single items (O5)', () => {
    expect(secretsOf('Act')).toEqual([...shapes.COUPANG_SECRETS, ...shapes.SLACK_SECRETS]);
    expect(actionsOf('Act', 'dynamodb')).toEqual([
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
    expect(actionsOf('Act')).toContain('events:PutEvents');
  });

  test('R26: is started by the bus for each requested act, and retried once within an hour', () => {
    const rules = on.each('AWS::Events::Rule', shapes.RULE_SHAPE).map(({ properties }) => properties);
    expect(rules.map(({ EventPattern }) => EventPattern['detail-type'])).toEqual([
      [WAKE_UP],
      [ACT_REQUESTED],
      [ORDER_REQUESTED],
    ]);
    expect(rules[1]).toMatchObject({
      State: 'ENABLED',
      EventPattern: { source: [EVENT_SOURCE] },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [functionOf('Act').id, 'Arn'] },
          RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 3600 },
        },
      ],
    });
  });

  test('R26: is started for a request to see an order without a retry, within the shortest event age of a minute', () => {
    const rules = on.each('AWS::Events::Rule', shapes.RULE_SHAPE).map(({ properties }) => properties);
    expect(rules[2]).toMatchObject({
      State: 'ENABLED',
      EventPattern: { source: [EVENT_SOURCE], 'detail-type': [ORDER_REQUESTED] },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [functionOf('Act').id, 'Arn'] },
          RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        },
      ],
    });
  });
});

describe('load sharing (A9)', () => {
  test('only adds a rule that starts act, and the right to query the indexes', () => {
    const before = templateOf(on).Resources;
    const after = templateOf(shares).Resources;
    const added = Object.keys(after).filter((id) => !(id in before));
    expect(added).toEqual([
      expect.stringMatching(/^SharingDueRule/),
      expect.stringMatching(/^SharingDueRuleAllowEventRule/),
    ]);
    const changed = Object.keys(before).filter(
      (id) => JSON.stringify(after[id]) !== JSON.stringify(before[id]),
    );
    expect(changed).toEqual([expect.stringMatching(/^ActRole/)]);
    const rules = shares.each('AWS::Events::Rule', shapes.RULE_SHAPE).map(({ properties }) => properties);
    expect(rules.at(-1)?.EventPattern['detail-type']).toEqual([SHARING_DUE]);
    const queried = shares
      .each('AWS::IAM::Policy', shapes.POLICY_SHAPE)
      .filter(({ id }) => id.startsWith('ActRole'))
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .filter(({ Action }) => Action.join() === 'dynamodb:Query')
      .flatMap(({ Resource }) => Resource.map((arn) => JSON.stringify(arn)));
    expect(queried).toEqual(
      [TABLE.attention.name, TABLE.closed.name].map((name) => expect.stringContaining(`/index/${name}"`)),
    );
  });
});
