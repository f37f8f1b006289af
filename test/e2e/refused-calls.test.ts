import { describe, expect } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { type Minutes, testMinutes } from './play-minutes.ts';

const LOOK_UP = 'vendors/callCenterInquiries/';

/** Warnings, in whatever channel. */
const warningsOf = (laptop: Minutes, inquiryId: string): string[] =>
  laptop.linesOf(inquiryId).filter((name) => /^(step|escalation)\//.test(name));

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
