import { describe, expect } from '@jest/globals';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { type Minutes, testMinutes } from './play-minutes.ts';

const LOOK_UP = 'vendors/callCenterInquiries/';

/** Warnings, in whatever channel. */
const warningsOf = (laptop: Minutes, inquiryId: string): string[] =>
  laptop.linesOf(inquiryId).filter((name) => /^(step|escalation)\//.test(name));

const troubles: Record<string, (laptop: Minutes) => void> = {
  'while the lists are frozen': ({ simulator }) => {
    const frozen = simulator.inquiries();
    simulator.show((inquiries, { of, fits }) => (of === 'look-up' ? inquiries : frozen).filter(fits));
  },
  'while one list is down': ({ simulator }) =>
    simulator.fail('server-error', { query: 'partnerCounselingStatus=TRANSFER' }),
};

/** The last warning comes an hour before the deadline. */
describe('I10: a request that was answered in time gets no warning', () => {
  for (const [when, begin] of Object.entries(troubles))
    testMinutes(when, async (laptop) => {
      const { inquiryId } = await laptop.simulator.handOver({ leftMs: 90 * MINUTE_MS });
      await laptop.pass(1);
      expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
      begin(laptop);
      await laptop.simulator.answer(inquiryId);
      await laptop.pass(45);
      expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]']);
      expect(warningsOf(laptop, inquiryId).filter((name) => !name.startsWith('step/3h'))).toEqual([]);
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
