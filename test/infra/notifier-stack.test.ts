import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MEMORY_MB } from '../../infra/function-names.ts';
import { pollRate } from '../../infra/poll-rate.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import { configHash } from '../../lib/config/load-config.ts';
import { ENV, EVENT_SOURCE, OUTPUTS, SECONDS, TABLE, WAKE_UP } from '../../lib/config/names.ts';
import { fc } from '../fixtures/fast-check.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const live = synthesise(configFixture());
const idle = synthesise(configFixture({}, false));

const invokeConfigs = live.each('AWS::Lambda::EventInvokeConfig', shapes.INVOKE_CONFIG_SHAPE);
const functions = live.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE);
const rules = live.each('AWS::Events::Rule', shapes.RULE_SHAPE);
const schedules = live.each('AWS::Scheduler::Schedule', shapes.SCHEDULE_SHAPE);
const { functionOf, rightsOf } = shapes.readFunctions(live);
const LOG = ['CreateLogStream', 'PutLogEvents'];

describe('every function', () => {
  test('has the memory from which the monthly bill is calculated, its time-out, and no tracing', () => {
    const limits = ['Poll', 'Notify', 'TrackSla', 'Report']
      .map((name) => functionOf(name).properties)
      .map(({ MemorySize, Timeout }) => [MemorySize, Timeout]);
    expect(limits).toEqual([
      [MEMORY_MB.poll, 120],
      [MEMORY_MB.notify, SECONDS.notifyTimeout],
      [MEMORY_MB['track-sla'], 60],
      [MEMORY_MB.report, 120],
    ]);
    expect(functions.map(({ properties }) => properties.TracingConfig)).toEqual(Array(4).fill(undefined));
  });

  test('has the required names in its environment, and no secret', () => {
    const environmentOf = (construct: string) => functionOf(construct).properties.Environment.Variables;
    const tableName = expect.objectContaining({ Ref: expect.stringMatching(/^Tickets/) });
    const busName = expect.objectContaining({ Ref: expect.stringMatching(/^Bus/) });
    expect(environmentOf('Poll')).toEqual({ [ENV.tableName]: tableName, [ENV.busName]: busName });
    expect(environmentOf('Notify')).toEqual({ [ENV.tableName]: tableName, [ENV.busName]: busName });
    expect(environmentOf('TrackSla')).toEqual({
      [ENV.tableName]: tableName,
      [ENV.busName]: busName,
      [ENV.trackSlaSeconds]: '60',
    });
    const watched = synthesise(configFixture({}, true, { heartbeatUrl: 'https://example.com/ping' }));
    const trackSla = shapes.readFunctions(watched).functionOf('TrackSla');
    expect(trackSla.properties.Environment.Variables).toMatchObject({
      [ENV.heartbeatUrl]: 'https://example.com/ping',
    });
    expect(environmentOf('Report')).toEqual({
      [ENV.tableName]: tableName,
      [ENV.busName]: busName,
      [ENV.reportSeconds]: '300',
      [ENV.alarmTopicArn]: { Ref: expect.stringMatching(/^WatchingAlarmsTopic/) },
    });
  });

  test('has only the rights that its work needs (O5)', () => {
    const every = { log: LOG, bus: ['PutEvents'], attention: ['Query'] };
    const items = ['GetItem', 'PutItem', 'UpdateItem'];
    expect(rightsOf('Poll')).toEqual({
      ...every,
      table: ['GetItem', 'PutItem', 'Query', 'UpdateItem'],
      // A key is checked before its vendor goes live, so poll reads those of all vendors.
      'Coupang’s keys': ['GetSecretValue'],
      everything: expect.arrayContaining(['CreateNetworkInterface']),
    });
    expect(rightsOf('TrackSla')).toEqual({ ...every, table: items, closed: ['Query'] });
    expect(rightsOf('Report')).toEqual({
      ...every,
      table: ['GetItem', 'PutItem', 'Query', 'UpdateItem'],
      closed: ['Query'],
      topic: ['ListSubscriptionsByTopic', 'Publish'],
    });
    expect(rightsOf('Notify')).toEqual({ ...every, table: items, 'Slack’s keys': ['GetSecretValue'] });
  });

  test('may send exactly the requests that lib/dynamodb sends', () => {
    const folder = 'lib/dynamodb';
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const sent = [...sources.join('\n').matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/g)].map(
      ([, command = '', paginated = '']) => command + paginated,
    );
    const allowed = ['Poll', 'TrackSla', 'Report', 'Notify'].flatMap((construct) => {
      const { table, attention, closed = [] } = rightsOf(construct);
      return [table, attention, closed].flat();
    });
    const requests = allowed.map((action) => action?.replace(/Item$/, ''));
    expect(new Set(sent)).toEqual(new Set(requests));
  });

  test('creates no secrets, so that no deploy can overwrite or delete a key (O5)', () => {
    expect(live.json).not.toContain('AWS::SecretsManager');
  });
});

