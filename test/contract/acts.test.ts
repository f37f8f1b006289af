import { writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createHandler } from '../../functions/act/create-handler.ts';
import type { ConfigInput } from '../../lib/config/schema.ts';
import { decidePress } from '../../lib/domain/act/decide-press.ts';
import { noteDone, noteExplained } from '../../lib/domain/act/decide-act.ts';
import { closeTicket } from '../../lib/domain/ticket/ticket-changes.ts';
import { toOrderEntry } from '../../lib/eventbridge/event-contract.ts';
import { press } from '../../lib/workflows/acts/press.ts';
import type { OrderRequest } from '../../lib/workflows/ports/events.ts';
import { makeAct, makePress, makeReplyPress } from '../fixtures/domain/make-act.ts';
import { NOW } from '../fixtures/domain/made-up.ts';
import { draws } from '../fixtures/draws.ts';
import { madeUpConfig } from '../fixtures/made-up-config.ts';
import { serve } from '../fixtures/serve.ts';
import { slowTest } from '../fixtures/slow-test.ts';
import { stopAfterTest } from '../fixtures/stop-after-test.ts';
import { madeUpOrderRequest, madeUpWakeUp } from '../unit/eventbridge/made-up-event.ts';
import { madeUpContext } from '../unit/functions/made-up-context.ts';
import { makeFunctionEnv } from '../unit/functions/make-function-env.ts';
import { keepLog } from '../unit/slack/keep-log.ts';
import { type SlackAnswer, startSlack } from '../unit/slack/start-slack.ts';
import { describeStore, describeTable, held, opened, type StoreUnderTest } from './store-under-test.ts';

const CLICKS = Array.from({ length: draws(60) }, (_, click) => click);

describeStore('acts in the store', (store, onTable) => {
  const servicesOf = ({ reader, writer, states }: StoreUnderTest) => ({
    reader,
    writer,
    states,
    clock: { now: () => NOW, elapsed: () => NOW },
    claimStaleMs: Infinity,
    publisher: {
      publish: async (events: readonly unknown[]) => events.map(() => true),
      wake: async () => true,
    },
  });

  test('R28: reads back a requested act, its note and its result as they were written', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '601');
    const pressed = decidePress(ticket, makeReplyPress(ticket), NOW);
    if (pressed.is !== 'change') throw new Error('It may be asked for.');
    const requested = held(await writer.change(ticket, pressed.change.facts, pressed.change.event, NOW));
    expect(requested).toMatchObject({ outbox: { events: { 2: { type: 'ActAsked', at: NOW } } } });
    expect((await reader.ticket(ticket.key))?.facts).toEqual(pressed.change.facts);
    const { facts, event } = noteDone(requested, makeAct({ progress: 'sending' }), NOW);
    const done = held(await writer.change(requested, facts, event, NOW));
    expect((await reader.ticket(ticket.key))?.facts).toEqual(facts);
    expect(await writer.change(requested, facts, event, NOW)).toBeUndefined();
    expect(done.facts.history).toMatchObject([{ name: 'act-3', deed: { did: 'replied', press: 'press-1' } }]);
    const looking = decidePress(done, makePress('look-up', 'look'), NOW);
    if (looking.is !== 'change') throw new Error('It may be looked up.');
    await writer.change(done, looking.change.facts, looking.change.event, NOW);
    expect(looking.change.facts.act).toHaveProperty('sent');
    expect((await reader.ticket(ticket.key))?.facts).toEqual(looking.change.facts);
  });

  test('R29: a closed ticket stays in the index until its act has a result', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '605');
    const act = makeAct({ progress: 'refused', nextAt: NOW + 5 });
    const withAct = { ...ticket, facts: { ...ticket.facts, act } };
    const { facts, event } = closeTicket(withAct, { outcome: 'withdrawn' }, NOW);
    const closed = held(await writer.change(ticket, facts, event, NOW));
    const rowOf = async () =>
      (await reader.attention(ticket.key)).tickets.find(({ inquiryId }) => inquiryId === '605');
    expect(closed.ladder).toEqual({ nextStepAt: NOW + 5 });
    expect(await rowOf()).toMatchObject({ closedAt: NOW, nextStepAt: NOW + 5 });
    const notified = noteExplained(closed, act);
    await writer.change(closed, notified.facts, notified.event, NOW);
    expect(await rowOf()).not.toHaveProperty('nextStepAt');
  });

  test('R28: when many people press at once, exactly one claims', async () => {
    const { key } = await opened(store(), '602');
    const results = await Promise.all(
      CLICKS.map((click) =>
        press(key, { ...makePress('claim', `press-${click}`), by: `U${click}` }, servicesOf(store())),
      ),
    );
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    expect(await store().reader.ticket(key)).toMatchObject({
      facts: { history: [{ deed: { did: 'claimed' } }] },
      outbox: { version: 2 },
    });
  });

  test('R28: when many replies are sent from different views, exactly one is requested', async () => {
    const ticket = await opened(store(), '603');
    const results = await Promise.all(
      CLICKS.map((click) => press(ticket.key, makeReplyPress(ticket, `view-${click}`), servicesOf(store()))),
    );
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    expect(results.filter(({ is }) => is === 'refused')).toContainEqual(
      expect.objectContaining({ refusal: { code: 'busy', by: 'U0MADEUP1' } }),
    );
  });

  onTable('R4: a press is one act, even if the store’s response was lost', async (table) => {
    const ticket = await opened(store(), '604');
    const { loseNextAnswer, reader, writer } = table;
    const services = servicesOf(table);
    const change: typeof writer.change = (...args) => {
      loseNextAnswer();
      return writer.change(...args);
    };
    const result = await press(ticket.key, makeReplyPress(ticket), {
      ...services,
      writer: { ...writer, change },
    });
    expect(result).toEqual({ is: 'done' });
    expect((await reader.ticket(ticket.key))?.outbox).toMatchObject({ version: 2, publishedVersion: 2 });
  });
});

