import { describe, expect, test } from '@jest/globals';
import { createFakeCoupang, type FakeCoupang } from '../src/fake-coupang.ts';
import type { Kind } from '../src/act-on-inquiry.ts';
import type { SimulatedInquiry } from '../src/simulated-inquiry.ts';
import { findStory } from '../src/catalogue.ts';
import { KOREAN } from '../src/texts.ts';
import { createWorld, newState } from '../src/world.ts';
import { stopAfterTest } from '../../../test/fixtures/stop-after-test.ts';
import type { StateStore } from '../src/world-state.ts';
import { KEYS, memoryStore, NOW, startSimulated, VENDOR } from './start-fake.ts';
import { HOUR_MS, MINUTE_MS } from '../src/time.ts';

const start = async (now = () => NOW, store?: StateStore) => {
  const { simulator } = await startSimulated({ now, vendors: [VENDOR], ...(store && { store }) });
  stopAfterTest(simulator.stop);
  return simulator;
};

const only = (inquiries: SimulatedInquiry[], inquiryId: string): SimulatedInquiry => {
  const [found] = inquiries.filter((inquiry) => inquiry.inquiryId === inquiryId);
  if (found === undefined) throw new Error(`no ${inquiryId}`);
  return found;
};

describe('the events of an inquiry', () => {
  const runOut = async (simulator: FakeCoupang, inquiryId: string): Promise<void> => {
    await simulator.age(inquiryId, 0);
    await simulator.tick();
  };

  test.each([
    ['answer', 'none', '안녕하세요'],
    ['running out', 'the asking one', '[쿠팡 시스템]'],
  ] as const)(
    '%s adds a post that names %s, and the inquiry is listed under ANSWER',
    async (act, names, begins) => {
      const simulator = await start();
      const { inquiryId } = await simulator.handOver();
      await (act === 'answer' ? simulator.answer(inquiryId) : runOut(simulator, inquiryId));
      const after = only(simulator.inquiries(), inquiryId);
      expect(after.list).toBe('ANSWER');
      expect(after.posts[0]).toMatchObject({ transferStatus: 'answered', completeReason: 'NONE' });
      expect(after.posts[1]?.answerType).toBe('vendor');
      expect(after.posts[1]?.parentAnswerId).toBe(names === 'none' ? undefined : after.posts[0]?.answerId);
      expect(after.posts[1]?.content.startsWith(begins)).toBe(true);
    },
  );

  test.each([
    ['confirm', 'DISPUTE_PROCESS_COMPLETE', undefined],
    ['withdraw', 'CANCEL', '[이관취소]'],
    ['decide', 'DISPUTE_PROCESS', '[직권처리]'],
  ] as const)(
    '%s marks the asking post with %s, and the agent gives the reason',
    async (act, reason, says) => {
      const simulator = await start();
      const { inquiryId } = await simulator.handOver({ kind: 'confirm' });
      await simulator[act](inquiryId);
      const after = only(simulator.inquiries(), inquiryId);
      expect(after.list).toBe('ANSWER');
      expect(after.posts[0]).toMatchObject({ transferStatus: 'answered', completeReason: reason });
      expect(after.posts.slice(1)).toMatchObject(
        says === undefined ? [] : [{ answerType: 'csAgent', transferStatus: 'none', needAnswer: false }],
      );
      expect(after.posts[1]?.content).toEqual(says && expect.stringContaining(says));
    },
  );

  test('an answer after the end adds a post that answers none', async () => {
    const simulator = await start();
    const { inquiryId } = await simulator.handOver();
    await simulator.withdraw(inquiryId);
    await simulator.answer(inquiryId);
    const after = only(simulator.inquiries(), inquiryId);
    expect(after).toMatchObject({
      list: 'ANSWER',
      posts: [{ completeReason: 'CANCEL' }, {}, { answerType: 'vendor' }],
    });
    expect(after.posts[2]?.parentAnswerId).toBeUndefined();
  });

  test('the answer and the second request fit the story of the inquiry', async () => {
    const simulator = await start();
    const { inquiryId, receiptCategory } = await simulator.handOver({ template: 'question' });
    await simulator.answer(inquiryId);
    await simulator.handOverAgain(inquiryId);
    const { posts } = only(simulator.inquiries(), inquiryId);
    const { answer = 'none', again } = findStory(KOREAN.catalogue, receiptCategory) ?? {};
    expect(posts[1]?.content).toContain(answer);
    expect(posts[2]?.content).toContain(again?.text ?? 'none');
  });

  test('an unknown inquiry is named in the error', async () => {
    const simulator = await start();
    await expect(simulator.answer('1')).rejects.toThrow('no inquiry 1');
  });

  test('events that are due happen at a call, without any timer, where inquiries arrive', async () => {
    const { simulator, get, clock } = await startSimulated({ arrivals: true, examples: false });
    stopAfterTest(simulator.stop);
    clock.now += MINUTE_MS;
    expect((await get()).status).toBe(200);
    expect(simulator.inquiries()).toHaveLength(1);
  });
});

