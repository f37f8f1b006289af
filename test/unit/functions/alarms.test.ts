import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import {
  countNewIds,
  createHandler as createTrackSla,
  seldom,
} from '../../../functions/track-sla/create-handler.ts';
import { createHeartbeat } from '../../../functions/track-sla/heartbeat.ts';
import { ENV, LINES, METRICS } from '../../../lib/config/names.ts';
import { serve, type Served } from '../../fixtures/serve.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';
import { createHandler as createNotify } from '../../../functions/notify/create-handler.ts';
import { madeUpDue } from '../eventbridge/made-up-event.ts';
import { type TestSlack, TOKEN, startTestSlack } from '../../fixtures/slack/start-test-slack.ts';
import { createHandler as createReport } from '../../../functions/report/create-handler.ts';
import { findUnsubscribed } from '../../../functions/report/build-services.ts';
import { buildReminder, createSendReminder } from '../../../functions/report/send-reminder.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import sample from '../../../notifier.config.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

const SECRET = '/ping/hush-hush';

const requests: string[] = [];
let status = 200;
/** A watcher, an empty DynamoDB, a bus, and at `/down` an AWS that refuses. After a refused connection, the SDK leaves a timer. */
let server: Served;
beforeAll(async () => {
  server = await serve((request, response) => {
    if (request.headers['x-amz-target'] !== undefined) {
      response.writeHead(request.url === '/' ? 200 : 400).end('{}');
      return;
    }
    requests.push(`${request.method} ${request.url}`);
    if (status === 302) response.setHeader('location', '/elsewhere');
    response.writeHead(status).end('{}');
  });
});
beforeEach(() => {
  requests.length = 0;
  status = 200;
});
afterAll(() => server.close());

const make = (url: string | undefined) => {
  const log = keepLog();
  let now = 1_000 * MINUTE_MS;
  const clock = { now: () => now, elapsed: () => now };
  const beat = createHeartbeat(url, clock, log);
  return { beat, lines: log.lines, pass: (ms: number) => (now += ms) };
};

describe('O14: the heartbeat', () => {
  test('is one request a minute at most', async () => {
    const { beat, lines, pass } = make(server.url + SECRET);
    await beat();
    pass(MINUTE_MS - 1);
    await beat();
    expect(requests).toEqual([`POST ${SECRET}`]);
    pass(1);
    await beat();
    expect(requests).toHaveLength(2);
    expect(lines).toEqual([]);
  });

  test('is off unless an address is set', async () => {
    await make(undefined).beat();
    expect(requests).toEqual([]);
  });

  test.each([
    ['a refusal', undefined, 503, '503'],
    ['a way to elsewhere', undefined, 302, 'sent'],
    ['nobody who listens', 'http://127.0.0.1:9', 200, 'sent'],
    ['an address that is none', 'hush-hush:', 200, 'sent'],
  ])('survives %s, and the log does not show the address', async (_what, host, answer, logged) => {
    status = answer;
    const { beat, lines } = make((host ?? server.url) + SECRET);
    await beat();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(logged);
    expect(lines[0]).not.toContain('hush');
    expect(requests).not.toContain('POST /elsewhere');
  });
});

describe('O14: track-sla sends the heartbeat', () => {
  const env = () => ({
    ...makeFunctionEnv(),
    AWS_ENDPOINT_URL_DYNAMODB: server.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: server.url,
    [ENV.heartbeatUrl]: server.url + SECRET,
  });
  const log = { info: () => {}, warn: () => {}, error: () => {} };

  test('after a complete run', async () => {
    await createTrackSla(env(), { log })({}, madeUpContext);
    expect(requests).toEqual([`POST ${SECRET}`]);
  });

  test('not after a run that the time cut short', async () => {
    const late = { ...madeUpContext, getRemainingTimeInMillis: () => 9000 };
    await createTrackSla(env(), { log })({}, late);
    expect(requests).toEqual([]);
  });

  test('not after a run that left vendors unseen, which also has no age of the last reading', async () => {
    const metricsOf = async (leftMs: number): Promise<unknown[]> => {
      const names: unknown[] = [];
      const info = (_message: string, fields?: Record<string, unknown>): void =>
        void names.push(fields?.['name']);
      const lambda = { ...madeUpContext, getRemainingTimeInMillis: () => leftMs };
      await createTrackSla(env(), { log: { ...log, info } })({}, lambda);
      return names;
    };
    expect(await metricsOf(34_999)).not.toContain(METRICS.readingAgeSeconds);
    expect(requests).toEqual([]);
    expect(await metricsOf(35_000)).toContain(METRICS.readingAgeSeconds);
    expect(requests).toHaveLength(1);
  });

  test('not after a run that failed', async () => {
    const refused = { ...env(), AWS_ENDPOINT_URL_DYNAMODB: `${server.url}/down` };
    await expect(createTrackSla(refused, { log })({}, madeUpContext)).rejects.toThrow();
    expect(requests).toEqual([]);
  });
});