const clock = { now: () => NOW };
const context = { ...madeUpContext, getRemainingTimeInMillis: () => 600_000 };
const never = (): Promise<void> => new Promise(() => {});

const ORDERS = Array.from({ length: 100 }, (_, index) => String(4_100_000_000_001 + index));
const INVOICE = '340010913442';
const BOX = {
  shipmentBoxId: 642_538_971_234_567,
  status: 'DELIVERING',
  invoiceNumber: INVOICE,
  orderItems: [],
};

describeTable('act shows an order (A10)', (store) => {
  /** Starts `processes` functions on the table, with a made-up Coupang and a made-up Slack. */
  const open = async ({
    inquiryId,
    vendorId,
    acting = {},
    processes = 1,
    slack: answer = () => ({ ok: true }),
    sleep = never,
    coupang = (orderId) => ({
      status: 200,
      body: { code: 200, data: [{ ...BOX, orderId: Number(orderId) }] },
    }),
  }: {
    inquiryId: string;
    vendorId: string;
    acting?: ConfigInput['vendors'][number]['acting'];
    processes?: number;
    slack?: (method: string) => SlackAnswer;
    /** Until the person's time is up. The clock stands. */
    sleep?: () => Promise<void>;
    coupang?: (orderId: string) => { status: number; body: object };
  }) => {
    const orders = { orderId: ORDERS[0] ?? '', orderIds: ORDERS };
    const ticket = await opened(store(), inquiryId, { vendorId, ...orders });
    const calls: string[] = [];
    const server = await serve(({ url = '' }, response) => {
      calls.push(url);
      const { status, body } = coupang(/v5\/vendors\/\w+\/(\d+)\/ordersheets/.exec(url)?.[1] ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    stopAfterTest(server.close);
    const slack = await startSlack(({ method }) => answer(method));
    const endpoint = await store().client.config.endpoint?.();
    const functionEnv = makeFunctionEnv();
    const env = {
      ...functionEnv,
      TABLE_NAME: store().tableName,
      COUPANG_BASE_URL: server.url,
      SLACK_API_URL: slack.url,
      AWS_ENDPOINT_URL_DYNAMODB: `http://${endpoint?.hostname}:${endpoint?.port}`,
    };
    const config = madeUpConfig([{ id: vendorId, live: true, ...(acting && { acting }) }], { acting: 'on' });
    writeFileSync(functionEnv['NOTIFIER_CONFIG_FILE'] ?? '', JSON.stringify(config));
    const log = keepLog();
    const functions = Array.from({ length: processes }, () => createHandler(env, { log, clock, sleep }));
    const ask = (changes: Partial<OrderRequest> = {}, process = 0): Promise<unknown> => {
      const common = { ticket: ticket.key, channel: 'C0CS', pressedAt: NOW };
      const request = Object.assign(madeUpOrderRequest(), common, changes);
      const { Detail, DetailType } = toOrderEntry(request);
      const event = madeUpWakeUp(JSON.parse(Detail), { 'detail-type': DetailType });
      return Promise.resolve(functions[process]?.(event, context));
    };
    const updates = () => slack.requests.filter(({ method }) => method === 'views.update');
    return { ticket, ask, calls, updates, log };
  };

  test('by one call to Coupang and one update of the view, and logs nothing of it', async () => {
    const { ask, calls, updates, log } = await open({ inquiryId: '701', vendorId: 'A00007001' });
    expect(await ask({ order: 1 })).toBe('boxes');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toContain(`/vendors/A00007001/${ORDERS[1]}/ordersheets`);
    expect(updates().map(({ form }) => [form['view_id'], form['hash']])).toEqual([
      ['V058WPF3UHL', '1684854555.x2vdrOoO'],
    ]);
    expect(updates()[0]?.form['view']).toContain(INVOICE);
    const fields = {
      deliverable: 'KR/A00007001/call-center/701/700000001',
      by: 'U0ANN',
      part: 'order',
      result: 'boxes',
    };
    expect(log.lines).toEqual([`info order ${JSON.stringify(fields)}`]);
  });

  test('with earlier contact about the same order, from the pointers in the table', async () => {
    const { ask, updates, ticket } = await open({ inquiryId: '708', vendorId: 'A00007008' });
    const fields = { vendorId: 'A00007008', orderId: ORDERS[0] ?? '', text: 'made-up ask' };
    const earlier = await opened(store(), '709', fields);
    for (const pointed of [ticket, earlier]) await store().contacts.note(pointed);
    expect(await ask()).toBe('boxes');
    expect(updates()[0]?.form['view']).toContain('made-up ask');
    expect(updates()[0]?.form['view']).not.toContain(ticket.facts.text);
  });

  test('answers an event that comes twice, with one call', async () => {
    let hash: string | undefined = 'current';
    const { ask, calls, updates } = await open({
      inquiryId: '702',
      vendorId: 'A00007002',
      slack: (method) => {
        if (method !== 'views.update') return { ok: true };
        const isCurrent = hash !== undefined;
        hash = undefined;
        return isCurrent ? { ok: true } : { ok: false, error: 'hash_conflict' };
      },
    });
    expect([await ask(), await ask()]).toEqual(['boxes', 'closed']);
    expect([calls.length, updates().length]).toEqual([1, 2]);
  });

  // A store that is too slow for its client's time-outs fails a press.
  slowTest('makes at most ten calls for a flood of presses in two processes, and answers each', async () => {
    const { ask, calls, updates } = await open({ inquiryId: '703', vendorId: 'A00007003', processes: 2 });
    const flood = ORDERS.slice(0, 12);
    const results = await Promise.all(
      flood.map((_, order) => ask({ order, view: { id: `V${order}`, hash: '1.a' } }, order % 2)),
    );
    expect(calls.length).toBeLessThanOrEqual(10);
    expect(['boxes', 'spent', 'failed']).toEqual(expect.arrayContaining(results));
    expect(results.filter((result) => result === 'boxes').length).toBeLessThanOrEqual(10);
    expect(new Set(updates().map(({ form }) => form['view_id'])).size).toBe(flood.length);
  });

  test('calls nobody for a person who left the user group, and the view says so', async () => {
    const { ask, calls, updates } = await open({
      inquiryId: '704',
      vendorId: 'A00007004',
      acting: { claim: 'S0MADEUP' },
      slack: (method) => (method === 'usergroups.users.list' ? { ok: true, users: ['U0BOB'] } : { ok: true }),
    });
    expect(await ask()).toBe('refused');
    expect([calls.length, updates().length]).toEqual([0, 1]);
    expect(updates()[0]?.form['view']).not.toContain(ORDERS[0]);
    expect(await ask({ by: 'U0BOB' })).toBe('boxes');
  });

  test('gives up in time if Slack does not answer who is in the user group', async () => {
    let passTime = (): void => {};
    const { ask, calls, updates } = await open({
      inquiryId: '705',
      vendorId: 'A00007005',
      acting: { claim: 'S0MADEUP' },
      slack: (method) => {
        if (method !== 'usergroups.users.list') return { ok: true };
        passTime();
        return 'hang';
      },
      sleep: () => new Promise((resolve) => (passTime = resolve)),
    });
    expect(await ask()).toBe('late');
    expect([calls.length, updates().length]).toEqual([0, 1]);
  });

  test('stops after a 429, in each process, and stops nothing else', async () => {
    const { ask, calls, ticket } = await open({
      inquiryId: '706',
      vendorId: 'A00007006',
      processes: 2,
      coupang: () => ({ status: 429, body: { code: 429, message: 'Too Many Requests' } }),
    });
    expect([await ask(), await ask({}, 1)]).toEqual(['failed', 'stopped']);
    expect(calls).toHaveLength(1);
    expect(await store().states.read(ticket.key)).toBeUndefined();
  });

  test('reads nothing for a forged event', async () => {
    const { ask, calls, updates, ticket } = await open({ inquiryId: '707', vendorId: 'A00007007' });
    const forged = { ...ticket.key, vendorId: 'A00007001', inquiryId: '701' };
    expect(await ask({ ticket: forged })).toBe('no-ticket');
    expect(await ask({ ticket: { ...ticket.key, inquiryId: '404' } })).toBe('no-ticket');
    expect(await ask({ pressedAt: NOW - 30_001 })).toBe('expired');
    expect([calls, updates()]).toEqual([[], []]);
    expect(await ask({ channel: 'C0ELSEWHERE' })).toBe('refused');
    expect(calls).toEqual([]);
  });
});
