import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCoupangActions } from '../../../lib/coupang/create-coupang-actions.ts';
import { createCoupangClient } from '../../../lib/coupang/create-coupang-client.ts';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { findOutcome } from '../../../lib/domain/ticket/outcome.ts';
import { type Simulator, startSimulator } from '../../../local/simulator/simulator.ts';
import { KEYS, makeClock, VENDOR } from './loopback-coupang.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';

let dataDir: string;
let clock: ReturnType<typeof makeClock>;
let simulator: Simulator;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'notifier-'));
  clock = makeClock();
  simulator = await startSimulator({
    dataDir,
    vendors: [VENDOR, { market: 'KR', vendorId: 'A00099999' }],
    keys: KEYS,
    now: clock.now,
    seed: 1,
    arrivals: false,
    wingIds: ['cs-team'],
    sleep: clock.sleep,
  });
});
afterEach(async () => {
  await simulator.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The parts of a function that acts: actions and look-ups with one sender. */
const connect = () => {
  const options = {
    vendor: VENDOR,
    baseUrl: simulator.url,
    credentials: async () => KEYS,
    clock: { now: clock.now },
    callsPerSecond: 2,
    sleep: clock.sleep,
  };
  const sender = createSender(options);
  return { actions: createCoupangActions(options, sender), source: createCoupangClient(options, sender) };
};

const handOver = async (how: Parameters<Simulator['handOver']>[0] = {}) => {
  const { inquiryId, posts } = await simulator.handOver(how);
  const parentAnswerId = posts[0]?.answerId ?? '';
  return {
    reply: { inquiryId, parentAnswerId, content: '확인했습니다.\n오늘 출고합니다.', replyBy: 'cs-team' },
    confirm: { inquiryId, confirmBy: 'cs-team' },
    /** The outcome that a look-up gives its ticket. */
    outcome: async () => {
      const inquiry = await connect().source.inquiry(inquiryId, Infinity);
      const askedAt = posts[0]?.replyAt ?? 0;
      const ticket = { answerId: parentAnswerId, askedAt, dueAt: askedAt + 24 * HOUR_MS };
      return inquiry && findOutcome(ticket, inquiry, clock.now());
    },
  };
};
const refused = (code: string) => ({ is: 'refused', refusal: { code } });

describe('against the simulator', () => {
  test('a reply is accepted and read back as answered, in time', async () => {
    const { reply, outcome } = await handOver();
    expect(await connect().actions.reply(reply, Infinity)).toEqual({ is: 'done' });
    expect(await outcome()).toMatchObject({ found: 'end', outcome: 'answered', inTime: true });
  });

  test('a confirmation is accepted and read back as confirmed', async () => {
    const { confirm, outcome } = await handOver({ kind: 'confirm' });
    expect(await connect().actions.confirm(confirm, Infinity)).toEqual({ is: 'done' });
    expect(await outcome()).toMatchObject({ found: 'end', outcome: 'confirmed' });
  });

  test('a second reply, and a confirmation of a request for an answer, are refused', async () => {
    const { reply, confirm } = await handOver();
    const { actions } = connect();
    expect(await actions.confirm(confirm, Infinity)).toMatchObject(refused('not-confirmable'));
    await actions.reply(reply, Infinity);
    expect(await actions.reply(reply, Infinity)).toMatchObject(refused('not-answerable'));
  });

  test('after 24 hours both are closed', async () => {
    const { actions } = connect();
    const askedAt = clock.now() - 24 * HOUR_MS;
    const late = [await handOver({ askedAt }), await handOver({ askedAt, kind: 'confirm' })];
    expect(await actions.reply(late[0]?.reply ?? never(), Infinity)).toMatchObject(refused('closed'));
    expect(await actions.confirm(late[1]?.confirm ?? never(), Infinity)).toMatchObject(refused('closed'));
  });

  test('wrong logins, a missing parent and another vendor’s inquiry each have their code', async () => {
    const { reply } = await handOver();
    const theirs = await handOver({ vendor: { market: 'KR', vendorId: 'A00099999' } });
    const { actions } = connect();
    expect(await actions.reply({ ...reply, replyBy: 'nobody' }, Infinity)).toMatchObject(
      refused('wing-id-520'),
    );
    expect(await actions.reply({ ...reply, replyBy: '' }, Infinity)).toMatchObject(refused('wing-id-521'));
    expect(await actions.reply({ ...reply, parentAnswerId: '' }, Infinity)).toMatchObject(
      refused('parent-missing'),
    );
    expect(await actions.reply(theirs.reply, Infinity)).toMatchObject(refused('other-vendor'));
  });

  test.each([
    ['lost-answer', 'unsure'],
    ['slow', 'done'],
  ] as const)(
    '%s: the result is %s, the reply is there once, and reading back shows it',
    async (mode, is) => {
      const { reply, outcome } = await handOver();
      simulator.fail(mode, { query: 'replies' });
      expect(await connect().actions.reply(reply, Infinity)).toMatchObject({ is });
      simulator.recover();
      expect(await outcome()).toMatchObject({ outcome: 'answered' });
      expect(simulator.inquiries().at(-1)?.posts).toHaveLength(2);
    },
  );

  test('unavailable: unsure, and reading back shows that nothing was done', async () => {
    const { reply, outcome } = await handOver();
    simulator.fail('unavailable', { query: 'replies' });
    expect(await connect().actions.reply(reply, Infinity)).toMatchObject({ is: 'unsure' });
    expect(await outcome()).toEqual({ found: 'unverified' });
  });

  test.each([
    ['throttled', 'COUPANG_THROTTLED'],
    ['blocked', 'COUPANG_BLOCKED_AT_EDGE'],
    ['wrong-key', 'COUPANG_CREDENTIALS'],
    ['wrong-market', 'COUPANG_WRONG_MARKET'],
  ] as const)('%s fails, and nothing is done', async (mode, code) => {
    const { reply } = await handOver();
    simulator.fail(mode);
    expect(await connect().actions.reply(reply, Infinity)).toMatchObject({ is: 'failed', failure: { code } });
    expect(simulator.inquiries().at(-1)?.list).toBe('NO_ANSWER');
  });

  test('with a clock seven minutes off the call still succeeds, once (R6)', async () => {
    const { reply } = await handOver();
    simulator.fail('clock-skewed');
    expect(await connect().actions.reply(reply, Infinity)).toEqual({ is: 'done' });
    expect(simulator.inquiries().at(-1)?.posts).toHaveLength(2);
  });
});

const never = (): never => {
  throw new Error('there is one');
};