/** Wake-ups to check the token. */
let wakeUps = 0;
let isBusDown = false;
let isStoreDown = false;
/** An empty DynamoDB, and a bus. */
let aws: Served;
beforeAll(async () => {
  aws = await serve((request, response, body) => {
    const isBus = String(request.headers['x-amz-target']).endsWith('PutEvents');
    if (isBus ? isBusDown : isStoreDown) {
      response.statusCode = 400;
      response.end('{"__type":"AccessDeniedException"}');
      return;
    }
    if (isBus && body.includes(String.raw`\"token\":true`)) wakeUps += 1;
    response.end(isBus ? '{"FailedEntryCount":0,"Entries":[{"EventId":"made-up"}]}' : '{}');
  });
});
afterAll(() => aws.close());

describe('O14: Slack’s token is checked within the hour, even if nothing is to be posted', () => {
  let slack: TestSlack;
  beforeEach(async () => {
    slack = await startTestSlack();
  });
  afterEach(() => slack.stop());

  const start = (create: typeof createNotify | typeof createTrackSla, event: unknown) => {
    const log = keepLog();
    let now = Date.parse('2026-11-25T05:00:00Z');
    const env = {
      ...makeFunctionEnv(),
      SLACK_API_URL: slack.slack().apiUrl,
      SLACK_BOT_TOKEN: TOKEN,
      AWS_ENDPOINT_URL_DYNAMODB: aws.url,
      AWS_ENDPOINT_URL_EVENTBRIDGE: aws.url,
    };
    const handler = create(env, { log, clock: { now: () => now, elapsed: () => now } });
    return {
      run: () => handler(event, madeUpContext),
      pass: (ms: number) => (now += ms),
      refused: () =>
        log.lines.filter((line) => line === `info metric {"name":"${METRICS.slackTokenRefused}","value":1}`)
          .length,
      lines: log.lines,
    };
  };

  test('and a token that Slack refuses is counted for the alarm that comes by mail', async () => {
    slack.slack().refuseToken('token_revoked');
    const notify = start(createNotify, madeUpDue({ token: true }));
    await notify.run();
    expect(notify.refused()).toBe(1);
    // A process that has just checked does so again.
    await notify.run();
    expect(notify.refused()).toBe(2);
    expect(notify.lines.join()).not.toContain(TOKEN);
  });

  test.each([
    ['a token that Slack accepts', undefined, true],
    ['a refused token at a wake-up for something else', 'token_revoked', undefined],
  ] as const)('and %s is not counted', async (_what, refusal, token) => {
    if (refusal) slack.slack().refuseToken(refusal);
    const notify = start(createNotify, madeUpDue(token && { token }));
    await notify.run();
    expect(notify.refused()).toBe(0);
  });

  test('even if nothing of the woken vendor can be shown', async () => {
    slack.slack().refuseToken('token_revoked');
    const notify = start(createNotify, madeUpDue({ token: true }));
    isStoreDown = true;
    await expect(notify.run()).rejects.toThrow('DynamoDB refused');
    isStoreDown = false;
    expect(notify.refused()).toBe(1);
  });

  test('because track-sla, which runs each minute, wakes notify for it', async () => {
    wakeUps = 0;
    const trackSla = start(createTrackSla, {});
    for (let minute = 0; minute < 60; minute += 1) {
      await trackSla.run();
      trackSla.pass(MINUTE_MS);
    }
    expect(wakeUps).toBe(2);
  });

  test('a minute later if the bus refused the wake-up, and whatever is wrong with a vendor', async () => {
    wakeUps = 0;
    const trackSla = start(createTrackSla, {});
    isBusDown = true;
    await trackSla.run();
    [isBusDown, isStoreDown] = [false, true];
    trackSla.pass(MINUTE_MS);
    await expect(trackSla.run()).rejects.toThrow();
    isStoreDown = false;
    expect(wakeUps).toBe(1);
  });
});

const client = new SNSClient({ region: 'ap-northeast-2' });
const sns = mockClient(client);
afterAll(() => sns.restore());
const MAIL = 'ops@example.com';
const PAGER = 'https://events.example.com/made-up';

test.each([
  ['are confirmed', [MAIL, PAGER], 'arn:aws:sns:made-up', 0],
  ['wait', [MAIL, PAGER], 'PendingConfirmation', 2],
  ['were ended', [MAIL, PAGER], 'Deleted', 2],
  ['are of another mail address', ['other@example.com', PAGER], 'arn:aws:sns:made-up', 1],
  ['are of another pager', [MAIL, 'https://other.example.com'], 'arn:aws:sns:made-up', 1],
])('O14: subscriptions of mail and pager that %s', async (_what, endpoints, SubscriptionArn, missing) => {
  sns
    .on(ListSubscriptionsByTopicCommand)
    .resolves({ Subscriptions: endpoints.map((Endpoint) => ({ Endpoint, SubscriptionArn })) });
  const config = { alarmMail: [MAIL], pagerUrl: PAGER };
  expect(await findUnsubscribed(client, 'made-up', config)).toMatchObject({ missing });
});

