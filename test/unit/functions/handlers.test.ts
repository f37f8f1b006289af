import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countDrain } from '../../../functions/notify/create-handler.ts';
import { createHandler as createNotify } from '../../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../../functions/report/create-handler.ts';
import { createHandler as createTrackSla } from '../../../functions/track-sla/create-handler.ts';
import { SYSTEM_CLOCK } from '../../../functions/wiring/system-clock.ts';
import type { DrainResult } from '../../../lib/workflows/delivery/drain.ts';
import { serve, type Served } from '../../fixtures/serve.ts';
import { madeUpWakeUp } from '../eventbridge/made-up-event.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext as context } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

/** An empty DynamoDB. `asked`: the names of its requests. */
const requests: string[] = [];
let store: Served;
beforeAll(async () => {
  store = await serve(({ headers }, response) => {
    requests.push(String(headers['x-amz-target']).replace(/^.*\./, ''));
    response.end('{}');
  });
});
afterAll(() => store.close());
const endpoint = () => ({ AWS_ENDPOINT_URL_DYNAMODB: store.url });

describe('the poll function', () => {
  test.each([
    [{}, 'market'],
    [{ market: 'US', vendorId: 'A00012345' }, 'market'],
    [{ market: 'KR', vendorId: 'A00012345', extra: 1 }, 'the event'],
    [null, 'the event'],
    [{ market: 'KR', vendorId: 'A99999999' }, 'A99999999'],
    [{ check: 'A99999999' }, 'A99999999'],
    [{ check: 'A00012345', market: 'TW' }, 'TW'],
    [{ check: 'test-ticket-C0OPS' }, 'test-ticket-C0OPS'],
    [{ check: 'A00012345', market: 'US' }, 'market'],
    [{ testTicket: '#cs' }, 'testTicket'],
  ])('refuses the event %j and reports the fault', async (event, named) => {
    const poll = createPoll(makeFunctionEnv(), { log: keepLog() });
    await expect(poll(event, context)).rejects.toThrow(named);
  });

  test('accepts the event of an earlier version’s schedule', async () => {
    const poll = createPoll(
      { ...makeFunctionEnv(), ...endpoint() },
      { log: keepLog(), sleep: async () => {} },
    );
    const event = { market: 'KR', vendorId: 'A00012345', scheduledAt: '2026-11-26T18:01:13Z' };
    expect(await poll(event, context)).toMatchObject({ result: 'failed' });
  });

  test('makes no call for a vendor that is not live', async () => {
    const poll = createPoll(makeFunctionEnv(false), { log: keepLog() });
    await expect(poll({ market: 'KR', vendorId: 'A00012345' }, context)).rejects.toThrow('live: false');
  });

  test.each([
    [{ learn: 'A99999999' }, 'A99999999'],
    [{ learn: 'A00012345', market: 'TW' }, 'TW'],
    [{ learn: 'A00012345', market: 'US' }, 'market'],
    [{ learn: 'A00012345', extra: 1 }, 'the event'],
  ])('refuses to learn by %j and reports the fault', async (event, named) => {
    const poll = createPoll(makeFunctionEnv(), { log: keepLog() });
    await expect(poll(event, context)).rejects.toThrow(named);
  });

  test('does not learn from a vendor that is not live, and explains what to do', async () => {
    const poll = createPoll(makeFunctionEnv(false), { log: keepLog() });
    await expect(poll({ learn: 'A00012345' }, context)).rejects.toThrow('Set live: true and deploy');
  });

  test('reports a missing environment variable by name', () => {
    const { TABLE_NAME: _missing, ...env } = makeFunctionEnv();
    expect(() => createPoll(env, { log: keepLog() })).toThrow('TABLE_NAME');
  });
});

