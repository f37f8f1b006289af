import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { ACTING_METRICS, LINES, METRICS, namesOf } from '../../lib/config/names.ts';
import { ACTING_FUNCTION_NAMES, FUNCTION_NAMES } from '../../infra/function-names.ts';
import { runbookPlace } from '../../infra/constructs/notifier-alarm.ts';
import { emittedFigures, type Figure } from '../unit/functions/emitted-figures.ts';
import { configFixture } from './config-fixture.ts';
import { type Alarm, alarmShape } from './read-alarm.ts';
import { synthesise } from './synthesise.ts';

const NAMESPACE = namesOf({}).metrics;
const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const existingSubnets = { vpcId: 'vpc-0123abcd', subnetIds: ['subnet-0123abcd'] };
const live = synthesise(configFixture());
const made = {
  'a NAT gateway': live,
  'existing subnets': synthesise(configFixture({}, true, { egress: 'existing-subnets', existingSubnets })),
  'no egress': synthesise(configFixture({}, true, { egress: 'none' })),
  'a key of the team': synthesise(configFixture({}, true, { egress: 'none', kmsKeyArn: KEY })),
  'acting on': synthesise(configFixture({}, true, { acting: 'on' })),
};
const idle = synthesise(configFixture({}, false));

const ref = z.object({ Ref: z.string() });
const outageShape = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(ref),
  OKActions: z.array(ref),
  AlarmRule: z.unknown(),
});
const topicShape = z.object({ KmsMasterKeyId: z.optional(z.unknown()) });
const topicPolicyShape = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: z.unknown(),
        Principal: z.unknown(),
        Condition: z.optional(z.unknown()),
      }),
    ),
  }),
});

const alarmsOf = (stack: Pick<typeof live, 'each'>): Alarm[] =>
  stack.each('AWS::CloudWatch::Alarm', alarmShape).map(({ properties }) => properties);
const alarmNamed = (title: string, stack: Pick<typeof live, 'each'> = live): Alarm => {
  const found = alarmsOf(stack).find(({ AlarmName }) => AlarmName === `Notifier - ${title}`);
  if (!found) throw new Error(`No alarm is called ${title}.`);
  return found;
};

const outagesOf = (stack: Pick<typeof live, 'each'>) =>
  stack.each('AWS::CloudWatch::CompositeAlarm', outageShape).map(({ properties }) => properties);
/** The titles of an outage's alarms. */
const ringingWith = (title: string, stack: Pick<typeof live, 'each'> = live): string[] => {
  const rule = outagesOf(stack).find(({ AlarmName }) => AlarmName === `Notifier - ${title}`)?.AlarmRule;
  const read = JSON.stringify(rule);
  expect(read).not.toMatch(/AND|NOT|OK/);
  return stack
    .each('AWS::CloudWatch::Alarm', alarmShape)
    .filter(({ id }) => read.includes(`"${id}"`))
    .map(({ properties }) => properties.AlarmName.replace('Notifier - ', ''))
    .sort();
};

/** The metrics that the functions write, from runs that together write all of them. */
let emitted: Figure[] = [];
const logged: Record<string, unknown>[] = [];
beforeAll(async () => {
  emitted = Object.values(await emittedFigures(logged)).flat();
}, 60_000);
/** The functions that write a metric, by the dimension that they use. */
const countedBy = (metric: string): unknown[] => [
  ...new Set(emitted.flatMap(({ name, dimensions }) => (name === metric ? [dimensions['service']] : []))),
];