describe('the rule of the bus (R18)', () => {
  const notify = functionOf('Notify');
  const once = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };

  test('is the only rule, and matches only wake-ups', () => {
    expect(rules.map(({ properties }) => properties.EventPattern)).toEqual([
      { source: [EVENT_SOURCE], 'detail-type': [WAKE_UP] },
    ]);
    expect(rules.map(({ properties }) => [properties.State, properties.EventBusName.Ref])).toEqual([
      ['ENABLED', expect.stringMatching(/^Bus/)],
    ]);
  });

  test('R25, R26: starts notify directly, without retries, dead letters or events older than a minute', () => {
    const [rule] = rules;
    expect(rule?.properties.Targets).toEqual([
      { Arn: { 'Fn::GetAtt': [notify.id, 'Arn'] }, RetryPolicy: once },
    ]);
    const [permission, ...more] = live.each('AWS::Lambda::Permission', shapes.PERMISSION_SHAPE);
    expect(more).toEqual([]);
    expect(permission?.properties).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [notify.id, 'Arn'] },
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [rule?.id, 'Arn'] },
    });
  });

  test('exists while no vendor is live, for the test ticket (O8)', () => {
    expect(idle.count('AWS::Events::Rule')).toBe(1);
  });
});

test('the stack outputs the names that the commands look up, and the configuration’s hash', () => {
  expect(live.outputs).toEqual({
    [OUTPUTS.tableName]: { Value: { Ref: expect.stringMatching(/^TicketsTable/) } },
    [OUTPUTS.busName]: { Value: { Ref: expect.stringMatching(/^Bus/) } },
    [OUTPUTS.pollFunction]: { Value: { Ref: functionOf('Poll').id } },
    [OUTPUTS.configHash]: { Value: configHash(configFixture()) },
  });
});

describe('the schedules', () => {
  test('start poll for each live vendor and track-sla every minute, and report every five minutes', () => {
    expect(
      schedules.map(({ properties: { Name, ScheduleExpression, Target } }) => [
        Name,
        ScheduleExpression,
        Target.Input,
      ]),
    ).toEqual([
      ['poll-KR-A00012345', 'rate(1 minute)', '{"market":"KR","vendorId":"A00012345"}'],
      ['poll-TW-A00012345', 'rate(1 minute)', '{"market":"TW","vendorId":"A00012345"}'],
      ['track-sla', 'rate(1 minute)', '{}'],
      ['report', 'rate(5 minutes)', '{}'],
    ]);
  });

  test('have a role that may start their functions, and nothing else (O5)', () => {
    expect(rightsOf('Schedules')).toEqual(
      Object.fromEntries(
        ['Poll', 'Report', 'TrackSla'].map((name) => [
          JSON.stringify({ 'Fn::GetAtt': [functionOf(name).id, 'Arn'] }),
          ['InvokeFunction'],
        ]),
      ),
    );
  });

  test('start only report without a live vendor, so that texts are still removed', () => {
    expect(
      idle
        .each('AWS::Scheduler::Schedule', shapes.SCHEDULE_SHAPE)
        .map(({ properties: { Name, ScheduleExpression } }) => [Name, ScheduleExpression]),
    ).toEqual([['report', 'rate(5 minutes)']]);
  });

  const triesOf = (target: string) =>
    invokeConfigs.find((config) => config.properties.FunctionName.Ref === target)?.properties;

  test('R26: neither retry poll and track-sla nor start them late, and Lambda does not retry them either', () => {
    const minutely = schedules.filter(({ properties }) => properties.Name !== 'report');
    expect(minutely).toHaveLength(3);
    const once = { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 };
    for (const { properties } of minutely) {
      expect(properties.FlexibleTimeWindow.Mode).toBe('OFF');
      expect(properties.Target.RetryPolicy).toEqual(once);
      const tries = triesOf(shapes.idOf(properties.Target.Arn));
      expect(tries).toMatchObject({ ...once, DestinationConfig: {} });
    }
  });

  test('R26: try report twice, and so does Lambda', () => {
    const { properties } = shapes.byConstruct(schedules, 'Schedulesreport');
    const tries = { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 3600 };
    expect(properties.Target.RetryPolicy).toEqual(tries);
    expect(triesOf(shapes.idOf(properties.Target.Arn))).toMatchObject({ ...tries, DestinationConfig: {} });
  });

  test('follow settings.pollSeconds', () => {
    const slow = synthesise(configFixture({ pollSeconds: 180, pollTimeoutSeconds: 170 }));
    const rates = slow
      .each('AWS::Scheduler::Schedule', shapes.SCHEDULE_SHAPE)
      .map(({ properties }) => properties.ScheduleExpression);
    expect(rates).toEqual(['rate(3 minutes)', 'rate(3 minutes)', 'rate(1 minute)', 'rate(5 minutes)']);
    const { properties } = shapes.readFunctions(slow).functionOf('Poll');
    expect(properties.Timeout).toBe(170);
  });

  test('exist for all functions, also while no vendor is live', () => {
    expect(idle.count('AWS::Lambda::Function')).toBe(4);
  });
});

