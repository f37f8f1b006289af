import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import {
  ACT_REQUESTED,
  ENV,
  EVENT_SOURCE,
  ORDER_REQUESTED,
  OUTPUTS,
  SHARING_DUE,
  WAKE_UP,
} from '../../lib/config/names.ts';
import { LONGEST_ACT_MS } from '../../lib/domain/act/decide-act.ts';
import type { Config } from '../../lib/config/schema.ts';
import { LANGUAGES } from '../../local/page/texts.ts';
import { expectGolden } from '../golden/golden-file.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise, templateOf } from './synthesise.ts';
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
const { functionOf, rightsOf } = shapes.readFunctions(on);
const LOG = ['CreateLogStream', 'PutLogEvents'];
const RIGHTS_OF_ACT = {
  log: LOG,
  bus: ['PutEvents'],
  table: ['GetItem', 'Query', 'UpdateItem'],
  'Coupang’s keys': ['GetSecretValue'],
  'Slack’s keys': ['GetSecretValue'],
  everything: expect.arrayContaining(['CreateNetworkInterface']),
};

describe("acting: 'on'", () => {
  test.each(LANGUAGES)('sends the alarm mails in test/golden/%s/mails.txt', (language) => {
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
  });

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
    expect(rightsOf('SlackActions')).toEqual({
      log: LOG,
      bus: ['PutEvents'],
      table: ['GetItem', 'UpdateItem'],
      attention: ['Query'],
      closed: ['Query'],
      'Slack’s keys': ['GetSecretValue'],
    });
  });

  test('runs outside of the VPC, since a cold start there exceeds Slack’s three seconds, and times out after ten seconds', () => {
    const { properties } = functionOf('SlackActions');
    expect(properties.VpcConfig).toBeUndefined();
    expect(properties.Timeout).toBe(10);
    expect(Object.keys(properties.Environment.Variables)).toEqual([ENV.tableName, ENV.busName]);
  });
});

describe('act', () => {
  const rules = on.each('AWS::Events::Rule', shapes.RULE_SHAPE).map(({ properties }) => properties);

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
    expect(rightsOf('Act')).toEqual(RIGHTS_OF_ACT);
  });

  test.each([
    [ACT_REQUESTED, 'retried once within an hour', 1, 3600],
    [ORDER_REQUESTED, 'never retried, and dropped after the shortest event age, a minute', 0, 60],
  ])('R26: is started by the bus for %s, and %s', (event, _how, retries, seconds) => {
    expect(rules.find(({ EventPattern }) => EventPattern['detail-type'].includes(event))).toMatchObject({
      State: 'ENABLED',
      EventPattern: { source: [EVENT_SOURCE], 'detail-type': [event] },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [functionOf('Act').id, 'Arn'] },
          RetryPolicy: { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: seconds },
        },
      ],
    });
  });

  test('is started by no other event without load sharing', () => {
    expect(rules.flatMap(({ EventPattern }) => EventPattern['detail-type'])).toEqual([
      WAKE_UP,
      ACT_REQUESTED,
      ORDER_REQUESTED,
    ]);
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
    const queries = { attention: ['Query'], closed: ['Query'] };
    expect(shapes.readFunctions(shares).rightsOf('Act')).toEqual({ ...RIGHTS_OF_ACT, ...queries });
  });
});
