import { afterEach, describe, expect, test } from '@jest/globals';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createEventPublisher } from '../../../../lib/eventbridge/create-event-publisher.ts';
import { openDelivery } from '../../../../local/aws/delivery.ts';
import type { Handler } from '../../../../local/common/handlers.ts';
import { madeUpEvent, madeUpOrderRequest } from '../../eventbridge/made-up-event.ts';

const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
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
  const client = new EventBridgeClient({
    endpoint: delivery.endpoint.url,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  closers.push(() => client.destroy(), delivery.endpoint.close);
  const publisher = createEventPublisher({ client, busName: 'tickets', log: LOG });
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

  test('holds events until it passes them on, all of them and once', async () => {
    let invoked = 0;
    const { wake, hold } = await open(async () => void (invoked += 1));
    const passOn = hold();
    await wake();
    await wake();
    expect(invoked).toBe(0);
    passOn();
    expect(invoked).toBe(2);
    await wake();
    expect(invoked).toBe(3);
  });

  test('holds events until the last of several holds ends', async () => {
    let invoked = 0;
    const { wake, hold } = await open(async () => void (invoked += 1));
    const [first, second] = [hold(), hold()];
    await wake();
    first();
    await wake();
    expect(invoked).toBe(0);
    second();
    expect(invoked).toBe(2);
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

  test('passes no other event to notify', async () => {
    let calls = 0;
    const { publisher, wake, stop } = await open(async () => void (calls += 1));
    expect(await publisher.publish([madeUpEvent()])).toEqual([true]);
    expect(calls).toBe(0);
    await wake();
    await stop();
    expect(calls).toBe(1);
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
