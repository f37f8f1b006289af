import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHandler as createNotify } from '../../../functions/notify/create-handler.ts';
import { createHandler as createTrackSla } from '../../../functions/track-sla/create-handler.ts';
import { METRICS } from '../../../lib/config/names.ts';
import { serve, type Served } from '../../fixtures/serve.ts';
import { madeUpWakeUp } from '../eventbridge/made-up-event.ts';
import { type StartedSlack, startLocalSlack, TOKEN } from '../local/slack/start-local-slack.ts';
import { removeTempDirs } from '../local/temp-dirs.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const MINUTE_MS = 60_000;

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
let slack: StartedSlack;
beforeEach(async () => {
  slack = await startLocalSlack();
});
afterEach(() => slack.stop());
afterAll(() => aws.close());
afterAll(removeTempDirs);

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
  const handler = create(env, {
    log,
    clock: { now: () => now, elapsed: () => now },
  });
  return {
    run: () => handler(event, madeUpContext),
    pass: (ms: number) => (now += ms),
    refused: () =>
      log.lines.filter((line) => line === `info metric {"name":"${METRICS.slackTokenRefused}","value":1}`)
        .length,
    lines: log.lines,
  };
};

const wakeUp = (token?: true) =>
  madeUpWakeUp({
    schemaVersion: 2,
    vendor: { market: 'KR', vendorId: 'A00012345' },
    deliverables: [],
    ...(token && { token }),
  });

describe('O14: Slack’s token is checked within the hour, even if nothing is to be posted', () => {
  test('and a token that Slack refuses is counted for the alarm that comes by mail', async () => {
    slack.slack().refuseToken('token_revoked');
    const notify = start(createNotify, wakeUp(true));
    await notify.run();
    expect(notify.refused()).toBe(1);
    // A process that has just checked does so again.
    await notify.run();
    expect(notify.refused()).toBe(2);
    expect(notify.lines.join()).not.toContain(TOKEN);
  });

  test('and a token that Slack accepts is not counted', async () => {
    const notify = start(createNotify, wakeUp(true));
    await notify.run();
    expect(notify.refused()).toBe(0);
  });

  test('even if nothing of the woken vendor can be shown', async () => {
    slack.slack().refuseToken('token_revoked');
    const notify = start(createNotify, wakeUp(true));
    isStoreDown = true;
    await expect(notify.run()).rejects.toThrow('DynamoDB refused');
    isStoreDown = false;
    expect(notify.refused()).toBe(1);
  });

  test('but not at a wake-up for something else', async () => {
    slack.slack().refuseToken('token_revoked');
    const notify = start(createNotify, wakeUp());
    await notify.run();
    expect(notify.refused()).toBe(0);
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