describe('the table', () => {
  const [table] = live.each('AWS::DynamoDB::GlobalTable', shapes.TABLE_SHAPE);

  test('is retained after the stack, protected against deletion, and restorable to any point in time', () => {
    expect(live.deletionPolicies('AWS::DynamoDB::GlobalTable')).toEqual(['Retain']);
    expect(table?.properties.Replicas).toEqual([
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ]);
  });

  test('is billed per request and deletes items by the expiry attribute', () => {
    expect(table?.properties.BillingMode).toBe('PAY_PER_REQUEST');
    expect(table?.properties.TimeToLiveSpecification).toEqual({
      AttributeName: TABLE.expiryAttribute,
      Enabled: true,
    });
    expect(table?.properties.KeySchema).toEqual([
      { AttributeName: TABLE.partitionKey, KeyType: 'HASH' },
      { AttributeName: TABLE.sortKey, KeyType: 'RANGE' },
    ]);
  });

  test('R3: has the indexes that lib/dynamodb reads, keyed by a text and a time', () => {
    expect(table?.properties.GlobalSecondaryIndexes).toEqual(
      [TABLE.attention, TABLE.closed].map(({ name, partitionKey, sortKey, projected }) => ({
        IndexName: name,
        KeySchema: [
          { AttributeName: partitionKey, KeyType: 'HASH' },
          { AttributeName: sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] },
      })),
    );
    const types = Object.fromEntries(
      (table?.properties.AttributeDefinitions ?? []).map((a) => [a.AttributeName, a.AttributeType]),
    );
    expect(types).toEqual({
      pk: 'S',
      sk: 'S',
      attentionOf: 'S',
      attentionAt: 'N',
      closedOf: 'S',
      closedAt: 'N',
    });
  });
});

describe('how often a deployed poll runs', () => {
  test('can be any number of whole minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), (minutes) => {
        expect(pollRate({ pollSeconds: minutes * 60 }).toMinutes()).toBe(minutes);
      }),
    );
  });

  test('must be whole minutes, and a refusal names the value and what to do', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: 0.001, max: 59.999, noNaN: true }), fc.integer({ min: 1, max: 86_400 })),
        (pollSeconds) => {
          fc.pre(pollSeconds % 60 !== 0);
          expect(() => pollRate({ pollSeconds })).toThrow(ConfigError);
        },
      ),
    );
    expect(() => pollRate({ pollSeconds: 90 })).toThrow(
      /^settings\.pollSeconds: 90 .* Use a multiple of 60\.$/,
    );
  });

  test('is checked at synth', () => {
    expect(() => synthesise(configFixture({ pollSeconds: 30 }))).toThrow(ConfigError);
  });
});
