import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from '../../fixtures/create-table.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import dynalite from 'dynalite';
import { createHandler } from '../../../functions/webhooks/create-handler.ts';
import type { ConfigInput } from '../../../lib/config/schema.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { createTicketStore } from '../../../lib/dynamodb/create-ticket-store.ts';
import type { Send } from '../../../lib/webhooks/deliver.ts';
import type { DeliverableEvent } from '../../../lib/workflows/ports/events.ts';
import { createQueue, type LocalQueue } from '../../../local/webhooks/queue.ts';
import { makeContext } from '../../../local/aws/make-context.ts';
import { makeBlindness } from '../../fixtures/domain/make-notice.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND } from '../../fixtures/domain/made-up.ts';
import { listen, type Served } from '../../fixtures/serve.ts';
import { madeUpEvent, madeUpNoticeEvent } from '../eventbridge/made-up-event.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpBody, queueArn } from './made-up-batch.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const URL_WITH_KEY = 'https://receiver.example/hook/hush-hush';
const SECRET = `whsec_${Buffer.from('made-up made-up made-up made-up!').toString('base64')}`;
const TICKET = makeTicket({ inquiryId: '42', text: '전화 010-0000-1234' });

let tables: Served;
beforeAll(async () => {
  tables = await listen(dynalite({ createTableMs: 0 }));
  const client = new DynamoDBClient({
    endpoint: tables.url,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'madeup', secretAccessKey: 'made-up' },
  });
  await createTable(client, 'made-up');
  await createTicketStore({ client, tableName: 'made-up' }).writer.create(TICKET);
  client.destroy();
});
afterAll(() => tables.close());

type Call = { at: number; id: string; body: unknown };

/**
 * The function, its queues and a receiver, over a clock of their own.
 * @param answers the receiver's answer at an instant; it throws if it does not answer
 */
const start = (
  webhooks: NonNullable<ConfigInput['webhooks']>,
  answers: (at: number, webhook: string) => Awaited<ReturnType<Send>> = () => ({ status: 204 }),
  callMs = 50,
) => {
  let at = NOW;
  const clock = { now: () => at, elapsed: () => at };
  const log = keepLog();
  const calls: Call[] = [];
  const send: Send = async ({ url, headers, body }) => {
    const [address, webhook = ''] = [url.slice(0, url.lastIndexOf('/')), url.split('/').at(-1)];
    if (address !== URL_WITH_KEY) throw new Error(`${url} is another address.`);
    at += callMs;
    const answer = answers(at, webhook);
    if (answer.status < 300) calls.push({ at, id: headers['webhook-id'] ?? '', body: JSON.parse(body) });
    return answer;
  };
  const queues = new Map<string, LocalQueue>(
    webhooks.map(({ name }) => [
      name,
      createQueue({ arn: queueArn(name), now: clock.now, maxTries: 40, hiddenMs: 12 * MINUTE }),
    ]),
  );
  const handler = createHandler(
    {
      ...makeFunctionEnv(true, { webhooks }),
      AWS_ENDPOINT_URL_DYNAMODB: tables.url,
      WEBHOOKS_URL: URL_WITH_KEY,
      WEBHOOKS_SECRET: SECRET,
    },
    {
      log,
      clock,
      send,
      sleep: async (ms) => void (at += ms),
      hold: async ({ queueArn: arn, receiptHandle }, seconds) =>
        queues.get(arn.replace(/^.*-webhook-/, ''))?.hold(receiptHandle, seconds),
    },
  );
  const work = async (queue: LocalQueue | undefined): Promise<boolean> => {
    const context = makeContext('webhooks', 120_000, clock.elapsed);
    return (await queue?.work((batch) => handler(batch, context))) ?? false;
  };
  return {
    calls,
    lines: log.lines,
    queues,
    put: (name: string, ...events: DeliverableEvent[]) => {
      for (const event of events) queues.get(name)?.put(madeUpBody(event));
    },
    now: () => at,
    /** Runs the function once for a queue. */
    work: (name: string) => work(queues.get(name)),
    /** Runs the function until the queues are empty. */
    drain: async () => {
      for (;;) {
        let hasWorked = false;
        for (const queue of queues.values()) if (await work(queue)) hasWorked = true;
        if (hasWorked) continue;
        const next = [...queues.values()].flatMap((queue) => queue.nextAt() ?? []);
        if (next.length === 0) return;
        at = Math.max(at, Math.min(...next));
      }
    },
  };
};