describe('an inquiry with several asking posts (R10)', () => {
  const ask = async (first: Kind, ...more: Kind[]) => {
    const simulator = await start();
    const { inquiryId } = await simulator.handOver({ kind: first });
    for (const kind of more) await simulator.handOverAgain(inquiryId, kind);
    const now = () => only(simulator.inquiries(), inquiryId);
    return { simulator, inquiryId, ids: now().posts.map(({ answerId }) => answerId), now };
  };
  const statesOf = ({ posts }: SimulatedInquiry) => posts.map(({ transferStatus }) => transferStatus);

  test('is listed where the newest post belongs', async () => {
    for (const [first, second, list] of [
      ['reply', 'confirm', 'TRANSFER'],
      ['confirm', 'reply', 'NO_ANSWER'],
    ] as const) {
      const { now } = await ask(first, second);
      expect(now()).toMatchObject({ list, posts: [{ needAnswer: first === 'reply' }, {}] });
    }
  });

  test('an answer to one leaves the others asking, and the newest of them decides the list', async () => {
    const { simulator, inquiryId, ids, now } = await ask('reply', 'confirm', 'reply');
    await simulator.answer(inquiryId, ids[2]);
    expect(statesOf(now())).toEqual(['requestAnswer', 'requestAnswer', 'answered', null]);
    expect(now()).toMatchObject({ list: 'TRANSFER', inquiryStatus: 'complete', answeredAt: null });
    expect(now().posts[3]).toMatchObject({ answerType: 'vendor', parentAnswerId: ids[2] });
  });

  test('is ended by one answer that names none', async () => {
    const { simulator, inquiryId, now } = await ask('reply', 'confirm', 'reply');
    await simulator.answer(inquiryId);
    expect(statesOf(now())).toEqual(['answered', 'answered', 'answered', null]);
    expect(now().posts[3]?.parentAnswerId).toBeUndefined();
    expect(now().list).toBe('ANSWER');
  });

  test('has only the posts that require a confirmation ended by a confirmation', async () => {
    const { simulator, inquiryId, now } = await ask('reply', 'confirm');
    await simulator.confirm(inquiryId);
    expect(statesOf(now())).toEqual(['requestAnswer', 'answered']);
    expect(now()).toMatchObject({ list: 'NO_ANSWER', inquiryStatus: 'progress' });
  });

  test.each(['withdraw', 'decide'] as const)('%s ends both', async (act) => {
    const { simulator, inquiryId, now } = await ask('reply', 'confirm');
    await simulator[act](inquiryId);
    expect(statesOf(now())).toEqual(['answered', 'answered', 'none']);
    expect(now().list).toBe('ANSWER');
  });

  test('is auto-closed post by post when the 24 hours of each are over, even if that is noticed late', () => {
    const askAgainAfter20Hours = () => {
      const clock = { now: NOW };
      const world = createWorld(newState([VENDOR], 1, NOW, false), [VENDOR], () => clock.now);
      const { inquiryId } = world.handOver(VENDOR, { kind: 'reply', inquiryAt: NOW, askedAt: NOW });
      world.act(inquiryId, 'hand-over-again', { at: NOW + 20 * HOUR_MS });
      const at = (hours: number) => {
        clock.now = NOW + hours * HOUR_MS;
        world.tick(false);
        return only(world.inquiries(), inquiryId);
      };
      return at;
    };
    const at = askAgainAfter20Hours();
    expect(statesOf(at(23.9))).toEqual(['requestAnswer', 'requestAnswer']);
    const first = at(24);
    expect(statesOf(first)).toEqual(['answered', 'requestAnswer', null]);
    expect(first).toMatchObject({ list: 'NO_ANSWER', answeredAt: null });
    expect(first.posts[2]?.parentAnswerId).toBe(first.posts[0]?.answerId);
    expect(statesOf(at(43.9))).toEqual(['answered', 'requestAnswer', null]);
    const both = at(44);
    expect(statesOf(both)).toEqual(['answered', 'answered', null, null]);
    expect(both).toMatchObject({ list: 'ANSWER', answeredAt: NOW + 44 * HOUR_MS });
    expect(both.posts[3]?.parentAnswerId).toBe(both.posts[1]?.answerId);
    expect(askAgainAfter20Hours()(100)).toEqual(both);
  });

  test.each([
    [MINUTE_MS, 'ANSWER'],
    [2 * MINUTE_MS, 'NO_ANSWER'],
    [Infinity, 'NO_ANSWER'],
  ])('is auto-closed %s ms after its 24 hours, if that is wanted', async (closesAfterMs, list) => {
    let now = NOW;
    const fake = await createFakeCoupang({ vendors: [VENDOR], keys: KEYS, now: () => now, closesAfterMs });
    const { inquiryId } = await fake.handOver();
    now += 24 * HOUR_MS + MINUTE_MS;
    await fake.tick();
    expect(only(fake.inquiries(), inquiryId).list).toBe(list);
  });

  test('never auto-closes the post that requires a confirmation, and auto-closes the older reply beside it', () => {
    const world = createWorld(newState([VENDOR], 1, NOW, false), [VENDOR], () => NOW + 90 * HOUR_MS);
    const { inquiryId } = world.handOver(VENDOR, { kind: 'reply', inquiryAt: NOW, askedAt: NOW });
    world.act(inquiryId, 'hand-over-again', { at: NOW + HOUR_MS, kind: 'confirm' });
    world.tick(false);
    const after = only(world.inquiries(), inquiryId);
    expect(statesOf(after)).toEqual(['answered', 'requestAnswer', null]);
    expect(after.list).toBe('TRANSFER');
  });
});

