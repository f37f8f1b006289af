import type { RequestListener } from 'node:http';
import { createTable } from '../../fixtures/create-table.ts';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { jest } from '@jest/globals';
import dynalite from 'dynalite';
import * as z from 'zod/mini';
import { createHandler as createNotify } from '../../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../../functions/report/create-handler.ts';
import { createHandler as createTrackSla } from '../../../functions/track-sla/create-handler.ts';
import { createHandler as createWebhooks } from '../../../functions/webhooks/create-handler.ts';
import { namesOf } from '../../../lib/config/names.ts';
import { createTicketStore, type TicketStore } from '../../../lib/dynamodb/create-ticket-store.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { makeClosedTicket, makeTicket, withFields } from '../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, NOW, SECOND, VENDOR } from '../../fixtures/domain/made-up.ts';
import { listen, serve } from '../../fixtures/serve.ts';
import { madeUpDue, madeUpEvent } from '../eventbridge/made-up-event.ts';
import { madeUpContext as context } from './made-up-context.ts';
import { madeUpBatch } from './made-up-batch.ts';
import { makeFunctionEnv } from './make-function-env.ts';
import { startSecretsManager } from './start-secrets-manager.ts';

const SECRETS = namesOf({}).secrets;

/** A metric as a function writes it for CloudWatch. */
export type Figure = { namespace: string; dimensions: Record<string, unknown>; name: string; value: number };

/**
 * The metrics that the functions write in these runs, as in Lambda except for the clock. Each runs on DynamoDB and
 * stand-ins of the other services on the loopback address. Together the runs write every metric.
 * @param logged takes the other log lines
 */
export const emittedFigures = async (
  logged: Record<string, unknown>[] = [],
): Promise<Record<string, Figure[]>> => {
  const key = SECRETS.coupang(VENDOR.market, VENDOR.vendorId);
  const secrets: Record<string, string> = {
    [SECRETS.slack]: JSON.stringify({ botToken: 'xoxb-made-up' }),
  };
  const secretsManager = await startSecretsManager(secrets);
  const others = await serve(answer());
  const dynamo = await listen(dynalite({ createTableMs: 0 }));
  const env = {
    ...makeFunctionEnv(),
    ...secretsManager.env,
    SECRETS_FROM: 'secrets-manager',
    COUPANG_BASE_URL: others.url,
    SLACK_API_URL: `${others.url}/api/`,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: `${others.url}/bus`,
  };
  const client = new DynamoDBClient({
    endpoint: env.AWS_ENDPOINT_URL_DYNAMODB,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'madeup', secretAccessKey: 'made-up' },
  });
  let at = NOW;
  const clock = { now: () => at };
  const sleep = async (ms: number): Promise<void> => void (at += ms);
  const figures: Record<string, Figure[]> = {};
  const during = async (run: string, work: () => Promise<unknown>): Promise<void> => {
    const lines: string[] = [];
    const keep = (text: unknown): boolean => lines.push(String(text)) > 0;
    const spies = [process.stdout, process.stderr].map((out) =>
      jest.spyOn(out, 'write').mockImplementation(keep),
    );
    await work().finally(() => {
      for (const spy of spies) spy.mockRestore();
    });
    const all = lines.join('').split('\n');
    figures[run] = all.flatMap(figuresIn);
    for (const line of all) if (line.startsWith('{"level"')) logged.push(z.parse(logLine, JSON.parse(line)));
  };

  try {
    const store = await openStore(env, client);
    for (const ticket of TICKETS) await store.writer.create(ticket);
    const poll = createPoll(env, { clock, sleep });
    await during('a poll without a key', () => poll(VENDOR, context));
    secrets[key] = JSON.stringify({ accessKey: 'made-up', secretKey: 'made-up', expiresOn: '2026-12-15' });
    await during('a poll', () => poll(VENDOR, context));
    const { NOTIFIER_CONFIG_FILE = '' } = makeFunctionEnv(true, { acting: 'on' });
    const trackSla = createTrackSla({ ...env, NOTIFIER_CONFIG_FILE }, { clock });
    at += 10 * MINUTE;
    await during('track-sla', () => trackSla({}, context));
    const notify = createNotify(env, { clock, sleep });
    const wakeUp = madeUpDue({ token: true });
    await during('notify', () => notify(wakeUp, context));
    await store.lanes.take(VENDOR, { token: 'x', now: at, until: at + MINUTE, heldSince: at - 125 * SECOND });
    await during('notify where the lane is held', () => notify(wakeUp, context));
    at = Date.parse('2026-11-26T09:30:00+09:00');
    const report = createReport(env, { clock });
    await during('report', () => report({}, context));
    const pollNobody = createPoll({ ...env, COUPANG_BASE_URL: NOWHERE }, { clock, sleep: async () => {} });
    await during('a poll that nothing answers', () => pollNobody(VENDOR, context));
    const both = makeFunctionEnv(true, { sources: ['call-center', 'product'] });
    const { NOTIFIER_CONFIG_FILE: readsBoth = '', TABLE_NAME: TableName } = both;
    await client.send(new PutItemCommand({ TableName, Item: OF_ANOTHER_FORMAT }));
    const pollBoth = createPoll({ ...env, NOTIFIER_CONFIG_FILE: readsBoth }, { clock, sleep });
    await during('a poll whose question cannot be stored', () => pollBoth(VENDOR, context));
    const { NOTIFIER_CONFIG_FILE: hasWebhook = '' } = makeFunctionEnv(true, {
      webhooks: [{ name: 'erp', as: 'json' }],
    });
    const hold = async (): Promise<void> => {};
    const webhooks = createWebhooks({ ...env, NOTIFIER_CONFIG_FILE: hasWebhook }, { clock, sleep, hold });
    await during('a webhook without an address', () =>
      webhooks(madeUpBatch('erp', [madeUpEvent()], { sentAt: at }), context),
    );
    return figures;
  } finally {
    client.destroy();
    await secretsManager.close();
    await Promise.all([others.close(), dynamo.close()]);
  }
};

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** For the most events in one request. */
const TAKEN = Array.from({ length: 10 }, (_, index) => ({ EventId: `made-up-${index}` }));