const opened = (inquiryId: string): DeliverableEvent => {
  const ticket = makeTicket({ inquiryId });
  return madeUpEvent({ deliverable: ticket.key, ticket });
};
const openedIds = (many: number): string[] => Array.from({ length: many }, (_, index) => String(index + 1));
const down = (): never => {
  throw new Error(`connect ECONNREFUSED ${URL_WITH_KEY}`);
};

describe('the function webhooks (O20)', () => {
  test('sends each event that a webhook names, and no other', async () => {
    const world = start([
      { name: 'all', as: 'json' },
      { name: 'late', as: 'json', events: ['last-warning', 'overdue', 'blind'] },
    ]);
    const ticket = makeTicket({ dueAt: NOW + HOUR });
    const missed = makeTicket({ state: 'closed', outcome: 'auto-closed' });
    const events = [
      madeUpEvent(),
      madeUpEvent({ type: 'TicketWarned', deliverable: ticket.key, ticket }),
      madeUpEvent({ type: 'TicketClosed' }),
      madeUpEvent({ type: 'TicketClosed', deliverable: missed.key, ticket: missed }),
      madeUpNoticeEvent({ type: 'BlindnessChanged', notice: makeBlindness() }),
    ];
    world.put('all', ...events);
    world.put('late', ...events);
    await world.drain();
    const types = world.calls.map(({ body }) => JSON.stringify(body).match(/"type":"(\w+)"/)?.[1]);
    const all = ['TicketOpened', 'TicketWarned', 'TicketClosed', 'TicketClosed', 'VendorBlind'];
    expect(types.slice(0, all.length)).toEqual(all);
    // It wants only the closed ticket that nobody answered in time.
    expect(types.slice(all.length).filter((type) => type !== 'TicketWarned')).toEqual([
      'TicketClosed',
      'VendorBlind',
    ]);
  });

  test('sends a text about the ticket as it is now, and nothing about a ticket that it does not find', async () => {
    const world = start([{ name: 'jandi', as: 'text', key: 'body' }]);
    world.put('jandi', madeUpEvent({ deliverable: TICKET.key, ticket: TICKET }), opened('404'));
    await world.drain();
    expect(world.calls.map(({ body }) => body)).toEqual([{ body: expect.stringContaining('답변') }]);
    expect(JSON.stringify(world.calls)).not.toMatch(/010|전화/);
  });

  test('a receiver that is dead for a day and then answers misses nothing', async () => {
    const world = start([{ name: 'erp', as: 'json' }], (at) => (at < NOW + DAY ? down() : { status: 200 }));
    const ids = openedIds(100);
    world.put('erp', ...ids.map(opened));
    await world.drain();
    expect(new Set(world.calls.map(({ id }) => id)).size).toBe(100);
    // The longest wait is an hour, and a batch of calls that fail takes little longer.
    expect(world.now()).toBeLessThan(NOW + DAY + 1.1 * HOUR);
    expect(world.queues.get('erp')?.undelivered).toEqual([]);
  });

  test('a receiver that stays dead gets each message 40 times within two days; the dead-letter queue keeps it', async () => {
    let calls = 0;
    const world = start([{ name: 'erp', as: 'json' }], () => {
      calls += 1;
      return down();
    });
    world.put('erp', opened('7'));
    await world.drain();
    expect(calls).toBe(40);
    expect((world.now() - NOW) / HOUR).toBeGreaterThan(30);
    expect((world.now() - NOW) / HOUR).toBeLessThan(48);
    expect(world.queues.get('erp')?.undelivered).toEqual([madeUpBody(opened('7'))]);
  });

  test('10,000 events reach a receiver that takes ten a second, at its pace and with few tries', async () => {
    let second = 0;
    let taken = 0;
    let refused = 0;
    const world = start([{ name: 'erp', as: 'json' }], (at) => {
      if (Math.floor(at / SECOND) !== second) [second, taken] = [Math.floor(at / SECOND), 0];
      if (taken === 10) {
        refused += 1;
        return { status: 429, retryAfter: '1' };
      }
      taken += 1;
      return { status: 200 };
    });
    world.put('erp', ...openedIds(10_000).map(opened));
    await world.drain();
    expect(new Set(world.calls.map(({ id }) => id)).size).toBe(10_000);
    expect(world.calls.length).toBe(10_000);
    expect(world.queues.get('erp')?.undelivered).toEqual([]);
    // A thousand seconds are the least.
    expect((world.now() - NOW) / SECOND).toBeLessThan(2000);
    expect(refused).toBeLessThan(2000);
  });

  test('a dead receiver delays nobody', async () => {
    const world = start(
      [
        { name: 'dead', as: 'json' },
        { name: 'alive', as: 'json' },
      ],
      (_at, webhook) => (webhook === 'dead' ? down() : { status: 200 }),
    );
    world.put('dead', ...openedIds(10).map(opened));
    world.put('alive', ...openedIds(10).map(opened));
    await world.drain();
    expect(world.calls.length).toBe(10);
    expect(Math.max(...world.calls.map(({ at }) => at))).toBeLessThan(NOW + 5 * SECOND);
  });

  test.each([
    ['a Retry-After of two hours', { status: 503, retryAfter: '7200' }, 2 * HOUR],
    ['a Retry-After of a week, shortened', { status: 503, retryAfter: '604800' }, 6 * HOUR],
    ['a refusal', { status: 400 }, 30 * SECOND],
  ])('%s counts', async (_what, answer, waitMs) => {
    let answered = 0;
    const world = start([{ name: 'erp', as: 'json' }], () => (answered++ === 0 ? answer : { status: 200 }));
    world.put('erp', opened('1'));
    await world.drain();
    expect(world.calls.map(({ at }) => Math.round((at - NOW) / SECOND) * SECOND)).toEqual([waitMs]);
  });

  test.each(['0', '-5', '1.5', new Date(NOW - HOUR).toUTCString()])(
    'a receiver that always asks for the pause %s is called a few times in a run, and then waits like others',
    async (retryAfter) => {
      let calls = 0;
      const world = start([{ name: 'erp', as: 'json' }], (at) => {
        if (at < NOW + 20 * SECOND) calls += 1;
        return at < NOW + MINUTE ? { status: 503, retryAfter } : { status: 200 };
      });
      world.put('erp', opened('1'));
      await world.drain();
      expect(calls).toBeLessThanOrEqual(4);
      expect(world.calls.length).toBe(1);
    },
  );

  test('a run ends in time though its receiver wants pauses and answers late', async () => {
    let isFirstRun = true;
    const world = start(
      [{ name: 'erp', as: 'json' }],
      () => ({ status: isFirstRun ? 503 : 200, retryAfter: '9' }),
      10 * SECOND,
    );
    world.put('erp', ...openedIds(10).map(opened));
    await world.work('erp');
    expect(world.now()).toBeLessThan(NOW + 120 * SECOND);
    isFirstRun = false;
    await world.drain();
    expect(world.calls.length).toBe(10);
  });

  test('a body that is no event waits, is named without its content, and holds up nothing', async () => {
    const world = start([{ name: 'erp', as: 'json' }]);
    world.queues.get('erp')?.put('{"detail":{"hush":"hush"}}');
    world.put('erp', opened('1'));
    await world.drain();
    expect(world.calls.length).toBe(1);
    expect(world.queues.get('erp')?.undelivered.length).toBe(1);
    expect(world.lines.join('\n')).toContain('docs/events.md');
    expect(world.lines.join('\n')).not.toContain('hush');
  });

  test('no log line has the address, the signing secret or a word of a buyer', async () => {
    const ways: (() => Awaited<ReturnType<Send>>)[] = [
      down,
      () => ({ status: 500, retryAfter: 'soon' }),
      () => ({ status: 301 }),
      () => ({ status: 200 }),
    ];
    let way = 0;
    const world = start([{ name: 'erp', as: 'json' }], () => ways[way++ % ways.length]?.() ?? down());
    world.put('erp', madeUpEvent({ deliverable: TICKET.key, ticket: TICKET }));
    await world.drain();
    expect(world.calls.map(({ id }) => id)).toEqual([expect.stringContaining(ticketId(TICKET.key))]);
    const text = world.lines.join('\n');
    expect(text).toContain('not delivered');
    expect(text).not.toMatch(/hush|whsec|receiver\.example|010|전화/);
  });
});
