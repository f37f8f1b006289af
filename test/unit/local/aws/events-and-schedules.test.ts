import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { awsEndpoint } from '../../../../local/aws/endpoint.ts';
import { listen, type Listening } from '../../../../local/common/listen.ts';
import { createEventPublisher } from '../../../../lib/eventbridge/create-event-publisher.ts';
import { openDelivery } from '../../../../local/aws/delivery.ts';
import type { Handler } from '../../../../local/common/handlers.ts';
import { madeUpEvent, madeUpOrderRequest } from '../../eventbridge/made-up-event.ts';
import * as z from 'zod/mini';
import { functionUrl } from '../../../../local/aws/function-url.ts';
import { createTimers, startJob } from '../../../../local/aws/scheduler.ts';
import { stopAfterTest } from '../../../fixtures/stop-after-test.ts';

const clientOf = ({ url }: Listening) =>
  new EventBridgeClient({
    endpoint: url,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

describe('the endpoint of AWS: PutEvents, as the SDK sends it', () => {
  /** With the right key. The signature is not verified. */
  const SIGNED = {
    Authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260115/ap-northeast-2/any/aws4_request, SignedHeaders=host, Signature=00',
  };
  const NOW = Date.parse('2026-01-15T05:00:00.500Z');

  let server: Listening;
  let client: EventBridgeClient;
  let received: object[] = [];
  beforeEach(() => {
    received = [];
  });
  beforeAll(async () => {
    const bus = {
      name: 'tickets',
      region: 'ap-northeast-2',
      now: () => NOW,
      accessKeyId: 'local',
      targets: { DeliveryDue: (event: object) => void received.push(event) },
    };
    server = await listen(awsEndpoint(bus).fetch);
    client = clientOf(server);
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  const put = (detailType: string, detail: string, bus = 'tickets') =>
    client.send(
      new PutEventsCommand({
        Entries: [{ EventBusName: bus, Source: 'test', DetailType: detailType, Detail: detail }],
      }),
    );

  test('a wake-up reaches the target in its envelope', async () => {
    const { FailedEntryCount, Entries } = await put('DeliveryDue', '{"schemaVersion":2}');
    expect(FailedEntryCount).toBe(0);
    expect(received).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'DeliveryDue',
        source: 'test',
        account: '000000000000',
        time: '2026-01-15T05:00:00Z',
        region: 'ap-northeast-2',
        resources: [],
        detail: { schemaVersion: 2 },
      },
    ]);
  });

  test.each([
    ['another type', 'TicketOpened', 'tickets'],
    ['another bus', 'DeliveryDue', 'other'],
  ])('an event of %s is accepted and dropped', async (_name, detailType, bus) => {
    expect((await put(detailType, '{}', bus)).FailedEntryCount).toBe(0);
    expect(received).toEqual([]);
  });

  test.each(['no json', '[]', '1'])('the detail %j fails alone, with a code', async (detail) => {
    const { FailedEntryCount, Entries } = await put('DeliveryDue', detail);
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]?.ErrorCode).toBe('MalformedDetail');
    expect(received).toEqual([]);
  });

  test('eleven entries are refused', async () => {
    const entry = { EventBusName: 'tickets', Source: 'test', DetailType: 'DeliveryDue', Detail: '{}' };
    const entries = Array.from({ length: 11 }, () => entry);
    await expect(client.send(new PutEventsCommand({ Entries: entries }))).rejects.toThrow('1 to 10');
    expect(received).toEqual([]);
  });

  test('any other call is refused', async () => {
    const response = await fetch(server.url, { method: 'POST', headers: SIGNED, body: 'x' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('UnknownOperationException');
  });
});

const LOG = { info: () => {}, warn: () => {}, error: () => {} };
const { deliverable } = madeUpEvent();

/** The bus, with the same publisher as in AWS. */
const open = async (notify: Handler, act?: Handler) => {
  const time = { elapsed: 0 };
  const delivery = await openDelivery({
    busName: 'tickets',
    region: 'ap-northeast-2',
    now: Date.now,
    elapsed: () => time.elapsed,
    accessKeyId: 'local',
  });
  const client = clientOf(delivery.endpoint);
  stopAfterTest(() => client.destroy());
  stopAfterTest(delivery.endpoint.close);
  const publisher = createEventPublisher({ client, vendors: [], busName: 'tickets', log: LOG });
  const errors: unknown[] = [];
  const drains = delivery.start({ notify, ...(act && { act }) }, (error) => errors.push(error));
  return { ...drains, wake: () => publisher.wake(deliverable, [deliverable]), publisher, errors, time };
};

describe('the local bus', () => {
  test('passes a wake-up to notify, whose time limit uses the monotonic clock', async () => {
    const received = Promise.withResolvers<{ event: unknown; remaining: () => number }>();
    const { wake, time } = await open(async (event, context) =>
      received.resolve({ event, remaining: () => context.getRemainingTimeInMillis() }),
    );
    expect(await wake()).toBe(true);
    const { event, remaining } = await received.promise;
    const detail = {
      schemaVersion: 2,
      vendor: { market: deliverable.market, vendorId: deliverable.vendorId },
      deliverables: [{ type: 'ticket', ...deliverable }],
    };
    expect(event).toMatchObject({ 'detail-type': 'DeliveryDue', source: 'coupang-inquiry-notifier', detail });
    expect(remaining()).toBe(120_000);
    time.elapsed += 100_000;
    expect(remaining()).toBe(20_000);
  });

  test('holds events until the last of several holds ends, and passes on each of them once', async () => {
    let invoked = 0;
    const { wake, hold } = await open(async () => void (invoked += 1));
    const [first, second] = [hold(), hold()];
    await wake();
    first();
    await wake();
    expect(invoked).toBe(0);
    second();
    expect(invoked).toBe(2);
    await wake();
    expect(invoked).toBe(3);
  });

  test('is idle when the current invocations have ended', async () => {
    const end = Promise.withResolvers<void>();
    const { wake, hold, idle, running } = await open(() => end.promise);
    await wake();
    const passOn = hold();
    expect(running()).toBe(1);
    end.resolve();
    await idle();
    expect(running()).toBe(0);
    passOn();
  });

  test('drops what it holds when it stops', async () => {
    let invoked = 0;
    const { wake, hold, stop } = await open(async () => void (invoked += 1));
    const passOn = hold();
    await wake();
    await stop();
    passOn();
    await wake();
    expect(invoked).toBe(0);
  });

  test('passes an act and a request to see an order to act, and not to notify', async () => {
    const received: string[] = [];
    const { publisher, stop } = await open(
      async () => void received.push('notify'),
      async (_event, { functionName }) => void received.push(functionName),
    );
    expect(await publisher.publish([{ ...madeUpEvent(), type: 'ActAsked' }])).toEqual([true]);
    expect(await publisher.requestOrder(madeUpOrderRequest())).toBe(true);
    await stop();
    expect(received).toEqual(['act', 'act']);
  });

  test('invocations run in parallel, and stopping waits for all and starts no other', async () => {
    const held = Promise.withResolvers<void>();
    let begun = 0;
    let ended = 0;
    const { wake, running, stop } = await open(async () => {
      begun += 1;
      await held.promise;
      ended += 1;
    });
    expect([await wake(), await wake()]).toEqual([true, true]);
    expect([begun, running()]).toEqual([2, 2]);
    const stopping = stop();
    expect(await wake()).toBe(true);
    expect(ended).toBe(0);
    held.resolve();
    await stopping;
    expect([begun, ended, running()]).toEqual([2, 2, 0]);
  });

  test('an invocation that throws is reported and dropped, and the next one runs', async () => {
    const broken = new Error('broken');
    let calls = 0;
    const { wake, stop, errors } = await open(async () => {
      calls += 1;
      if (calls === 1) throw broken;
    });
    await wake();
    await wake();
    await stop();
    expect([calls, errors]).toEqual([2, [broken]]);
  });
});

describe('the address of a function', () => {
  let server: Listening;
  const errors: unknown[] = [];
  afterEach(() => server.close());

  const start = async (handler: Handler) => {
    const options = { name: 'slack-actions', timeoutMs: 3000, now: () => 1000, elapsed: () => 0 };
    server = await listen(functionUrl(handler, { ...options, onError: (error) => errors.push(error) }));
    return async (body: string, contentType: string, path = '/') =>
      fetch(`${server.url}${path}`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': contentType, 'X-Slack-Signature': 'v0=1' },
      });
  };
  const event = z.looseObject({ body: z.string(), isBase64Encoded: z.boolean() });

  test('a form reaches the function in base64, JSON as it is, and headers in small letters', async () => {
    const received: unknown[] = [];
    const post = await start(async (given) => void received.push(given));
    await post('payload=%7B%7D&x=한', 'application/x-www-form-urlencoded', '/?a=1');
    await post('{"type":"url_verification"}', 'application/json');
    const [form, json] = received;
    expect(form).toMatchObject({
      version: '2.0',
      rawPath: '/',
      rawQueryString: 'a=1',
      headers: { 'x-slack-signature': 'v0=1' },
      requestContext: { http: { method: 'POST' }, timeEpoch: 1000 },
      isBase64Encoded: true,
    });
    expect(Buffer.from(event.parse(form).body, 'base64').toString()).toBe('payload=%7B%7D&x=한');
    expect(json).toMatchObject({ body: '{"type":"url_verification"}', isBase64Encoded: false });
  });

  test('the result of the function is the answer, with its status, headers and body', async () => {
    const headers = { 'Content-Type': 'text/plain', 'X-Slack-No-Retry': 1 };
    const post = await start(async () => ({ statusCode: 401, headers, body: 'no' }));
    const answer = await post('x', 'text/plain');
    expect([answer.status, answer.headers.get('x-slack-no-retry'), await answer.text()]).toEqual([
      401,
      '1',
      'no',
    ]);
  });

  test('a result without a status is the body of the answer', async () => {
    const post = await start(async () => ({ challenge: 'x' }));
    expect(await (await post('x', 'text/plain')).json()).toEqual({ challenge: 'x' });
  });

  test('a function that throws is answered with a 502, and reported', async () => {
    const broken = new Error('broken');
    const post = await start(async () => Promise.reject(broken));
    expect((await post('x', 'text/plain')).status).toBe(502);
    expect(errors).toEqual([broken]);
  });

  test('more than six megabytes never reach the function', async () => {
    let calls = 0;
    const post = await start(async () => void (calls += 1));
    expect((await post('x'.repeat(6 * 1024 * 1024 + 1), 'text/plain')).status).toBe(413);
    expect(calls).toBe(0);
  });
});

