import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sign } from '../../../lib/webhooks/sign.ts';
import { WebhookError } from '../../../lib/webhooks/webhook-error.ts';
import { listen, type Listening } from '../../../local/common/listen.ts';
import { createQueue } from '../../../local/webhooks/queue.ts';
import { createReceiver } from '../../../local/webhooks/receiver.ts';
import { sendToLoopback } from '../../../local/webhooks/send-to-loopback.ts';

const SECRET = `whsec_${Buffer.from('made-up made-up made-up made-up!').toString('base64')}`;
const BODY = '{"specversion":"1.0","id":"1","type":"TicketOpened"}';
const NOW = Date.UTC(2026, 10, 25);

describe('the built-in receiver (O20)', () => {
  const receiver = createReceiver(SECRET, () => NOW);
  let listening: Listening;
  beforeAll(async () => {
    listening = await listen(receiver.app.fetch);
  });
  afterAll(() => listening.close());
  const call = (headers: Record<string, string>, body = BODY) =>
    sendToLoopback({ url: `${listening.url}/erp`, headers, body });

  test('verifies a signature', async () => {
    expect(await call(sign('1', BODY, SECRET, NOW))).toMatchObject({ status: 200 });
    expect(receiver.last()[0]).toEqual({
      at: NOW,
      webhook: 'erp',
      type: 'TicketOpened',
      signature: 'verified',
      status: 200,
      body: BODY,
    });
  });

  test('refuses a call of ten minutes ago, and keeps a body that is no JSON', async () => {
    expect(await call(sign('1', BODY, SECRET, NOW - 600_000))).toMatchObject({ status: 401 });
    expect(await call({}, 'hello')).toMatchObject({ status: 200 });
    expect(receiver.last()[0]).toMatchObject({ type: undefined, signature: 'none', body: 'hello' });
  });

  test('refuses a changed body, and shows a body that is not signed', async () => {
    expect(await call(sign('1', BODY, SECRET, NOW), `${BODY} `)).toMatchObject({ status: 401 });
    expect(receiver.last()[0]).toMatchObject({ signature: 'wrong', status: 401 });
    expect(await call({}, '{"text":"made up"}')).toMatchObject({ status: 200 });
    expect(receiver.last()[0]).toMatchObject({ signature: 'none' });
  });

  test('keeps the last twenty', async () => {
    for (let count = 0; count < 25; count += 1) await call({}, `{"count":${count}}`);
    expect(receiver.last().length).toBe(20);
    expect(receiver.last()[0]?.body).toBe('{"count":24}');
  });
});

test.each([
  'http://receiver.example/',
  'https://127.0.0.1/',
  'http://127.0.0.1.receiver.example/',
  'http://[::1]:80/',
])('a webhook of the laptop does not call %s (O20)', async (url) => {
  await expect(sendToLoopback({ url, headers: {}, body: '{}' })).rejects.toThrow('not on this machine');
});

test('a receiver of the laptop that is not there is named without its address (O20)', async () => {
  const failed = sendToLoopback({ url: 'http://127.0.0.1:9/hush', headers: {}, body: '{}' });
  await expect(failed).rejects.toThrow(new WebhookError('it cannot be reached'));
});

test('a queue hands a message out again until it is taken or given up (O20)', async () => {
  let at = NOW;
  const queue = createQueue({ arn: 'made-up', now: () => at, maxTries: 3, hiddenMs: 1000 });
  queue.put('one');
  const tries: string[] = [];
  const refuse = async (batch: {
    Records: { messageId: string; attributes: { ApproximateReceiveCount: string } }[];
  }) => {
    tries.push(...batch.Records.map(({ attributes }) => attributes.ApproximateReceiveCount));
    return { batchItemFailures: batch.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
  expect(await queue.work(refuse)).toBe(true);
  expect(await queue.work(refuse)).toBe(false);
  for (let count = 0; count < 3; count += 1) {
    at += 1000;
    await queue.work(refuse);
  }
  expect([tries, queue.undelivered, queue.nextAt()]).toEqual([['1', '2', '3'], ['one'], undefined]);
});