describe('arrivals', () => {
  const runForAnHour = (seed: number) => {
    let now = NOW;
    let most = 0;
    const world = createWorld(newState([VENDOR], seed, NOW), [VENDOR], () => now);
    for (; now < NOW + HOUR_MS; now += 1000) {
      world.tick(true);
      most = Math.max(most, world.inquiries().filter(({ list }) => list !== 'ANSWER').length);
    }
    return { inquiries: world.inquiries(), most };
  };

  test('are the same for the same seed, and others for another seed', () => {
    expect(runForAnHour(1)).toEqual(runForAnHour(1));
    expect(runForAnHour(2).inquiries).not.toEqual(runForAnHour(1).inquiries);
  });

  test('come every 20 to 40 seconds while fewer than eight are open, and are dealt with', () => {
    const { inquiries, most } = runForAnHour(1);
    expect(inquiries.length).toBeGreaterThan(40);
    expect(inquiries.length).toBeLessThan(183);
    expect(most).toBe(8);
    expect(inquiries.filter(({ list }) => list === 'ANSWER').length).toBeGreaterThan(20);
    expect(inquiries.some(({ posts }) => posts.length > 2)).toBe(true);
  });
});

describe('a claimed inquiry', () => {
  test('does not end by itself, until some minutes after it was given back', async () => {
    const clock = { now: NOW };
    const simulator = await start(() => clock.now);
    const planned = await Promise.all([simulator.handOver(), simulator.handOver()]);
    for (const { inquiryId } of planned)
      await simulator.edit(inquiryId, (inquiry) => ({
        ...inquiry,
        plan: { act: 'answer', at: NOW + 60_000 },
      }));
    const [claimed, other] = planned.map(({ inquiryId }) => inquiryId);
    const lists = () =>
      [claimed, other].map((inquiryId) => only(simulator.inquiries(), String(inquiryId)).list);
    let isClaimed = true;
    simulator.leaveClaimed(({ inquiryId }) => Promise.resolve(isClaimed && inquiryId === claimed));
    for (; clock.now < NOW + HOUR_MS; clock.now += MINUTE_MS) await simulator.tick();
    expect(lists()).toEqual(['NO_ANSWER', 'ANSWER']);
    isClaimed = false;
    await simulator.tick();
    expect(lists()).toEqual(['NO_ANSWER', 'ANSWER']);
    clock.now += 5 * MINUTE_MS;
    await simulator.tick();
    expect(lists()).toEqual(['ANSWER', 'ANSWER']);
  });
});

test('a store lets a restart continue with the same inquiries and the same random numbers', async () => {
  const store = memoryStore();
  const first = await start(() => NOW, store);
  const handedOver = await first.handOver();
  await first.answer(handedOver.inquiryId);
  const before = first.inquiries();
  expect(before.at(-1)?.posts).toHaveLength(2);
  await first.stop();
  const second = await start(() => NOW + HOUR_MS, store);
  expect(second.inquiries()).toEqual(before);
  const next = await second.handOver();
  expect(before.map(({ inquiryId }) => inquiryId)).not.toContain(next.inquiryId);
});