/** Two are answered and closed, two are open, one of them soon due, one closed unseen, and two closed long ago. */
const TICKETS: Ticket[] = [
  ...['1', '2'].map((inquiryId) => makeTicket({ inquiryId, askedAt: NOW - 2 * HOUR, changedAt: NOW - HOUR })),
  makeTicket({ inquiryId: '3', askedAt: NOW - HOUR, dueAt: NOW + 23 * HOUR }),
  makeTicket({ inquiryId: '4', askedAt: NOW - 23 * HOUR, dueAt: NOW + HOUR }),
  makeClosedTicket({ inquiryId: '5', closedAt: NOW - HOUR, shownVersion: 1, changedAt: NOW - 20 * MINUTE }),
  ...['6', '7'].map((inquiryId) => makeClosedTicket({ inquiryId, closedAt: HANDED_OVER_AT - 40 * DAY })),
].map((ticket) => withFields(ticket, { inquiryAt: NOW - DAY, attentionAt: ticket.outbox.changedAt }));

/**
 * Coupang's lists have three new hand-overs and four items without an id. The bus accepts everything. Slack breaks down
 * once, then refuses, and the token as well.
 */
const answer = (): RequestListener => {
  let calls = 0;
  const slack = (url: string): [number, unknown] => {
    if (url.endsWith('auth.test')) return [200, { ok: false, error: 'token_revoked' }];
    calls += 1;
    return calls === 1 ? [500, {}] : [200, { ok: false, error: 'invalid_arguments' }];
  };
  const reply = (url: string): [number, unknown] => {
    if (url.startsWith('/api/')) return slack(url);
    if (url.startsWith('/bus')) return [200, { FailedEntryCount: 0, Entries: TAKEN }];
    const [, inquiryId] = /callCenterInquiries\/(\d+)$/.exec(url) ?? [];
    if (inquiryId !== undefined)
      return inquiryId in ENDED ? [200, { code: 200, data: ENDED[inquiryId] }] : [404, {}];
    const isRecent = url.includes('inquiryEndAt=2026-11-25');
    const content = isRecent ? (url.includes('=TRANSFER') ? UNUSABLE : LISTED) : [];
    const pagination = { totalPages: 1, totalElements: content.length };
    return [200, { code: 200, data: { content, pagination } }];
  };
  return ({ url = '' }, response) => {
    const [status, body] = reply(url);
    response.sendDate = false;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
};

const isoAt = (instant: number): string => new Date(instant).toISOString();
const requestPost = (partnerTransferStatus: string, ago: number) => ({
  answerId: 700000001,
  answerType: 'csAgent',
  partnerTransferStatus,
  replyAt: isoAt(NOW - ago),
});
const ended = (inquiryId: number, content: string) => ({
  inquiryId,
  replies: [
    requestPost('answered', 2 * HOUR),
    {
      answerId: 700000002,
      parentAnswerId: 700000001,
      answerType: 'vendor',
      replyAt: isoAt(NOW - HOUR),
      content,
    },
  ],
});
const ENDED: Record<string, unknown> = { 1: ended(1, '답변'), 2: ended(2, '[쿠팡 시스템] 자동 종료') };
const LISTED = [11, 12, 13].map((inquiryId) => ({
  inquiryId,
  inquiryAt: isoAt(NOW - HOUR),
  replies: [requestPost('requestAnswer', HOUR)],
}));
/** The ticket of a question that has the number of a listed hand-over, since all lists show the same. */
const OF_ANOTHER_FORMAT = { pk: { S: 'T#KR#A00012345#product#11' }, sk: { S: '0' }, v: { N: '9' } };
const UNUSABLE = [1, 2, 3, 4].map((orderId) => ({ orderId }));

const openStore = async (env: Record<string, string>, client: DynamoDBClient): Promise<TicketStore> => {
  const tableName = env['TABLE_NAME'] ?? '';
  await createTable(client, tableName);
  let tokens = 0;
  return createTicketStore({ client, tableName, newToken: () => `made-up-${(tokens += 1)}` });
};

const logLine = z.record(z.string(), z.unknown());

/** The embedded metric format. Source: CloudWatch user guide. */
const emf = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string() })),
      }),
    ),
  }),
});

export const figuresIn = (line: string): Figure[] => {
  const read = emf.safeParse(line.startsWith('{') ? JSON.parse(line) : undefined);
  if (!read.success) return [];
  const { _aws, ...values } = read.data;
  return _aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.flatMap(({ Name: name }) =>
        [values[name]].flat().map((value) => ({
          namespace,
          dimensions: Object.fromEntries(names.map((dimension) => [dimension, values[dimension]])),
          name,
          value: Number(value),
        })),
      ),
    ),
  );
};
