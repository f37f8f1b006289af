import { describe, expect } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { FailureMode } from '../../local/simulator/failures.ts';
import { type Minutes, testMinutes } from './play-minutes.ts';

const LOOK_UP = 'vendors/callCenterInquiries/';

const isList = ({ url }: { url: string }): boolean => url.includes('partnerCounselingStatus=');
/** Warnings, in whatever channel. */
const warningsOf = (laptop: Minutes, inquiryId: string): string[] =>
  laptop.linesOf(inquiryId).filter((name) => /^(step|escalation)\//.test(name));

describe('a refused look-up', () => {
  const REFUSALS: [FailureMode, code: string][] = [
    ['throttled-for-a-day', 'COUPANG_THROTTLED'],
    ['ip-not-allowed', 'COUPANG_IP_NOT_ALLOWED'],
    ['blocked', 'COUPANG_BLOCKED_AT_EDGE'],
  ];
  for (const [mode, code] of REFUSALS) {
    testMinutes(`${mode}: stops no list, and the ticket waits unverified for its look-up`, async (laptop) => {
      const { inquiryId } = await laptop.simulator.handOver();
      await laptop.pass(1);
      laptop.simulator.fail(mode, { query: LOOK_UP });
      await laptop.simulator.answer(inquiryId);
      const before = laptop.calls.length;
      await laptop.pass(2);
      const fresh = await laptop.simulator.handOver();
      await laptop.pass(1);
      expect(laptop.statesOf(fresh.inquiryId)).toEqual(['[미답변]']);
      expect(laptop.logged.findLast((line) => line.startsWith('poll '))).toMatch(
        new RegExp(`"held":.*${code}`),
      );
      await laptop.pass(30);
      const calls = laptop.calls.slice(before);
      expect(calls.filter((call) => isList(call) && call.status !== 200)).toEqual([]);
      expect(calls.filter(({ url }) => url.includes(LOOK_UP)).length).toBeLessThan(10);
      expect(laptop.noticesAbout('blind')).toEqual([]);
      expect(laptop.statesOf(inquiryId)).toEqual(['[결과 확인 중]']);
      laptop.simulator.recover();
      await laptop.pass(60, 5);
      expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]']);
    });
  }
});

testMinutes('shortens a wait of a day that Coupang asks for to 15 minutes', async (laptop) => {
  laptop.simulator.fail('throttled-for-a-day', { times: 1 });
  await laptop.pass(1);
  const refusedAt = laptop.now();
  const { inquiryId } = await laptop.simulator.handOver();
  await laptop.pass(16);
  const next = laptop.calls.find(({ at, status }) => at > refusedAt && status === 200);
  expect((next?.at ?? Infinity) - refusedAt).toBeLessThan(16 * MINUTE_MS);
  expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
});

testMinutes('signs correctly despite a wrong Date header, and logs it', async (laptop) => {
  laptop.simulator.fail('wrong-date');
  const before = laptop.calls.length;
  const askedAt = laptop.now();
  const { inquiryId } = await laptop.simulator.handOver({ askedAt });
  await laptop.pass(3);
  expect(laptop.calls.slice(before).filter(({ status }) => status !== 200)).toEqual([]);
  expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
  expect(await laptop.ticketsOf(inquiryId)).toMatchObject([{ facts: { dueAt: askedAt + 24 * HOUR_MS } }]);
  expect(laptop.logged.filter((line) => line.includes('`Date` header differs'))).toHaveLength(1);
});

/** The last warning comes an hour before the deadline. */
describe('I10: a request that was answered in time gets no warning', () => {
  const handOverDueIn = async (laptop: Minutes, leftMs: number): Promise<string> => {
    const { inquiryId } = await laptop.simulator.handOver({ leftMs });
    await laptop.pass(1);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    return inquiryId;
  };
  const expectCalm = (laptop: Minutes, inquiryId: string): void => {
    expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]']);
    expect(warningsOf(laptop, inquiryId).filter((name) => !name.startsWith('step/3h'))).toEqual([]);
  };

  testMinutes('while the lists are frozen', async (laptop) => {
    const inquiryId = await handOverDueIn(laptop, 90 * MINUTE_MS);
    const frozen = laptop.simulator.inquiries();
    laptop.simulator.show((inquiries, call) => (call === 'list' ? frozen : inquiries));
    await laptop.simulator.answer(inquiryId);
    await laptop.pass(45);
    expectCalm(laptop, inquiryId);
  });

  testMinutes('while one list is down', async (laptop) => {
    const inquiryId = await handOverDueIn(laptop, 90 * MINUTE_MS);
    laptop.simulator.fail('server-error', { query: 'partnerCounselingStatus=TRANSFER' });
    await laptop.simulator.answer(inquiryId);
    await laptop.pass(45);
    expectCalm(laptop, inquiryId);
  });
});

testMinutes(
  'while look-ups are down, warnings of an answered request say that it is unverified',
  async (laptop) => {
    laptop.hurry(true);
    const { inquiryId } = await laptop.simulator.handOver({ leftMs: 90 * MINUTE_MS });
    await laptop.pass(1);
    laptop.simulator.fail('server-error', { query: LOOK_UP });
    await laptop.simulator.answer(inquiryId);
    await laptop.pass(120, 15);
    const texts = laptop.messagesOf(inquiryId).map(({ text }) => text.replace(/].*/s, ']'));
    // The last warning comes an hour before the deadline: no `overdue` follows.
    expect(texts.at(-1)).toBe('[결과 확인 중 · 1시간 남음]');
    expect(laptop.statesOf(inquiryId)).toEqual(['[결과 확인 중]']);
    laptop.simulator.recover();
    await laptop.pass(75, 15);
    expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]']);
  },
);

testMinutes('a post whose time moves later keeps its deadline and its warnings', async (laptop) => {
  const { inquiryId } = await laptop.simulator.handOver({ leftMs: 90 * MINUTE_MS });
  await laptop.pass(1);
  const [ticket] = await laptop.ticketsOf(inquiryId);
  const { dueAt = 0 } = ticket?.facts ?? {};
  await laptop.simulator.edit(inquiryId, (inquiry) => ({
    ...inquiry,
    posts: inquiry.posts.map((post) => ({ ...post, replyAt: post.replyAt + 120 * MINUTE_MS })),
  }));
  await laptop.pass(2);
  expect(await laptop.ticketsOf(inquiryId)).toMatchObject([{ facts: { dueAt } }]);
  await laptop.pass(40);
  expect(warningsOf(laptop, inquiryId)).toContain(`step/1h/${dueAt}`);
  expect(laptop.cardsOf(inquiryId)).toHaveLength(1);
});
