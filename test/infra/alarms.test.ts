import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { ACTING_METRICS, LINES, METRICS, namesOf, WEBHOOK_METRICS } from '../../lib/config/names.ts';
import { OPTIONAL_FUNCTION_NAMES, FUNCTION_NAMES } from '../../infra/function-names.ts';
import { runbookPlace } from '../../infra/constructs/notifier-alarm.ts';
import { emittedFigures, type Figure } from '../unit/functions/emitted-figures.ts';
import { configFixture } from './config-fixture.ts';
import { isRinging, READ_BEYOND, ringsAfter } from './evaluate-alarm.ts';
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
  'acting and webhooks on': synthesise(
    configFixture({}, true, { acting: 'on', webhooks: [{ name: 'erp', as: 'json' }] }),
  ),
};
/** With everything that is off by default. */
const acting = made['acting and webhooks on'];
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
const titleOf = ({ AlarmName }: Pick<Alarm, 'AlarmName'>): string => AlarmName.replace('Notifier - ', '');
const alarmNamed = (title: string, stack: Pick<typeof live, 'each'> = acting): Alarm => {
  const found = alarmsOf(stack).find((alarm) => titleOf(alarm) === title);
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
    .map(({ properties }) => titleOf(properties))
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
    const optional = [...ACTING_METRICS, ...WEBHOOK_METRICS];
    const always = Object.values(METRICS).filter((name) => !optional.includes(name));
    expect(watchedIn(live)).toEqual(always.sort());
    expect(watchedIn(acting)).toEqual(Object.values(METRICS).sort());
    expect([...new Set(emitted.map(({ name }) => name))].sort()).toEqual(Object.values(METRICS).sort());
  });

  test('is written by one function, with the namespace and the dimension that alarms and dashboard read', () => {
    const wrong = Object.values(METRICS)
      .map((name) => [name, countedBy(name)] as const)
      .filter(([, functions]) => functions.length !== 1);
    expect(wrong).toEqual([]);
    for (const { namespace, dimensions } of emitted) {
      expect([namespace, Object.keys(dimensions)]).toEqual([NAMESPACE, ['service']]);
      expect([...FUNCTION_NAMES, 'webhooks']).toContain(dimensions['service']);
    }
  });

  test('in S9 is on the dashboard, with lanes, functions and every alarm', () => {
    const stack = acting;
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
  const stack = acting;
  const sent = [...alarmsOf(stack), ...outagesOf(stack)]
    .filter(({ AlarmActions }) => AlarmActions.length > 0)
    .map(titleOf);
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

/** Each alarm of each stack: the figure and its limit, in how many of the last periods, and what missing data counts as. */
const RULES: Record<string, string> = {
  // D10: three minutes without a complete reading.
  'no complete reading': 'Maximum ReadingAgeSeconds > 300 in 3 of 3 x 60 s; missing: 301, breaching',
  // R17: also while "no complete reading" already rings for another vendor.
  'a vendor turned blind': 'Sum VendorsTurnedBlind >= 1 in 1 of 3 x 60 s; missing: notBreaching',
  'poll does not run': 'Sum Invocations < 1 in 2 of 2 x 300 s; missing: 0, breaching',
  // O4: no poll got an answer.
  'egress lost': 'Minimum CoupangUnreachable >= 1 in 2 of 2 x 300 s; missing: 1, breaching',
  ...Object.fromEntries(
    [...FUNCTION_NAMES, ...OPTIONAL_FUNCTION_NAMES].flatMap((name) => [
      [`${name} fails`, 'Sum Errors >= 1 in 2 of 3 x 300 s; missing: 0, notBreaching'],
      [`${name} is throttled`, 'Sum Throttles >= 1 in 2 of 3 x 300 s; missing: 0, notBreaching'],
    ]),
  ),
  // D9: nothing else fails if report is not started.
  'report does not run': 'Sum Invocations < 1 in 2 of 2 x 900 s; missing: 0, breaching',
  // R22: at once for a single refusal, and not at each hourly retry. R19: for a lost response only if it lasts.
  'Slack refuses': 'Sum SlackRefused >= 1 in 1 of 2 x 3600 s; missing: 0, notBreaching',
  'Slack refuses the token': 'Sum SlackTokenRefused >= 1 in 1 of 2 x 3600 s; missing: 0, notBreaching',
  'messages refused': 'Sum MessagesRefused >= 1 in 1 of 2 x 3600 s; missing: 0, notBreaching',
  'messages fail': 'Sum MessagesFailed >= 1 in 2 of 3 x 300 s; missing: 0, notBreaching',
  'Slack does not answer': 'Sum SlackUnanswered >= 1 in 2 of 3 x 300 s; missing: 0, notBreaching',
  // R21: ten minutes, wherever the message was lost.
  'not in Slack': 'Maximum OldestUnshownSeconds > 600 in 2 of 2 x 60 s; missing: notBreaching',
  // R18: two minutes.
  'warnings reach Slack late': 'Maximum OldestWarningSeconds > 120 in 2 of 2 x 60 s; missing: notBreaching',
  // R25: a quarter of an hour without a break.
  'lane held on and on': 'Maximum LaneHeldSeconds > 900 in 1 of 1 x 300 s; missing: notBreaching',
  'deadlines missed': 'Sum DeadlinesMissed >= 1 in 1 of 1 x 300 s; missing: notBreaching',
  // R12: the store keeps refusing a hand-over, also if poll and vendor work.
  'listings fail': 'Sum ListingsFailed >= 1 in 2 of 3 x 300 s; missing: 0, notBreaching',
  'tickets fail': 'Sum TicketsFailed >= 1 in 2 of 3 x 300 s; missing: 0, notBreaching',
  // O7: from 14 days before its last day, also without data.
  'key about to expire': 'Minimum KeyDaysLeft <= 14 in 1 of 1 x 3600 s; missing: ignore',
  // O6: for a lasting flood at the URL, not for a single request.
  'requests refused': 'Sum Url4xxCount >= 50 in 2 of 3 x 300 s; missing: 0, notBreaching',
  // A2: three minutes.
  'acts are not started': 'Maximum OldestActSeconds > 180 in 2 of 2 x 60 s; missing: notBreaching',
  // O20: a message is tried at least once an hour.
  'a webhook does not deliver':
    'Maximum WebhookLateSeconds >= 900 in 1 of 2 x 3600 s; missing: 0, notBreaching',
};
const SIGNS: Record<string, string> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '>=',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<=',
};

const ruleOf = (alarm: Alarm): string => {
  const { Statistic, MetricName, Threshold, EvaluationPeriods: n, Period, Fill, TreatMissingData } = alarm;
  const limit = `${Statistic} ${MetricName} ${SIGNS[alarm.ComparisonOperator]} ${Threshold}`;
  const fill = Fill === undefined ? '' : `${Fill}, `;
  return `${limit} in ${alarm.DatapointsToAlarm ?? n} of ${n} x ${Period} s; missing: ${fill}${TreatMissingData}`;
};
const rulesOf = (stack: Pick<typeof live, 'each'>): Record<string, string> =>
  Object.fromEntries(alarmsOf(stack).map((alarm) => [titleOf(alarm), ruleOf(alarm)]));

describe('the alarms (D9, D10, O4, O6, O7, A2)', () => {
  test('ring by these rules', () => {
    expect(rulesOf(acting)).toEqual(RULES);
  });

  test('about acting, webhooks and the egress exist only with acting, webhooks and an egress', () => {
    const ofActing =
      /^(act|slack-actions|webhooks) |^acts are not started$|^requests refused$|^a webhook does not deliver$/;
    const { 'egress lost': egress, ...others } = Object.fromEntries(
      Object.entries(RULES).filter(([title]) => !ofActing.test(title)),
    );
    expect(rulesOf(made['no egress'])).toEqual(others);
    for (const stack of [live, made['existing subnets']])
      expect(rulesOf(stack)).toEqual({ ...others, 'egress lost': egress });
  });

  test('about a function watch that function', () => {
    for (const alarm of alarmsOf(acting).filter(({ Namespace }) => Namespace === 'AWS/Lambda')) {
      const [, name = 'slack-actions'] =
        /^(.*) (fails|is throttled|does not run)$/.exec(titleOf(alarm)) ?? [];
      const id = name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect([titleOf(alarm), alarm.Dimensions]).toEqual([
        titleOf(alarm),
        [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(`^${id}Function`) } }],
      ]);
    }
  });

  test('R17: follow the limit for blindness, and allow for a slow poll', () => {
    const slow = synthesise(configFixture({ pollSeconds: 1200 }));
    expect(alarmNamed('no complete reading', slow).Threshold).toBe(1800);
    for (const title of [
      'poll does not run',
      'egress lost',
      'poll fails',
      'poll is throttled',
      'listings fail',
    ])
      expect([title, alarmNamed(title, slow).Period]).toEqual([title, 2400]);
    expect(alarmNamed('notify fails', slow).Period).toBe(300);
    const long = synthesise(configFixture({ pollTimeoutSeconds: 890 }));
    expect(alarmNamed('egress lost', long).Period).toBe(900);
    expect(alarmNamed('poll does not run', long).Period).toBe(300);
  });

  test('are only that of report while no vendor is live, without a dashboard, and the mail can already be confirmed', () => {
    expect(Object.keys(rulesOf(idle))).toEqual(['report does not run']);
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

const alarms = alarmsOf(acting);

/** CloudWatch documents how far back an alarm of three periods looks, and no other. */
const LOOKS_BACK = [READ_BEYOND, 1, 3, 5, 12];
/** The alarms that ring by one of these periods, however far back they look. */
const ringing = (titles: readonly string[], ...series: string[]): unknown[] =>
  titles.flatMap((title) =>
    series.flatMap((periods) =>
      LOOKS_BACK.filter((back) => isRinging(alarmNamed(title), periods, back)).map(() => [title, periods]),
    ),
  );

// The periods that are read, and whether the alarm rings if missing data is `breaching` or `notBreaching`.
test.each([
  [3, '0-X-X', false, false],
  [3, '0----', false, false],
  [3, '-----', true, false],
  [3, '0XX-X', true, true],
  [3, '----X', true, false],
  [3, 'X----', true, false],
  [2, '0-X-X', true, true],
  [2, '00X0X', true, true],
  [2, '0-X--', true, false],
  [2, '----0', true, false],
  [2, '----X', true, false],
])('evaluates %i of three over %s like AWS’s tables', (least, periods, ...expected) => {
  const rings = (TreatMissingData: Alarm['TreatMissingData']) =>
    isRinging(
      { ...alarmNamed('tickets fail'), DatapointsToAlarm: least, TreatMissingData, Fill: undefined },
      periods,
    );
  expect([rings('breaching'), rings('notBreaching')]).toEqual(expected);
});

test('evaluates a metric without any data like its gaps, also if FILL fills nothing', () => {
  for (const alarm of alarms.filter(({ Fill }) => Fill !== undefined))
    expect([alarm.AlarmName, isRinging(alarm, '')]).toEqual([
      alarm.AlarmName,
      isRinging({ ...alarm, Fill: undefined }, ''),
    ]);
});

describe('an alarm about missing runs or readings (O6)', () => {
  test.each([
    ['no complete reading', 3],
    ['poll does not run', 10],
    ['egress lost', 10],
    ['report does not run', 30],
  ])('"%s" rings after %i minutes without data', (title, minutes) => {
    for (const back of LOOKS_BACK) {
      const periods = ringsAfter(alarmNamed(title), '0'.repeat(20), '-'.repeat(20), back);
      expect([back, (periods * alarmNamed(title).Period) / 60]).toEqual([back, minutes]);
    }
  });

  test('does not ring for a late newest figure or a single gap', () => {
    const titles = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching').map(titleOf);
    expect(titles).toHaveLength(4);
    expect(ringing(titles, '0000-', '00-0-', '0-0-0', '---0-')).toEqual([]);
  });
});

describe('an alarm about failures (O6)', () => {
  const lasting = alarms
    .filter(({ EvaluationPeriods: n, DatapointsToAlarm: least }) => n === 3 && least === 2)
    .map(titleOf);
  const hourly = ['Slack refuses', 'Slack refuses the token', 'messages refused'];

  test('does not ring for two single failures, also without data between them', () => {
    expect(lasting).toEqual(expect.arrayContaining(['Slack does not answer', 'notify fails', 'act fails']));
    expect(ringing(lasting, 'X---X', 'X--X', '-X', 'X00X', 'X-----------X')).toEqual([]);
  });

  test('rings at the second count within a quarter of an hour, and ends a quarter of an hour after the last count', () => {
    for (const title of lasting) {
      expect([title, alarmNamed(title).Period]).toEqual([title, 300]);
      for (const back of LOOKS_BACK)
        expect([
          ringsAfter(alarmNamed(title), '----', 'XX--', back),
          ringsAfter(alarmNamed(title), '', 'X-X', back),
        ]).toEqual([2, 3]);
    }
    expect(ringing(lasting, 'XXX--', '0XX---')).toEqual([]);
  });

  test('rings at once for a refusal, and ends two hours after the last refusal', () => {
    for (const title of hourly) {
      expect([title, alarmNamed(title).Period]).toEqual([title, 3600]);
      for (const back of LOOKS_BACK)
        for (const after of ['X', 'X-', 'X-X-'])
          expect([title, after, isRinging(alarmNamed(title), after, back)]).toEqual([title, after, true]);
    }
    expect(ringing(hourly, 'X--', 'X-----', '0XX--')).toEqual([]);
  });

  test('rings at once for a vendor that turns blind, also if its figure is late, and again for another vendor five minutes later', () => {
    const title = 'a vendor turned blind';
    for (const periods of ['0000X', '000X0', '00X00', '00X0-', 'X', '-X'])
      expect([periods, ringing([title], periods)]).not.toEqual([periods, []]);
    // The alarm ends between two counts, so it mails again.
    expect(ringing([title], 'X000', 'X0000', '0X000')).toEqual([]);
    expect(ringing([title], 'X0000X')).not.toEqual([]);
  });

  test('rings at the second figure of an act that is not started, and not for a missing figure', () => {
    expect(ringsAfter(alarmNamed('acts are not started'), '0000', 'XX')).toBe(2);
    expect(ringing(['acts are not started'], '-----', 'X----------------', '0X')).toEqual([]);
  });

  test('rings at the second figure of a late message, and not for a missing figure', () => {
    const late = ['not in Slack', 'warnings reach Slack late'];
    for (const title of late) expect(ringsAfter(alarmNamed(title), '0000', 'XX')).toBe(2);
    expect(ringing(late, '-----', 'X----------------', '0X')).toEqual([]);
  });
});