const RUNBOOK = readFileSync('RUNBOOK.md', 'utf8');
/** The text below each `###` heading of a chapter of the runbook. */
const entriesOf = (chapter: string): [string, string][] =>
  (RUNBOOK.split(`\n## ${chapter}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n### ')
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n'))]);
const helpOf = new Map(entriesOf('Alarms'));
const entries = [...helpOf, ...entriesOf('Other signs of trouble')];

describe('the runbook (O6)', () => {
  test('has a heading for every alarm, and an alarm for every heading', () => {
    const named = Object.values(made)
      .flatMap((stack) => [...alarmsOf(stack), ...outagesOf(stack)])
      .map(({ AlarmDescription }) => /RUNBOOK\.md#.*$/.exec(AlarmDescription)?.[0] ?? AlarmDescription);
    expect([...new Set(named)].sort()).toEqual(
      [...helpOf.keys()].map((heading) => runbookPlace(heading)).sort(),
    );
    expect(helpOf.size).toBeGreaterThan(8);
  });

  test('has its full address in alarms and outages if runbookUrl is set (O6)', () => {
    const runbookUrl = 'https://wiki.example.com/notifier/RUNBOOK.md';
    const stack = synthesise(configFixture({}, true, { egress: 'none', acting: 'on', runbookUrl }));
    const all = [...alarmsOf(stack), ...outagesOf(stack)];
    expect(all.length).toBeGreaterThan(20);
    for (const { AlarmDescription } of all) {
      expect(AlarmDescription).toMatch(
        /^[\p{L}\d].+\. 조치 방법: https:\/\/wiki\.example\.com\/notifier\/RUNBOOK\.md#[a-z-]+$/u,
      );
    }
  });

  test('explains in each entry what it means, what the team loses and what to do, in this order', () => {
    expect(entries.length).toBeGreaterThan(helpOf.size);
    for (const [heading, text] of entries)
      expect([heading, text.match(/^\*\*.*?\*\*/gm)]).toEqual([
        heading,
        ['**Means**', '**The team loses**', '**Do**'],
      ]);
  });

  test('has fewer than 200 words for each entry, without commands', () => {
    for (const [heading, text] of entries) {
      const words = text.replaceAll(/^```[^]*?^```$|`[^`]+`/gm, '').match(/\S+/g) ?? [];
      expect([heading, words.length < 200]).toEqual([heading, true]);
    }
  });

  test('lists every entry in its table of contents', () => {
    const [, contents = ''] = RUNBOOK.split('\n## ');
    const listed = [...contents.matchAll(/\[([^\]]+)\]\(#/g)].map(([, name]) => name);
    expect(listed).toEqual(expect.arrayContaining(entries.map(([heading]) => heading)));
  });

  test('derives anchors like GitHub', () => {
    expect(runbookPlace('A function fails')).toBe('RUNBOOK.md#a-function-fails');
    expect(runbookPlace('`notify`, 2 min: dead-letters')).toBe('RUNBOOK.md#notify-2-min-dead-letters');
  });
});

