import { describe, expect } from '@jest/globals';
import type { SimulatedInquiry } from 'fake-coupang';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { type Minutes, testMinutes } from './play-minutes.ts';

const withoutPosts = (inquiry: SimulatedInquiry): SimulatedInquiry => ({ ...inquiry, posts: [] });
const withoutLastPost = (inquiry: SimulatedInquiry): SimulatedInquiry => ({
  ...inquiry,
  posts: inquiry.posts.slice(0, -1),
});

/** Shows one inquiry in another way, in lists and look-ups, until `simulator.show(undefined)`. */
const showOne = (
  { simulator }: Minutes,
  inquiryId: string,
  as: (inquiry: SimulatedInquiry) => SimulatedInquiry,
): void =>
  simulator.show((inquiries, { fits }) =>
    inquiries.map((inquiry) => (inquiry.inquiryId === inquiryId ? as(inquiry) : inquiry)).filter(fits),
  );

const statesInTable = async (laptop: Minutes, inquiryId: string): Promise<string[]> =>
  (await laptop.ticketsOf(inquiryId)).map(({ facts }) => facts.state);

describe('I10: an inquiry that is listed without a post that asks', () => {
  testMinutes('gets a card once a second reading, two minutes later, shows it again', async (laptop) => {
    const { inquiryId } = await laptop.simulator.handOver();
    showOne(laptop, inquiryId, withoutPosts);
    await laptop.pass(1);
    expect(laptop.statesOf(inquiryId)).toEqual([]);
    await laptop.pass(3);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
    expect(laptop.cardsOf(inquiryId).join()).toContain('마감은 추정 시각입니다');
    await laptop.pass(5);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
  });

  testMinutes(
    'gets a card of its own if it is still listed two hours after its ticket was answered',
    async (laptop) => {
      const { inquiryId } = await laptop.simulator.handOver();
      await laptop.pass(1);
      await laptop.simulator.answer(inquiryId);
      await laptop.simulator.edit(inquiryId, (inquiry) => ({ ...inquiry, list: 'NO_ANSWER' }));
      await laptop.pass(115, 5);
      expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]']);
      await laptop.pass(45, 5);
      expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]', '[미답변]']);
    },
  );

  testMinutes('hands its card on to that of the post that appears later and asks', async (laptop) => {
    const { inquiryId } = await laptop.simulator.handOver();
    showOne(laptop, inquiryId, withoutPosts);
    await laptop.pass(5);
    laptop.simulator.show(undefined);
    await laptop.pass(3);
    expect(laptop.statesOf(inquiryId)).toEqual(['[다른 카드로 이어짐]', '[미답변]']);
    expect(laptop.cardsOf(inquiryId)[1]).not.toContain('마감은 추정 시각입니다');
    await laptop.simulator.answer(inquiryId);
    await laptop.pass(2);
    expect(laptop.statesOf(inquiryId)).toEqual(['[다른 카드로 이어짐]', '[답변 완료]']);
    expect(await statesInTable(laptop, inquiryId)).toEqual(['closed', 'closed']);
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

testMinutes(
  'an inquiry’s second request gets one card when the list is ahead of the posts',
  async (laptop) => {
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.pass(1);
    await laptop.simulator.answer(inquiryId);
    await laptop.pass(40);
    await laptop.simulator.handOverAgain(inquiryId);
    showOne(laptop, inquiryId, withoutLastPost);
    await laptop.pass(1);
    laptop.simulator.show(undefined);
    await laptop.pass(5);
    expect(laptop.statesOf(inquiryId)).toEqual(['[답변 완료]', '[미답변]']);
    expect(laptop.linesOf(inquiryId).filter((name) => name.startsWith('reopened'))).toEqual([]);
    expect(laptop.cardsOf(inquiryId)[1]).not.toContain('마감은 추정 시각입니다');
  },
);

describe('I10: a row or page that Coupang cannot deliver', () => {
  testMinutes('a broken row hides no other row, and is reported once', async (laptop) => {
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
});

describe('I10: lists that cannot be believed', () => {
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

  testMinutes(
    'an ignored filter makes no cards of answered inquiries, and the vendor is blind',
    async (laptop) => {
      const answered: string[] = [];
      for (let made = 0; made < 8; made += 1) {
        const { inquiryId } = await laptop.simulator.handOver({
          askedAt: laptop.now() - 20 * 60 * MINUTE_MS,
        });
        await laptop.simulator.answer(inquiryId);
        answered.push(inquiryId);
      }
      laptop.simulator.fail('ignored-filter');
      const { inquiryId } = await laptop.simulator.handOver();
      await laptop.pass(10);
      for (const id of answered) {
        expect([id, laptop.statesOf(id), laptop.linesOf(id)]).toEqual([id, [], []]);
        expect(await statesInTable(laptop, id)).toEqual([]);
      }
      expect(laptop.statesOf(inquiryId)).toEqual(['[미답변]']);
      expect(laptop.noticesAbout('blind')).toEqual([expect.stringContaining('목록에 답변된 문의가 섞임')]);
      laptop.simulator.recover();
      await laptop.pass(4);
      expect(laptop.noticesAbout('all-clear')).toHaveLength(1);
      expect(answered.flatMap(laptop.statesOf)).toEqual([]);
    },
  );
});

testMinutes(
  'a TRANSFER that is listed for two days after its deadline stays open',
  async (laptop) => {
    const { inquiryId } = await laptop.simulator.handOver({ kind: 'confirm', leftMs: HOUR_MS });
    await laptop.pass(50 * 60, 50);
    expect(laptop.statesOf(inquiryId)).toEqual(['[미확인]']);
    expect(laptop.linesOf(inquiryId).filter((name) => name.startsWith('closed'))).toEqual([]);
    await laptop.simulator.confirm(inquiryId);
    await laptop.pass(2);
    expect(laptop.statesOf(inquiryId)).toEqual(['[확인 완료]']);
  },
  // Few polls play two days, so older windows are read seldom and a gap between polls is no blind time.
  { blindMinutes: 120, monthMinutes: 100_000, archiveHours: 1000 },
);