describe('the notify function', () => {
  const wakeUp = (changes: Record<string, unknown> = {}) =>
    madeUpWakeUp({
      schemaVersion: 2,
      vendor: { market: 'KR', vendorId: 'A00012345' },
      deliverables: [],
      ...changes,
    });

  test.each([
    ['an SQS batch', { Records: [] }, 'event.detail-type must be DeliveryDue'],
    ['no object', null, 'event must be of type object'],
    [
      'a broken vendor',
      wakeUp({ vendor: { market: 'KR', vendorId: 'hush hush' } }),
      'event.detail.vendor.vendorId',
    ],
    ['an unknown version', wakeUp({ schemaVersion: 'hush' }), 'detail.schemaVersion is no number'],
  ])('fails for %s, reports the fault, and quotes no words', async (_name, event, named) => {
    const log = keepLog();
    const failure = expect(createNotify(makeFunctionEnv(), { log })(event, context)).rejects;
    await failure.toThrow(named);
    await failure.not.toThrow('hush');
    expect(log.lines).toEqual([]);
  });

  test.each([
    ['begins nothing', 45_000, 0],
    ['looks for pending messages where it has more time', 60_000, 1],
  ])('R18: in the last 45 s of its run it %s', async (_what, leftMs, looks) => {
    requests.length = 0;
    const notify = createNotify({ ...makeFunctionEnv(), ...endpoint() }, { log: keepLog() });
    await notify(wakeUp(), { ...context, getRemainingTimeInMillis: () => leftMs });
    expect(requests.filter((name) => name === 'Query')).toHaveLength(looks);
  });

  test('A7: reads who looks at a Home only if the wake-up allows it', async () => {
    const notify = createNotify({ ...makeFunctionEnv(), ...endpoint() }, { log: keepLog() });
    const gets = async (event: unknown): Promise<number> => {
      requests.length = 0;
      await notify(event, { ...context, getRemainingTimeInMillis: () => 60_000 });
      return requests.filter((name) => name === 'GetItem').length;
    };
    await notify(wakeUp(), context);
    const quiet = await gets(wakeUp());
    expect(await gets(wakeUp({ homes: true }))).toBe(quiet + 1);
  });

  test('ignores a vendor that was removed from the configuration, and logs that once', async () => {
    const log = keepLog();
    const notify = createNotify(makeFunctionEnv(), { log });
    const removed = wakeUp({ vendor: { market: 'KR', vendorId: 'A99999999' } });
    expect([await notify(removed, context), await notify(removed, context)]).toEqual([undefined, undefined]);
    expect(log.lines).toEqual([
      'info wake-ups of a vendor that is not configured are ignored {"market":"KR","vendorId":"A99999999"}',
    ]);
  });
});

describe('the metrics of a drain', () => {
  const countsOf = (result: DrainResult) => {
    const counted: Record<string, number> = {};
    const count = (name: string, value: number): void => void (counted[name] = value);
    countDrain(result, { count, seconds: count });
    return counted;
  };

  test('count refused and failed messages, and nothing for a lane that it held itself', () => {
    const counted = { MessagesRefused: 2, MessagesFailed: 1 };
    expect(countsOf({ ended: 'done', refused: 2, failed: 1 })).toEqual(counted);
  });

  test('contain how long a lane that it found held had been held', () => {
    const counted = { MessagesRefused: 0, MessagesFailed: 0, LaneHeldSeconds: 125_000 };
    expect(countsOf({ ended: 'held', heldMs: 125_000, refused: 0, failed: 0 })).toEqual(counted);
  });
});

test('R6: waits use a clock that is never set back', () => {
  const { elapsed = () => 0 } = SYSTEM_CLOCK;
  const before = elapsed();
  expect(elapsed()).toBeGreaterThanOrEqual(before);
  // Epoch ms would be far larger.
  expect(before).toBeLessThan(Date.UTC(2000, 0, 1));
});

describe('the track-sla function', () => {
  test('has nothing to do if no vendor is live', async () => {
    const trackSla = createTrackSla(makeFunctionEnv(false), { log: keepLog() });
    const nothing = { warned: 0, republished: 0, woken: 0, settled: 0, failed: 0, unseen: 0, unfinished: 0 };
    expect(await trackSla({}, context)).toEqual(nothing);
  });
});

describe('the report function', () => {
  test('has nothing to do for an unknown vendor, and logs that', async () => {
    const log = keepLog();
    const report = createReport({ ...makeFunctionEnv(false), ...endpoint() }, { log });
    expect(await report({}, context)).toEqual({ written: 0, textsRemoved: 0 });
    expect(log.lines).toEqual(['info report {"written":0,"textsRemoved":0}']);
  });
});
