import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { createHandler as createNotify } from '../../../functions/notify/create-handler.ts';
import { createHandler as createTrackSla } from '../../../functions/track-sla/create-handler.ts';
import { METRICS } from '../../../lib/config/names.ts';
import { madeUpWakeUp } from '../eventbridge/made-up-event.ts';
import { type StartedSlack, startLocalSlack, TOKEN } from '../local/slack/start-local-slack.ts';
import { removeTempDirs } from '../local/temp-dirs.ts';
import { madeUpContext } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const HOUR_MS = 3_600_000;

/** Wake-ups without a message to show. */
let wakeUps = 0;
/** An empty DynamoDB, and a bus. */
const aws = createServer((request, response) => {
  const isBus = String(request.headers['x-amz-target']).endsWith('PutEvents');
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    if (isBus && body.includes(String.raw`\"deliverables\":[]`)) wakeUps += 1;
    response.end(isBus ? '{"FailedEntryCount":0,"Entries":[{"EventId":"made-up"}]}' : '{}');
  });
});
let endpoint = '';
let slack: StartedSlack;
beforeAll(async () => {
  await once(aws.listen(0, '127.0.0.1'), 'listening');
  const { port } = z.object({ port: z.number() }).parse(aws.address());
  endpoint = `http://127.0.0.1:${port}`;
});
beforeEach(async () => {
  slack = await startLocalSlack();
});
afterEach(() => slack.stop());
afterAll(() => {
  aws.close();
  aws.closeAllConnections();
  removeTempDirs();
});

const start = (create: typeof createNotify | typeof createTrackSla, event: unknown) => {
  const lines: string[] = [];
  const keep = (message: string, fields?: unknown): void =>
    void lines.push(JSON.stringify([message, fields]));
  let now = Date.parse('2026-11-25T05:00:00Z');
  const env = {
    ...makeFunctionEnv(),
    SLACK_API_URL: slack.slack().apiUrl,
    SLACK_BOT_TOKEN: TOKEN,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint,
  };
  const handler = create(env, {
    log: { info: keep, warn: keep, error: keep },
    clock: { now: () => now, elapsed: () => now },
  });
  return {
    run: () => handler(event, madeUpContext),
    pass: (ms: number) => (now += ms),
    refused: () =>
      lines.filter((line) => line === JSON.stringify(['metric', { name: METRICS.slackRefused, value: 1 }]))
        .length,
    lines,
  };
};

const wakeUp = madeUpWakeUp({
  schemaVersion: 2,
  vendor: { market: 'KR', vendorId: 'A00012345' },
  deliverables: [],
});

describe('O14: Slack’s token is checked once an hour, though nothing is to be posted', () => {
  test('and one that Slack refuses is counted for the alarm that comes by mail', async () => {
    slack.slack().refuseToken('token_revoked');
    const notify = start(createNotify, wakeUp);
    await notify.run();
    expect(notify.refused()).toBe(1);
    notify.pass(HOUR_MS / 2);
    await notify.run();
    expect(notify.refused()).toBe(1);
    // The next wake-up may come a moment sooner than the last.
    notify.pass(HOUR_MS / 2 - 1);
    await notify.run();
    expect(notify.refused()).toBe(2);
    expect(notify.lines.join()).not.toContain(TOKEN);
  });

  test('and one that Slack takes counts nothing', async () => {
    const notify = start(createNotify, wakeUp);
    await notify.run();
    expect(notify.refused()).toBe(0);
  });

  test('since track-sla wakes notify for it', async () => {
    wakeUps = 0;
    const trackSla = start(createTrackSla, {});
    await trackSla.run();
    trackSla.pass(HOUR_MS - 1);
    await trackSla.run();
    expect(wakeUps).toBe(1);
    trackSla.pass(1);
    await trackSla.run();
    expect(wakeUps).toBe(2);
  });
});
