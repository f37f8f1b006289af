import { describe, expect, test } from '@jest/globals';
import { formLink } from '../../../../lib/domain/ticket/observe.ts';
import { isAutomaticText } from '../../../../lib/domain/ticket/automatic-post.ts';
import { chineseFaults } from '../../../fixtures/chinese-faults.ts';
import { cleanText } from '../../../../lib/coupang/clean-text.ts';
import { shopOf } from '../../../../local/simulator/catalogue.ts';
import { makeInquiry } from '../../../../local/simulator/make-inquiry.ts';
import { MARKET_TEXTS } from '../../../../local/simulator/market-texts.ts';
import { createRandom } from '../../../../local/simulator/random.ts';
import { renderInquiry } from '../../../../local/simulator/render-inquiry.ts';
import { seedInquiries } from '../../../../local/simulator/seed-inquiries.ts';
import { type AskFacts, pickTemplate, type Template, TEMPLATES } from '../../../../local/simulator/texts.ts';

const { pickWish, agentText, secondRequest, sellersAnswer, withdrawal, decision, autoClosed } =
  MARKET_TEXTS.KR;

const many = <T>(draw: (random: ReturnType<typeof createRandom>) => T): T[] => {
  const random = createRandom(1);
  return Array.from({ length: 400 }, () => draw(random));
};
const tw = { market: 'TW', vendorId: 'A00012345', label: 'AA商店' } as const;
const NOW = Date.parse('2026-01-15T05:00:00Z');
const FACTS: AskFacts = {
  orderId: '10000012345678',
  itemName: '지어낸 상품',
  request: '확인 부탁드립니다.',
  arrivedOn: '01/15',
};

describe('the made-up texts', () => {
  test.each([
    ['question', '[판매자이관]\n◼주문번호: 10000012345678\n◼아이템: 지어낸 상품\n'],
    ['returned-goods', '[입고완료이관]     \nㅁ 고객명: ******\n'],
    ['link-form', '[판매자님 회신필요 사항]\n주문번호: 10000012345678\n'],
    ['finished', '[업체이관-확인]\n◼주문번호: 10000012345678\n'],
  ] as const)("%s begins like an agent's text", (template, begins) => {
    for (const text of many((random) => agentText(random, template, FACTS))) {
      expect(text.startsWith(begins)).toBe(true);
    }
  });

  test('a form is requested by the link only, and recognised by it (I4)', () => {
    const wantsForm = (template: Template) =>
      many((random) => agentText(random, template, FACTS)).every((text) => formLink(text) !== undefined);
    expect(TEMPLATES.filter(wantsForm)).toEqual(['link-form']);
  });

  test('a question, a return or a form asks for an answer; a form never asks for a confirmation', () => {
    const templates = (kind: 'reply' | 'confirm') => [
      ...new Set(many((random) => pickTemplate(random, kind))),
    ];
    expect(templates('reply').toSorted()).toEqual(['link-form', 'question', 'returned-goods']);
    expect(templates('confirm').toSorted()).toEqual(['finished', 'returned-goods']);
  });

  test('a request fits its product, and has its own category', () => {
    const wishes = many(pickWish);
    expect(new Set(wishes.map(({ itemName }) => itemName)).size).toBe(16);
    const sizes = wishes.filter(({ request }) => request.includes('사이즈가 작아'));
    expect(sizes.length).toBeGreaterThan(0);
    for (const { itemName, category } of sizes) {
      expect(itemName).toMatch(/반팔티|코트|슬랙스|실내복/);
      expect(category).toContain('사이즈교환');
    }
    for (const { category } of wishes) expect(category).toMatch(/^[^>]+(>[^>]+){2}$/);
  });

  test('contain entities, tabs, masks and sometimes an unmasked name and number', () => {
    const texts = many((random) =>
      agentText(random, 'question', { ...FACTS, itemName: pickWish(random).itemName }),
    );
    for (const sign of ['&amp;', '&quot;', '\t', '<<****/01*-****-****>>', '010-0000-1234']) {
      expect(texts.some((text) => text.includes(sign))).toBe(true);
    }
    for (const text of texts) expect(cleanText(text)).not.toMatch(/010[- ]0000|&amp;|&quot;/);
  });

  test('the seller answers with the shop’s name and lines that end with CR and LF', () => {
    for (const text of many((random) => sellersAnswer(random, '포근상회'))) {
      expect(text).toMatch(/^안녕하세요, \r\n포근상회입니다\.\r\n/);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });

  test('a second request, a withdrawal, a decision and the system post each state what they are', () => {
    for (const text of many((random) => secondRequest(random, FACTS))) expect(text).toContain('재문의');
    for (const text of many(withdrawal)) expect(text).toMatch(/^\[이관취소\]/);
    for (const text of many(decision)) expect(text).toMatch(/^\[직권처리\]/);
    expect(autoClosed).toMatch(/^\[쿠팡 시스템\]/);
  });

  test('a vendor keeps its shop', () => {
    expect(shopOf('A00012345')).toBe(shopOf('A00012345'));
    expect(new Set(['A00000000', 'A00000001', 'A00000002'].map(shopOf)).size).toBe(3);
  });
});

describe('a vendor of Taiwan', () => {
  const words = MARKET_TEXTS.TW;
  const arrivals = (template: Template) =>
    many((random) =>
      makeInquiry(
        tw,
        { kind: 'reply', inquiryAt: NOW, askedAt: NOW, template },
        { inquiryId: '1', answerId: '2', by: '10000058', shop: tw.label },
        random,
      ),
    );

  test('gets Chinese as in Taiwan: inquiries, answers, and what ends them', () => {
    const inquiries = [...seedInquiries(tw, NOW), ...TEMPLATES.flatMap(arrivals)];
    const texts = [
      ...inquiries.flatMap(({ itemName, posts }) => [itemName, ...posts.map(({ content }) => content)]),
      ...inquiries.flatMap(({ receiptCategory }) => receiptCategory.split('>')),
      ...many((random) => words.secondRequest(random, FACTS)),
      ...many((random) => words.sellersAnswer(random, tw.label)),
      ...many(words.withdrawal),
      ...many(words.decision),
      words.autoClosed,
    ];
    expect([...new Set(texts)].flatMap((text) => chineseFaults(cleanText(text)))).toEqual([]);
    expect(
      inquiries
        .map((inquiry) => JSON.stringify(renderInquiry(inquiry)))
        .filter((text) => /[가-힣]/.test(text)),
    ).toEqual([]);
  });

  test('gets a form only by its link', () => {
    const wantsForm = TEMPLATES.filter((template) =>
      arrivals(template).every(({ posts }) => posts.some(({ content }) => formLink(content) !== undefined)),
    );
    expect(wantsForm).toEqual(['link-form']);
  });

  test('sometimes gets a number that is not masked, and the program masks it', () => {
    const questions = arrivals('question').flatMap(({ posts }) => posts.map(({ content }) => content));
    expect(questions.some((text) => /0900[- ]000/.test(text))).toBe(true);
    expect(questions.filter((text) => /0900[- ]000/.test(cleanText(text)))).toEqual([]);
  });

  test('gets Coupang’s own post with the first words of the English pages', () => {
    expect(isAutomaticText(words.autoClosed)).toBe(true);
  });
});