/** Clocks that move only while the job waits. The wait after the last run never ends by itself. */
const fakeTime = (runs: number) => {
  const startedAt: number[] = [];
  const time = { raw: Date.UTC(2026, 10, 25), elapsed: 0 };
  const enough = Promise.withResolvers<void>();
  const pass = (ms: number): void => {
    time.raw += ms;
    time.elapsed += ms;
  };
  const wait = async (ms: number, signal: AbortSignal) => {
    pass(ms);
    if (startedAt.length < runs) return;
    enough.resolve();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  };
  return {
    time,
    pass,
    startedAt,
    /** Called by each run. Returns whether it is the first. */
    begin: (): boolean => startedAt.push(time.elapsed) === 1,
    clocks: { wait, now: () => time.raw, elapsed: () => time.elapsed },
    enough: enough.promise,
  };
};

const run = async (fake: ReturnType<typeof fakeTime>, work: () => Promise<void>) => {
  const errors: unknown[] = [];
  const job = startJob({
    run: work,
    intervalMs: 5000,
    onError: (error) => errors.push(error),
    ...fake.clocks,
  });
  await fake.enough;
  await job.stop();
  return errors;
};

describe('a job', () => {
  test('runs at once and then every interval, from start to start', async () => {
    const fake = fakeTime(3);
    await run(fake, async () => {
      fake.begin();
      fake.pass(1000);
    });
    expect(fake.startedAt).toEqual([0, 5000, 10_000]);
  });

  test('never overlaps itself: the next run starts at once after a long run', async () => {
    const fake = fakeTime(3);
    let running = 0;
    await run(fake, async () => {
      fake.begin();
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      fake.pass(12_000);
      running -= 1;
    });
    expect(fake.startedAt).toEqual([0, 12_000, 24_000]);
  });

  test.each([0, 1000])('is not stopped by a clock set back by 50 minutes in a run of %d ms', async (ms) => {
    const fake = fakeTime(3);
    await run(fake, async () => {
      fake.pass(ms);
      if (fake.begin()) fake.time.raw -= 50 * 60_000;
    });
    expect(fake.startedAt.map((at) => at - ms)).toEqual([0, 5000, 10_000]);
  });

  test('runs at once if it is late after the machine slept, even if the monotonic clock stopped', async () => {
    const fake = fakeTime(2);
    const { wait } = fake.clocks;
    let waits = 0;
    fake.clocks.wait = async (ms, signal) => {
      waits += 1;
      if (waits === 2) fake.time.raw += 8 * 3_600_000;
      await wait(ms, signal);
    };
    await run(fake, async () => void fake.begin());
    expect(fake.startedAt[1]).toBeLessThanOrEqual(2000);
  });

  test('reports an error, and runs again', async () => {
    const fake = fakeTime(2);
    const errors = await run(fake, async () => {
      fake.begin();
      throw new Error('broken');
    });
    expect(errors).toHaveLength(2);
  });

  test('waits for the present run when it stops, and starts no other', async () => {
    const held = Promise.withResolvers<void>();
    let runs = 0;
    const work = async () => {
      runs += 1;
      await held.promise;
    };
    const job = startJob({ run: work, intervalMs: 0, onError: () => undefined });
    let stopped = false;
    const stop = async () => {
      await job.stop();
      stopped = true;
    };
    const stopping = stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    held.resolve();
    await stopping;
    expect(runs).toBe(1);
  });

  test('ends a real wait at once when it stops', async () => {
    const job = startJob({ run: async () => undefined, intervalMs: 3_600_000, onError: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));
    await job.stop();
  });
});

test('timers stop after the runs that are under way, start again after an interval, and do not start after their end', async () => {
  const running = Promise.withResolvers<void>();
  const waits: number[] = [];
  let [began, ended] = [0, 0];
  const job = {
    run: async () => {
      began += 1;
      await running.promise;
      ended += 1;
    },
    intervalMs: 500,
    onError: () => undefined,
    now: () => 0,
    elapsed: () => 0,
    wait: async (ms: number, signal: AbortSignal) => {
      waits.push(ms);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  };
  const timers = createTimers([job, job]);
  timers.start();
  const stopped = timers.stop();
  expect([began, ended]).toEqual([2, 0]);
  running.resolve();
  await stopped;
  expect([began, ended, waits]).toEqual([2, 2, []]);
  timers.start();
  expect([began, waits]).toEqual([2, [500, 500]]);
  await timers.end();
  timers.start();
  expect([began, waits]).toEqual([2, [500, 500]]);
});
