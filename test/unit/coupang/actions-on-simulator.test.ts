import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCoupangActions } from '../../../lib/coupang/call-center/create-coupang-actions.ts';
import { type Simulator, startSimulator } from '../../../local/simulator/simulator.ts';
import { KEYS, makeClock, VENDOR } from './loopback-coupang.ts';

const OTHER = { market: 'KR', vendorId: 'A00099999' } as const;
const clock = makeClock();
let dataDir: string;
let simulator: Simulator;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'notifier-'));
  simulator = await startSimulator({
    dataDir,
    vendors: [VENDOR, OTHER],
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

const handOver = async (how: Parameters<Simulator['handOver']>[0] = {}) => {
  const { inquiryId, posts } = await simulator.handOver(how);
  return {
    inquiryId,
    parentAnswerId: posts[0]?.answerId ?? '',
    content: '확인했습니다.',
    replyBy: 'cs-team',
  };
};
const makeActions = () =>
  createCoupangActions({
    vendor: VENDOR,
    baseUrl: simulator.url,
    credentials: async () => KEYS,
    clock: { now: clock.now },
    callsPerSecond: 2,
    sleep: clock.sleep,
  });
const refused = (code: string) => ({ is: 'refused', refusal: { code } });

test('wrong logins, a missing parent and another vendor’s inquiry each have a code in the simulator', async () => {
  const reply = await handOver();
  const theirs = await handOver({ vendor: OTHER });
  const actions = makeActions();
  const sent = async (changes: object) => actions.reply({ ...reply, ...changes }, Infinity);
  expect(await sent({ replyBy: 'nobody' })).toMatchObject(refused('wing-id-520'));
  expect(await sent({ replyBy: '' })).toMatchObject(refused('wing-id-521'));
  expect(await sent({ parentAnswerId: '' })).toMatchObject(refused('parent-missing'));
  expect(await sent(theirs)).toMatchObject(refused('other-vendor'));
});

test.each([
  ['ignored-act', 'done', 'NO_ANSWER'],
  ['conflict', 'unsure', 'ANSWER'],
  ['lost-answer', 'unsure', 'ANSWER'],
  ['throttled', 'failed', 'NO_ANSWER'],
] as const)('%s: the result is %s, and the inquiry is listed under %s', async (mode, is, list) => {
  const reply = await handOver();
  simulator.fail(mode);
  expect(await makeActions().reply(reply, Infinity)).toMatchObject({ is });
  simulator.recover();
  const found = simulator.inquiries().find(({ inquiryId }) => inquiryId === reply.inquiryId);
  expect(found).toMatchObject({ list });
});