test('O14: the hash shows which addresses are missing, in any order, and contains no address', async () => {
  sns.on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] });
  const hashOf = async (...alarmMail: string[]) =>
    (await findUnsubscribed(client, 'made-up', { alarmMail })).hash;
  expect(await hashOf(MAIL)).toMatch(/^[0-9a-f]{8}$/);
  expect(await hashOf('lead@example.com')).not.toBe(await hashOf(MAIL));
  expect(await hashOf(MAIL, 'lead@example.com')).toBe(await hashOf('lead@example.com', MAIL));
});

test('O14: checks the subscriptions even if the reports of a vendor fail, since the mail of that failure may be lost', async () => {
  const asked: string[] = [];
  const topic = await serve((_, response, body) => {
    asked.push(new URLSearchParams(body).get('Action') ?? '');
    response.statusCode = 400;
    response.end();
  });
  const endpoints = {
    ALARM_TOPIC_ARN: 'made-up',
    AWS_ENDPOINT_URL_DYNAMODB: aws.url,
    AWS_ENDPOINT_URL_SNS: topic.url,
  };
  const report = createReport({ ...makeFunctionEnv(), ...endpoints }, { log: keepLog() });
  isStoreDown = true;
  await expect(report({}, madeUpContext)).rejects.toThrow('AccessDeniedException');
  isStoreDown = false;
  await topic.close();
  expect(asked).toEqual(['ListSubscriptionsByTopic']);
});

const since = Date.parse('2026-11-24T05:00:00Z');
const config = parseConfig(sample, 'made-up.ts');
const [vendor] = config.vendors;
if (!vendor) throw new Error('The sample has no vendor.');
const blind = [
  { vendor: { market: vendor.market, vendorId: vendor.id }, since, cause: 'key-missing' as const },
];

test('R17: mails the reminder to everyone who gets the alarms, with a subject like that of an alarm', async () => {
  sns.on(PublishCommand).resolves({});
  await createSendReminder(client, 'made-up-topic', config)(blind);
  expect(sns.commandCalls(PublishCommand).map(({ args: [{ input }] }) => input)).toEqual([
    {
      TopicArn: 'made-up-topic',
      Subject: 'REMINDER: "Notifier - Coupang is not read"',
      Message: buildReminder(blind, config),
    },
  ]);
});

test('R17: the reminder has the address of the runbook if one is set', () => {
  const runbookUrl = 'https://wiki.example.com/RUNBOOK.md';
  expect(buildReminder(blind, config)).toContain(' RUNBOOK.md#no-complete-reading');
  expect(buildReminder(blind, { ...config, runbookUrl })).toContain(` ${runbookUrl}#no-complete-reading`);
});

/** The counts of runs that find these vendors, a minute apart. */
const countEach = (runs: readonly (readonly string[])[]): number[] => {
  let minute = 0;
  const count = countNewIds({ now: () => minute * MINUTE_MS }, 5 * MINUTE_MS);
  return runs.map((ids, at) => {
    minute = at;
    return count(ids);
  });
};

test('R17: each vendor is counted once, and together with others if they turn blind within five minutes, so that the alarm ends before it rings again', () => {
  const AB = ['a', 'b'];
  const ABC = ['a', 'b', 'c'];
  expect(countEach([[], AB, ABC, ABC, ABC, ABC, ABC, ABC])).toEqual([0, 2, 0, 0, 0, 0, 1, 0]);
});

test('R17: a vendor that some runs skip is not counted again', () => {
  expect(countEach([['a'], [], [], [], [], [], ['b'], [], [], [], [], [], ['a', 'b']])).toEqual([
    1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
  ]);
});

test('R17: a vendor that can be read again before its count is due is not counted', () => {
  expect(countEach([['a'], ['a', 'b'], ['a'], ['a'], ['a'], ['a'], ['a']])).toEqual([1, 0, 0, 0, 0, 0, 0]);
});

test('S9: each vendor’s figures are logged at first and every fifth minute, and every other line at once', () => {
  const lines: unknown[] = [];
  const note = (message: string, fields?: object) => void lines.push([message, fields]);
  let minute = 0;
  const clock = { now: () => minute * MINUTE_MS + 1500 };
  const log = seldom({ info: note, warn: note, error: note }, clock);
  for (minute = 99; minute < 110; minute += 1) {
    for (const vendorId of ['one', 'two']) log.info(LINES.vendorFigures, { minute, vendorId });
    if (minute === 103) for (const write of [log.info, log.warn, log.error]) write('made up', { minute });
  }
  expect(lines).toEqual([
    ...['one', 'two'].map((vendorId) => [LINES.vendorFigures, { minute: 99, vendorId }]),
    ...['one', 'two'].map((vendorId) => [LINES.vendorFigures, { minute: 100, vendorId }]),
    ...Array.from({ length: 3 }, () => ['made up', { minute: 103 }]),
    ...['one', 'two'].map((vendorId) => [LINES.vendorFigures, { minute: 105, vendorId }]),
  ]);
});
