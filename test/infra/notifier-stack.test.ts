import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MEMORY_MB } from '../../infra/function-names.ts';
import { ENV, EVENT_SOURCE, SECONDS, TABLE, WAKE_UP } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { print, synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const live = synthesise(configFixture());
const idle = synthesise(configFixture({}, false));

const invokeConfigs = live.each('AWS::Lambda::EventInvokeConfig', shapes.INVOKE_CONFIG_SHAPE);
const functions = live.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE);
const rules = live.each('AWS::Events::Rule', shapes.RULE_SHAPE);
const schedules = live.each('AWS::Scheduler::Schedule', shapes.SCHEDULE_SHAPE);
const { functionOf, statementsOf, actionsOf, secretsOf } = shapes.readFunctions(live);

describe('the whole stack', () => {
  test('is the one that was reviewed', () => {
    expect(print(JSON.parse(live.json))).toMatchSnapshot();
  });
});

describe('every function', () => {
  test('has the memory from which the monthly bill is calculated, and no tracing', () => {
    const memory = ['Poll', 'Notify', 'TrackSla', 'Report'].map(
      (name) => functionOf(name).properties.MemorySize,
    );
    expect(memory).toEqual([MEMORY_MB.poll, MEMORY_MB.notify, MEMORY_MB['track-sla'], MEMORY_MB.report]);
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

  test('has only the table rights that its work needs', () => {
    expect(actionsOf('Poll', 'dynamodb')).toEqual(
      ['GetItem', 'PutItem', 'Query', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
    );
    expect(actionsOf('TrackSla', 'dynamodb')).toEqual(
      ['GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
    );
    expect(actionsOf('Report', 'dynamodb')).toEqual(
      ['GetItem', 'PutItem', 'Query', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
    );
    expect(actionsOf('Notify', 'dynamodb')).toEqual(
      ['GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
    );
  });

  test('may read only the indexes that it queries', () => {
    const indexesOf = (construct: string): string[] =>
      statementsOf(construct)
        .flatMap(({ Resource }) => Resource.map((arn) => JSON.stringify(arn)))
        .flatMap((arn) => /index\/(\w+)/.exec(arn)?.[1] ?? []);
    expect(indexesOf('Poll')).toEqual(['attention']);
    expect(indexesOf('TrackSla')).toEqual(['attention', 'closed']);
    expect(indexesOf('Report')).toEqual(['attention', 'closed']);
    expect(indexesOf('Notify')).toEqual(['attention']);
  });

  test('may send exactly the requests that lib/dynamodb sends', () => {
    const folder = 'lib/dynamodb';
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const sent = [...sources.join('\n').matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/g)].map(
      ([, command = '', paginated = '']) => command + paginated,
    );
    const allowed = ['Poll', 'TrackSla', 'Report', 'Notify'].flatMap((construct) =>
      actionsOf(construct, 'dynamodb'),
    );
    const requests = allowed.map((action) => action.replace(/^dynamodb:/, '').replace(/Item$/, ''));
    expect(new Set(sent)).toEqual(new Set(requests));
  });

  test.each(['Poll', 'TrackSla', 'Report', 'Notify'])('%s publishes only on our bus', (construct) => {
    expect(actionsOf(construct, 'events')).toEqual(['events:PutEvents']);
    const [publishing] = statementsOf(construct).filter(({ Action }) => Action.includes('events:PutEvents'));
    expect(publishing?.Resource).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^Bus/), 'Arn'] }]);
  });

  test('has rights only for table, bus, secrets, logs, SNS subscriptions and, in a VPC, network interfaces (O5)', () => {
    const services = (construct: string) =>
      new Set(
        statementsOf(construct).flatMap(({ Action }) => Action.map((action) => String(action).split(':')[0])),
      );
    expect(services('Poll')).toEqual(new Set(['dynamodb', 'ec2', 'events', 'logs', 'secretsmanager']));
    expect(services('TrackSla')).toEqual(new Set(['dynamodb', 'events', 'logs']));
    expect(services('Report')).toEqual(new Set(['dynamodb', 'events', 'logs', 'sns']));
    expect(services('Notify')).toEqual(new Set(['dynamodb', 'events', 'logs', 'secretsmanager']));
  });

  test('creates no secrets, so that no deploy can overwrite or delete a key (O5)', () => {
    expect(live.json).not.toContain('AWS::SecretsManager');
  });

  test('reads only its own secrets; poll those of all vendors, since a key is checked before its vendor goes live', () => {
    expect(secretsOf('Poll')).toEqual(shapes.COUPANG_SECRETS);
    expect(secretsOf('Notify')).toEqual(shapes.SLACK_SECRETS);
    expect(secretsOf('TrackSla')).toEqual([]);
    expect(secretsOf('Report')).toEqual([]);
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

  test('gives notify the time-out that a drain assumes', () => {
    expect(notify.properties.Timeout).toBe(SECONDS.notifyTimeout);
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

  test('R3: has the indexes that lib/dynamodb reads, keyed by a text and a time, with at most 20 attributes', () => {
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
    for (const { Projection } of table?.properties.GlobalSecondaryIndexes ?? []) {
      expect(Projection.NonKeyAttributes.length).toBeLessThanOrEqual(20);
    }
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
