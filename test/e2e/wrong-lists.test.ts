import { describe, expect } from '@jest/globals';
import type { SimulatedInquiry } from '../../local/simulator/simulated-inquiry.ts';
import { type Minutes, testMinutes } from './play-minutes.ts';

const withoutPosts = (inquiry: SimulatedInquiry): SimulatedInquiry => ({ ...inquiry, posts: [] });

/** Shows one inquiry in another way, in lists and look-ups, until `simulator.show(undefined)`. */
const showOne = (
  { simulator }: Minutes,
  inquiryId: string,
  as: (inquiry: SimulatedInquiry) => SimulatedInquiry,
): void =>
  simulator.show((inquiries) =>
    inquiries.map((inquiry) => (inquiry.inquiryId === inquiryId ? as(inquiry) : inquiry)),
  );

const statesInTable = async (laptop: Minutes, inquiryId: string): Promise<string[]> =>
  (await laptop.ticketsOf(inquiryId)).map(({ facts }) => facts.state);

describe('an inquiry that is listed without a post that asks', () => {
  testMinutes('shares its card with the post that appears later and asks', async (laptop) => {
    const { inquiryId } = await laptop.simulator.handOver();
    showOne(laptop, inquiryId, withoutPosts);
    await laptop.pass(5);
    laptop.simulator.show(undefined);
    await laptop.pass(3);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    expect(laptop.cardsOf(inquiryId).join()).not.toContain('마감은 추정입니다');
    await laptop.simulator.answer(inquiryId);
    await laptop.pass(2);
    expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]']);
    expect(await statesInTable(laptop, inquiryId)).toEqual(['closed']);
  });
});

testMinutes(
  'a closed request that asks again in the same post, with a later time, uses its card again',
  async (laptop) => {
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.pass(1);
    await laptop.simulator.answer(inquiryId);
    await laptop.pass(15);
    expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]']);
    await laptop.simulator.edit(inquiryId, (inquiry) => ({
      ...inquiry,
      list: 'NO_ANSWER',
      answeredAt: null,
      posts: inquiry.posts.map((post) =>
        post.answerType === 'csAgent'
          ? { ...post, transferStatus: 'requestAnswer', needAnswer: true, replyAt: laptop.now() }
          : post,
      ),
    }));
    await laptop.pass(2);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    expect(laptop.linesOf(inquiryId).filter((name) => name.startsWith('reopened'))).toHaveLength(1);
  },
);

describe('what Coupang cannot deliver', () => {
  testMinutes('a row hides only itself, and is reported once', async (laptop) => {
    const broken = await laptop.simulator.handOver();
    laptop.simulator.fail('server-error', { row: broken.inquiryId });
    await laptop.pass(2);
    const before = laptop.calls.length;
    const fresh = [await laptop.simulator.handOver(), await laptop.simulator.handOver()];
    await laptop.pass(10);
    for (const { inquiryId } of fresh) expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    expect(laptop.statesOf(broken.inquiryId)).toEqual([]);
    expect(laptop.noticesAbout('unusable')).toHaveLength(1);
    expect(laptop.noticesAbout('blind')).toEqual([]);
    expect(laptop.calls.slice(before).length).toBeLessThanOrEqual(10 * (4 + 30));
    laptop.simulator.recover();
    await laptop.pass(61);
    expect(laptop.statesOf(broken.inquiryId)).toEqual(['[미답변]']);
  });

  testMinutes('a large page is read in smaller ones', async (laptop) => {
    laptop.simulator.fail('server-error', {
      query: 'partnerCounselingStatus=NO_ANSWER&inquiryStartAt=2026-11-2',
    });
    laptop.simulator.recover();
    laptop.simulator.fail('server-error', { query: 'pageSize=30' });
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.pass(10);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    expect(laptop.noticesAbout('unusable')).toEqual([]);
    expect(laptop.noticesAbout('blind')).toEqual([]);
  });
});

describe('lists that cannot be believed', () => {
  testMinutes(
    'empty lists close nothing and make the vendor blind while look-ups say that tickets still ask',
    async (laptop) => {
      const { inquiryId } = await laptop.simulator.handOver();
      await laptop.pass(1);
      laptop.simulator.fail('empty-list');
      await laptop.pass(50);
      expect(await statesInTable(laptop, inquiryId)).not.toContain('closed');
      expect(laptop.linesOf(inquiryId)).toEqual([]);
      expect(laptop.noticesAbout('blind')).toEqual([expect.stringContaining('쿠팡 목록 불일치')]);
      laptop.simulator.recover();
      await laptop.pass(4);
      expect(laptop.noticesAbout('all-clear')).toHaveLength(1);
      expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    },
  );

  testMinutes('a renamed field makes the vendor blind, with words for the team', async (laptop) => {
    laptop.simulator.fail('renamed-id');
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.pass(10);
    expect(laptop.noticesAbout('blind')).toEqual([expect.stringContaining('쿠팡 형식 변경')]);
    expect(laptop.noticesAbout('blind').join('')).toContain('누락될 수 있습니다');
    laptop.simulator.recover();
    await laptop.pass(4);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    expect(laptop.noticesAbout('all-clear')).toHaveLength(1);
  });
});
