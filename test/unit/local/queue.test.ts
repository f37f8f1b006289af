import { describe, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { deliverBatch } from '../../../local/aws/deliver-batch.ts';
import { makeContext } from '../../../local/aws/make-context.ts';
import { createQueue, type Queue } from '../../../local/aws/queue.ts';
import { startPoller } from '../../../local/aws/queue-poller.ts';

const VISIBILITY_MS = 90_000;
const context = (): Context => makeContext('notify', 60_000, () => 0);

const withClock = (maxReceives = 20) => {
  const clock = { now: 1_000_000 };
  const queue = createQueue({
    name: 'normal',
    now: () => clock.now,
    visibilityMs: VISIBILITY_MS,
    maxReceives,
  });
  return { clock, queue };
};

/** Invokes a handler with the next batch and keeps the events that it saw. */
const deliver = async (queue: Queue, answer: (event: SQSEvent) => unknown) => {
  const seen: SQSEvent[] = [];
  const handler = async (event: unknown) => {
    if (!isSqsEvent(event)) throw new Error('no SQS event');
    seen.push(event);
    return answer(event);
  };
  const delivered = await deliverBatch(queue, handler, context, 'ap-northeast-2');
  return { delivered, bodies: seen.flatMap(({ Records }) => Records.map(({ body }) => body)), seen };
};

const isSqsEvent = (event: unknown): event is SQSEvent =>
  typeof event === 'object' && event !== null && 'Records' in event;

const failing =
  (...bodies: string[]) =>
  (event: SQSEvent) => ({
    batchItemFailures: event.Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  });

describe('a queue', () => {
  test('hides what was received, and shows it again after 90 seconds', () => {
    const { clock, queue } = withClock();
    queue.send('a');
    expect(queue.receive().map(({ body }) => body)).toEqual(['a']);
    clock.now += VISIBILITY_MS - 1;
    expect(queue.receive()).toEqual([]);
    clock.now += 1;
    expect(queue.receive()).toMatchObject([{ body: 'a', receiveCount: 2 }]);
  });

  test('hands out ten at a time, oldest first', () => {
    const { queue } = withClock();
    for (let n = 0; n < 12; n += 1) queue.send(String(n));
    expect(queue.receive().map(({ body }) => body)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
    expect(queue.receive().map(({ body }) => body)).toEqual(['10', '11']);
  });

  test('makes a dead letter of what was received 20 times in vain', () => {
    const { clock, queue } = withClock();
    queue.send('poison');
    for (let receive = 1; receive <= 20; receive += 1) {
      expect(queue.receive()).toMatchObject([{ receiveCount: receive }]);
      expect(queue.deadLetters()).toEqual([]);
      clock.now += VISIBILITY_MS;
    }
    expect(queue.receive()).toEqual([]);
    expect(queue.deadLetters()).toMatchObject([{ body: 'poison', receiveCount: 20 }]);
    expect(queue.size()).toBe(0);
  });

  test('a receipt that a later receive replaced neither deletes nor hides', () => {
    const { clock, queue } = withClock();
    queue.send('a');
    const old = queue.receive()[0]?.receiptHandle ?? '';
    clock.now += VISIBILITY_MS;
    queue.receive();
    queue.remove(old);
    expect(queue.size()).toBe(1);
    expect(queue.changeVisibility(old, 1000)).toBe('unknown-receipt');
  });

  test('a changed visibility counts from now, both longer and shorter', () => {
    const { clock, queue } = withClock();
    queue.send('a');
    const receipt = queue.receive()[0]?.receiptHandle ?? '';
    clock.now += 10_000;
    expect(queue.changeVisibility(receipt, 5000)).toBe('changed');
    expect(queue.nextVisibleAt()).toBe(clock.now + 5000);
    clock.now += 5000;
    expect(queue.changeVisibility(receipt, 5000)).toBe('not-in-flight');
    expect(queue.receive()).toHaveLength(1);
  });
});

describe('a batch', () => {
  test('what succeeded is deleted, what failed comes again', async () => {
    const { clock, queue } = withClock();
    for (const body of ['a', 'b', 'c']) queue.send(body);
    const { delivered } = await deliver(queue, failing('b'));
    expect(delivered).toEqual({ received: 3, failed: 1 });
    expect(queue.size()).toBe(1);
    clock.now += VISIBILITY_MS;
    expect((await deliver(queue, failing())).bodies).toEqual(['b']);
    expect(queue.size()).toBe(0);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['names an id that was not in the batch', () => ({ batchItemFailures: [{ itemIdentifier: 'other' }] })],
    ['names an empty id', () => ({ batchItemFailures: [{ itemIdentifier: '' }] })],
    ['names no id', () => ({ batchItemFailures: [{}] })],
  ])('a handler that %s fails the whole batch', async (_name, answer) => {
    const { queue } = withClock();
    queue.send('a');
    queue.send('b');
    expect((await deliver(queue, answer)).delivered).toMatchObject({ received: 2, failed: 2 });
    expect(queue.size()).toBe(2);
  });

  test.each([[undefined], [null], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'the answer %j means that all succeeded',
    async (answer) => {
      const { queue } = withClock();
      queue.send('a');
      await deliver(queue, () => answer);
      expect(queue.size()).toBe(0);
    },
  );

  test('has the shape that SQS and Lambda give it', async () => {
    const { clock, queue } = withClock();
    queue.send('{}');
    const { seen } = await deliver(queue, failing());
    expect(seen[0]?.Records[0]).toMatchObject({
      body: '{}',
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(clock.now) },
      messageAttributes: {},
      md5OfBody: '99914b932bd37a50b983c5e7c90ae93b',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:ap-northeast-2:000000000000:normal',
      awsRegion: 'ap-northeast-2',
    });
  });
});

describe('a poller', () => {
  test('delivers what is sent while it waits, and ends with the batch that runs', async () => {
    const queue = createQueue({ name: 'q', now: Date.now, visibilityMs: VISIBILITY_MS, maxReceives: 20 });
    const bodies: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const arrived = new Promise<void>((resolve) => {
      const handler = async (event: unknown) => {
        if (isSqsEvent(event)) bodies.push(...event.Records.map(({ body }) => body));
        resolve();
        await held;
        return undefined;
      };
      const poller = startPoller(
        queue,
        () => deliverBatch(queue, handler, context, 'ap-northeast-2'),
        Date.now,
        () => undefined,
      );
      setImmediate(() => queue.send('late'));
      stop = poller.stop;
    });
    await arrived;
    const stopped = stop();
    release();
    await stopped;
    queue.send('after the end');
    expect(bodies).toEqual(['late']);
    expect(queue.size()).toBe(1);
  });

  let stop: () => Promise<void> = async () => undefined;

  test('tells of an error and goes on', async () => {
    const queue = createQueue({ name: 'q', now: Date.now, visibilityMs: 1, maxReceives: 2 });
    const errors: unknown[] = [];
    queue.send('a');
    const done = Promise.withResolvers<void>();
    const handler = async () => {
      if (errors.length === 1) done.resolve();
      throw new Error('broken');
    };
    const poller = startPoller(
      queue,
      () => deliverBatch(queue, handler, context, 'ap-northeast-2'),
      Date.now,
      (error) => errors.push(error),
    );
    await done.promise;
    await poller.stop();
    expect(errors).toHaveLength(2);
  });
});