describe.each(Object.entries(made))('with %s: every alarm', (_what, stack) => {
  test('names the loss and the runbook entry, and has a unique name (O6)', () => {
    const alarms = [...alarmsOf(stack), ...outagesOf(stack)];
    for (const { AlarmDescription } of alarms)
      expect(AlarmDescription).toMatch(/^[\p{L}\d].{20,}\. 조치 방법: RUNBOOK\.md#[a-z-]+$/u);
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
  });

  test('mails itself or through one outage, never both, and mails an end only where the beginning was mailed (O14)', () => {
    const [topic] = stack.each('AWS::SNS::Topic', topicShape);
    const mail = [{ Ref: topic?.id }];
    const outages = outagesOf(stack);
    for (const { AlarmActions, OKActions } of outages)
      expect([AlarmActions, OKActions]).toEqual([mail, mail]);
    for (const { id, properties } of stack.each('AWS::CloudWatch::Alarm', alarmShape)) {
      const others = outages.filter(({ AlarmRule }) => JSON.stringify(AlarmRule).includes(`"${id}"`));
      expect([id, others.length, properties.AlarmActions]).toEqual(
        others.length === 0 ? [id, 0, mail] : [id, 1, []],
      );
      expect(properties.OKActions).toEqual([]);
    }
  });

  test('watches a metric without a vendor that the named function counts (S9)', () => {
    for (const { Namespace, MetricName, Dimensions } of alarmsOf(stack)) {
      if (Namespace !== NAMESPACE) continue;
      const [dimension, ...more] = Dimensions;
      expect(more).toEqual([]);
      expect([dimension?.Name, countedBy(MetricName)]).toEqual(['service', [dimension?.Value]]);
    }
  });
});

describe('each figure (S9)', () => {
  test('is a metric only if an alarm watches it, since each metric costs money (O3)', () => {
    const watchedIn = (stack: Pick<typeof live, 'each'>): string[] => {
      const names = alarmsOf(stack).flatMap(({ Namespace, MetricName }) =>
        Namespace === NAMESPACE ? [MetricName] : [],
      );
      return [...new Set(names)].sort();
    };
    const always = Object.values(METRICS).filter((name) => !ACTING_METRICS.includes(name));
    expect(watchedIn(live)).toEqual(always.sort());
    expect(watchedIn(made['acting on'])).toEqual(Object.values(METRICS).sort());
    expect([...new Set(emitted.map(({ name }) => name))].sort()).toEqual(Object.values(METRICS).sort());
  });

  test('is written by one function, with the namespace and the dimension that alarms and dashboard read', () => {
    const wrong = Object.values(METRICS)
      .map((name) => [name, countedBy(name)] as const)
      .filter(([, functions]) => functions.length !== 1);
    expect(wrong).toEqual([]);
    for (const { namespace, dimensions } of emitted) {
      expect([namespace, Object.keys(dimensions)]).toEqual([NAMESPACE, ['service']]);
      expect(FUNCTION_NAMES).toContain(dimensions['service']);
    }
  });

  test('in S9 is on the dashboard, with lanes, functions and every alarm', () => {
    const stack = made['acting on'];
    const [board] = stack.each('AWS::CloudWatch::Dashboard', z.object({ DashboardBody: z.unknown() }));
    const body = JSON.stringify(board?.properties.DashboardBody);
    for (const name of Object.values(METRICS))
      if (name !== METRICS.coupangUnreachable && name !== METRICS.keyDaysLeft) expect(body).toContain(name);
    for (const name of ['Invocations', 'Errors']) expect(body).toContain(name);
    for (const [, of, name] of body.matchAll(/CoupangInquiryNotifier\W+(\w+)\W+service\W+([\w-]+)/g))
      expect([of, [name]]).toEqual([of, countedBy(of ?? '')]);
    for (const { id } of stack.each('AWS::CloudWatch::Alarm', alarmShape)) expect(body).toContain(`"${id}"`);
  });
});

test('without an alarm is on the dashboard by a query of log lines that the functions write (S9)', () => {
  const [board] = live.each('AWS::CloudWatch::Dashboard', z.object({ DashboardBody: z.unknown() }));
  const body = JSON.stringify(board?.properties.DashboardBody);
  const queries = body.split(/query\W+SOURCE/).slice(1);
  const queried = [
    {
      of: ['TrackSla'],
      line: LINES.vendorFigures,
      fields: ['open', 'oldestMs', 'dueWithinHour', 'vendorId'],
    },
    { of: ['Poll', 'TrackSla'], line: LINES.poll, fields: ['opened', 'closed'] },
    { of: ['Poll', 'TrackSla'], line: LINES.trackSla, fields: ['warned'] },
    { of: ['Poll'], line: LINES.answered, fields: ['answeredAfterMs', 'vendorId'] },
  ];
  expect(queries).toHaveLength(3);
  for (const { of, line, fields } of queried) {
    const query = queries.find((text) => text.includes(`'${line}'`)) ?? '';
    const [logs = ''] = query.split('filter message');
    expect([...logs.matchAll(/"Ref\W+(Poll|TrackSla)/g)].map(([, name]) => name)).toEqual(of);
    const written = logged.filter(({ message }) => message === line);
    expect(written.length).toBeGreaterThan(0);
    for (const field of fields) expect([field, query]).toEqual([field, expect.stringContaining(field)]);
    expect(written.flatMap(Object.keys)).toEqual(expect.arrayContaining(fields));
  }
  for (const pollLine of logged.filter(({ message }) => message === LINES.poll))
    expect(Object.values(pollLine)).not.toContain(0);
});

test('the dashboard shows open and overdue questions only if a vendor reads them (S9)', () => {
  const config = configFixture();
  const [vendor, ...others] = config.vendors;
  if (!vendor) throw new Error('no vendor');
  const reading = { ...vendor, sources: ['call-center' as const, 'product' as const] };
  const queried = (stack: typeof live): boolean =>
    JSON.stringify(
      stack.each('AWS::CloudWatch::Dashboard', z.object({ DashboardBody: z.unknown() })),
    ).includes('latest(`bySource.product.open`), latest(`bySource.product.overdue`)');
  expect(queried(synthesise({ ...config, vendors: [reading, ...others] }))).toBe(true);
  expect(queried(live)).toBe(false);
});

test('docs/failures.md names only mails that are sent (O14)', () => {
  const stack = made['acting on'];
  const sent = [...alarmsOf(stack), ...outagesOf(stack)]
    .filter(({ AlarmActions }) => AlarmActions.length > 0)
    .map(({ AlarmName }) => AlarmName.replace('Notifier - ', ''));
  const named = readFileSync('docs/failures.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| \d+ /.test(line))
    .flatMap((line) => [...(line.split('|')[3] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !sent.includes(name ?? ''))).toEqual([]);
});

describe('an outage, which is one mail (O14)', () => {
  test('combines all alarms about unread Coupang', () => {
    const without = ['no complete reading', 'poll does not run', 'poll fails', 'poll is throttled'];
    expect(ringingWith('Coupang is not read')).toEqual(['egress lost', ...without]);
    expect(ringingWith('Coupang is not read', made['no egress'])).toEqual(without);
  });

  test('combines all alarms about late messages, but not the refusals, so that no message or channel hides a revoked token', () => {
    for (const title of ['Slack refuses', 'Slack refuses the token', 'messages refused'])
      expect(alarmNamed(title)).toMatchObject({ AlarmActions: [expect.anything()] });
    expect(ringingWith('Slack is behind')).toEqual([
      'Slack does not answer',
      'lane held on and on',
      'not in Slack',
      'notify fails',
      'notify is throttled',
      'warnings reach Slack late',
    ]);
  });

  test('is missing in a stack without live vendors', () => {
    expect(idle.count('AWS::CloudWatch::CompositeAlarm')).toBe(0);
  });
});

describe('the alarms', () => {
  test('D10: ring after three minutes without a complete reading, also if data are missing', () => {
    expect(alarmNamed('no complete reading')).toMatchObject({
      MetricName: METRICS.readingAgeSeconds,
      Statistic: 'Maximum',
      Threshold: 300,
      ComparisonOperator: 'GreaterThanThreshold',
      Period: 60,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
    expect(alarmNamed('poll does not run')).toMatchObject({
      MetricName: 'Invocations',
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      Period: 300,
      TreatMissingData: 'breaching',
    });
  });

  test('R17: ring for each further vendor that turns blind, also while "no complete reading" already rings', () => {
    expect(alarmNamed('a vendor turned blind')).toMatchObject({
      MetricName: METRICS.vendorsTurnedBlind,
      Statistic: 'Sum',
      Period: 60,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [expect.anything()],
    });
  });

  test('A2: ring for an act that no run starts, only if acting is on', () => {
    expect(alarmNamed('acts are not started', made['acting on'])).toMatchObject({
      MetricName: METRICS.oldestActSeconds,
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 180,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 2,
      TreatMissingData: 'notBreaching',
    });
    expect(() => alarmNamed('acts are not started')).toThrow('No alarm');
  });

  test('R17: follow the limit for blindness, and allow for a slow poll', () => {
    const slow = synthesise(configFixture({ pollSeconds: 1200 }));
    expect(alarmNamed('no complete reading', slow).Threshold).toBe(1800);
    expect(alarmNamed('poll does not run', slow).Period).toBe(2400);
    expect(alarmNamed('egress lost', slow).Period).toBe(2400);
    for (const title of ['poll fails', 'poll is throttled', 'listings fail'])
      expect([title, alarmNamed(title, slow).Period]).toEqual([title, 2400]);
    expect(alarmNamed('notify fails', slow).Period).toBe(300);
    const long = synthesise(configFixture({ pollTimeoutSeconds: 890 }));
    expect(alarmNamed('egress lost', long).Period).toBe(900);
    expect(alarmNamed('poll does not run', long).Period).toBe(300);
  });

  test('O4: ring for a lost egress of our own if no poll got an answer', () => {
    for (const stack of [live, made['existing subnets']])
      expect(alarmNamed('egress lost', stack)).toMatchObject({
        MetricName: METRICS.coupangUnreachable,
        Statistic: 'Minimum',
        Threshold: 1,
        TreatMissingData: 'breaching',
      });
    expect(() => alarmNamed('egress lost', made['no egress'])).toThrow('No alarm');
  });

  test('ring for errors and throttles of every function', () => {
    const acting = made['acting on'];
    for (const name of [...FUNCTION_NAMES, ...ACTING_FUNCTION_NAMES]) {
      const sum = { Namespace: 'AWS/Lambda', Statistic: 'Sum' };
      expect(alarmNamed(`${name} fails`, acting)).toMatchObject({ ...sum, MetricName: 'Errors' });
      expect(alarmNamed(`${name} is throttled`, acting)).toMatchObject({ ...sum, MetricName: 'Throttles' });
    }
    for (const name of ACTING_FUNCTION_NAMES) expect(() => alarmNamed(`${name} fails`)).toThrow('No alarm');
  });

  test('O6: ring for a lasting flood of refused requests at the URL, not for a single request', () => {
    expect(alarmNamed('requests refused', made['acting on'])).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'Url4xxCount',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^SlackActionsFunction/) } }],
      Statistic: 'Sum',
      Period: 300,
      Threshold: 50,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'notBreaching',
    });
    expect(() => alarmNamed('requests refused')).toThrow('No alarm');
  });

  test('D9: ring within half an hour if report is not started, since nothing else fails then', () => {
    expect(alarmNamed('report does not run')).toMatchObject({
      MetricName: 'Invocations',
      Statistic: 'Sum',
      Period: 900,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 2,
      TreatMissingData: 'breaching',
    });
  });

  test('R22, R19: ring at once for a single refusal by Slack, and for a lost response only if it lasts', () => {
    const once = alarmNamed('Slack refuses');
    expect(once).toMatchObject({
      MetricName: METRICS.slackRefused,
      Threshold: 1,
      Period: 3600,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
    });
    expect(once.DatapointsToAlarm ?? 1).toBe(1);
    expect(alarmNamed('Slack does not answer')).toMatchObject({
      MetricName: METRICS.slackUnanswered,
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    });
  });

  test('R21: ring when a message is not in Slack for ten minutes, wherever it was lost', () => {
    expect(alarmNamed('not in Slack')).toMatchObject({
      MetricName: METRICS.oldestUnshownSeconds,
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 600,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 2,
    });
  });

  test('R18: ring for a warning that is two minutes late, if counted twice, but not for missing data', () => {
    expect(alarmNamed('warnings reach Slack late')).toMatchObject({
      MetricName: METRICS.oldestWarningSeconds,
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 120,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 2,
      TreatMissingData: 'notBreaching',
    });
  });

  test('R12: ring for a hand-over that the store keeps refusing, also if poll and vendor work', () => {
    const lasting = { Statistic: 'Sum', Threshold: 1, EvaluationPeriods: 3, DatapointsToAlarm: 2 };
    expect(alarmNamed('listings fail')).toMatchObject({ ...lasting, MetricName: METRICS.listingsFailed });
    expect(alarmNamed('tickets fail')).toMatchObject({ ...lasting, MetricName: METRICS.ticketsFailed });
  });

  test('R22: ring once for a message that Slack refuses in every form, not at each hourly retry', () => {
    expect(alarmNamed('messages refused')).toMatchObject({
      MetricName: METRICS.messagesRefused,
      Statistic: 'Sum',
      Period: 3600,
      Threshold: 1,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
    });
    expect(alarmNamed('messages fail')).toMatchObject({
      MetricName: METRICS.messagesFailed,
      Threshold: 1,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    });
  });

  test('R25: ring for a lane that is held without a break for a quarter of an hour', () => {
    expect(alarmNamed('lane held on and on')).toMatchObject({
      MetricName: METRICS.laneHeldSeconds,
      Statistic: 'Maximum',
      Threshold: 900,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('O7: ring for a key from 14 days before its last day, also without data', () => {
    expect(alarmNamed('key about to expire')).toMatchObject({
      MetricName: METRICS.keyDaysLeft,
      Statistic: 'Minimum',
      Threshold: 14,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      TreatMissingData: 'ignore',
    });
  });

  test('are only that of report while no vendor is live, without a dashboard, and the mail can already be confirmed', () => {
    expect(idle.json).toContain('ReportDoesNotRun');
    expect(idle.count('AWS::CloudWatch::Alarm')).toBe(1);
    expect(idle.count('AWS::CloudWatch::Dashboard')).toBe(0);
    expect(idle.count('AWS::SNS::Topic')).toBe(1);
  });
});

describe('the topic (O6)', () => {
  test('mails every address in config.alarmMail (O14)', () => {
    const two = synthesise(configFixture({}, true, { alarmMail: ['ops@example.com', 'lead@example.com'] }));
    const subscription = z.object({ Protocol: z.string(), Endpoint: z.string(), TopicArn: ref });
    expect(
      two.each('AWS::SNS::Subscription', subscription).map(({ properties }) => properties.Endpoint),
    ).toEqual(['ops@example.com', 'lead@example.com']);
    const [topic] = live.each('AWS::SNS::Topic', topicShape);
    expect(live.each('AWS::SNS::Subscription', subscription).map(({ properties }) => properties)).toEqual([
      { Protocol: 'email', Endpoint: 'ops@example.com', TopicArn: { Ref: topic?.id } },
    ]);
  });

  test('also sends to a pager’s https address (O6)', () => {
    const pagerUrl = 'https://events.example.com/integration/made-up/enqueue';
    const paged = synthesise(configFixture({}, true, { egress: 'none', pagerUrl }));
    const subscription = z.object({ Protocol: z.string(), Endpoint: z.string(), TopicArn: ref });
    expect(paged.each('AWS::SNS::Subscription', subscription).map(({ properties }) => properties)).toEqual([
      { Protocol: 'email', Endpoint: 'ops@example.com', TopicArn: expect.anything() },
      { Protocol: 'https', Endpoint: pagerUrl, TopicArn: expect.anything() },
    ]);
    // A deploy prints each id, also into the log of a CI server. Everybody who knows the address can send to it.
    expect(paged.json.split('integration')).toHaveLength(2);
  });

  test('goes out although the team’s key is disabled, since the topic uses no key: neither theirs nor alias/aws/sns', () => {
    for (const stack of Object.values(made))
      for (const { properties } of stack.each('AWS::SNS::Topic', topicShape))
        expect(properties).not.toHaveProperty('KmsMasterKeyId');
  });

  test('accepts only this account’s alarms, over TLS', () => {
    const [policy] = live.each('AWS::SNS::TopicPolicy', topicPolicyShape);
    const statements = policy?.properties.PolicyDocument.Statement ?? [];
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:*' },
        },
      },
    ]);
    expect(statements.filter(({ Effect }) => Effect === 'Deny')).toMatchObject([
      { Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
    expect(live.json.match(/sns:\w+/g)?.sort()).toEqual([
      'sns:ListSubscriptionsByTopic',
      'sns:Publish',
      'sns:Publish',
      'sns:Publish',
    ]);
  });
});
