import { describe, expect, test } from '@jest/globals';
import { chineseFaults } from '../../../test/fixtures/chinese-faults.ts';
import { findStory, type Glossed, pickWish, shopOf } from '../src/catalogue.ts';
import { makeInquiry } from '../src/make-inquiry.ts';
import { MARKET_TEXTS } from '../src/market-texts.ts';
import { makeQuestion } from '../src/product/make-question.ts';
import { CONTACTS, glossedQuestions, TOPICS, topicsFor, wordsOf } from '../src/product/question-texts.ts';
import { createRandom } from '../src/random.ts';
import { renderInquiry } from '../src/render-inquiry.ts';
import { seedInquiries } from '../src/seed-inquiries.ts';
import { type AskFacts, pickTemplate, type Template, TEMPLATES } from '../src/texts.ts';
import { glossOf } from '../src/gloss.ts';

const { catalogue, agentText, secondRequest, sellersAnswer, withdrawal, decision, autoClosed } =
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

  test('a question or a form asks for an answer; a return or a finished case only for a check', () => {
    const templates = (kind: 'reply' | 'confirm') => [
      ...new Set(many((random) => pickTemplate(random, kind))),
    ];
    expect(templates('reply').toSorted()).toEqual(['link-form', 'question']);
    expect(templates('confirm').toSorted()).toEqual(['finished', 'returned-goods']);
  });

  test('the products of the last inquiries are not drawn again', () => {
    const [first, ...others] = catalogue.products.map(({ name }) => name);
    const wishes = many((random) => pickWish(catalogue, { kind: 'question', recent: others }, random));
    expect(new Set(wishes.map(({ itemName }) => itemName))).toEqual(new Set([first]));
  });

  test('a story fits its product, and the story of an unknown category is general', () => {
    const wishes = many((random) => pickWish(catalogue, { kind: 'question' }, random));
    expect(new Set(wishes.map(({ itemName }) => itemName)).size).toBe(16);
    const sizes = wishes.filter(({ request }) => request.includes('사이즈가 작아'));
    expect(sizes.length).toBeGreaterThan(0);
    for (const { itemName, category } of sizes) {
      expect(itemName).toMatch(/반팔티|코트|슬랙스|실내복/);
      expect(category).toContain('사이즈교환');
    }
    expect(findStory(catalogue, '배송문의>오배송>상품상이')?.answer).toContain('오배송');
    expect(findStory(catalogue, '이전문의>이전문의>이전문의')).toBeUndefined();
    expect(sellersAnswer('포근상회')).toContain('문의하신 내용');
  });

  test('contain entities, tabs, masks and sometimes an unmasked name and number', () => {
    const texts = many((random) =>
      agentText(random, 'question', {
        ...FACTS,
        itemName: pickWish(catalogue, { kind: 'question' }, random).itemName,
      }),
    );
    for (const sign of ['&amp;', '&quot;', '\t', '<<****/01*-****-****>>', '010-0000-1234']) {
      expect(texts.some((text) => text.includes(sign))).toBe(true);
    }
  });

  test('the seller answers with the shop’s name and lines that end with CR and LF', () => {
    for (const { answer } of Object.values(catalogue.stories).flat()) {
      const text = sellersAnswer('포근상회', answer);
      expect(text).toMatch(/^안녕하세요, \r\n포근상회입니다\.\r\n/);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });

  test('a second request, a withdrawal, a decision and the system post each state what they are', () => {
    for (const kind of ['reply', 'confirm'] as const) expect(secondRequest(kind, FACTS)).toContain('재문의');
    for (const text of many(withdrawal)) expect(text).toMatch(/^\[이관취소\]/);
    for (const text of many(decision)) expect(text).toMatch(/^\[직권처리\]/);
    expect(autoClosed).toMatch(/^\[쿠팡 시스템\]/);
  });

  test('a vendor keeps its shop', () => {
    expect(shopOf('A00012345')).toBe(shopOf('A00012345'));
    expect(new Set(['A00000000', 'A00000001', 'A00000002'].map(shopOf)).size).toBe(3);
  });
});

describe.each([
  {
    of: 'Korea',
    words: MARKET_TEXTS.KR,
    question: /회신 부탁드립니다\.$/,
    request: /회신|부탁|답변/,
    noAnswer: '답변은 필요하지 않으니',
  },
  {
    of: 'Taiwan',
    words: MARKET_TEXTS.TW,
    question: /請(?:再次|直接)?回覆.+。$/,
    request: /(?<!申)請|回覆/,
    noAnswer: '不必回覆',
  },
])('the stories of $of', ({ words, question, request, noAnswer }) => {
  const { stories } = words.catalogue;

  test('a question asks for a reply, and so does the second request after its answer', () => {
    for (const { text, answer, again } of stories.question) {
      expect(text).toMatch(question);
      expect(again?.text).toMatch(question);
      expect(answer).toBeDefined();
    }
  });

  test('a finished case asks for nothing, and each text that needs only a check says so', () => {
    for (const { text } of stories.finished) expect(text).not.toMatch(request);
    const checks = [
      ...(['returned-goods', 'finished'] as const).flatMap((template) =>
        many((random) => words.agentText(random, template, FACTS)),
      ),
      words.secondRequest('confirm', FACTS),
      words.examples.confirm.ask('01/15'),
    ];
    for (const text of checks) expect(text).toContain(noAnswer);
    expect(words.examples.reply.ask('01/15')).not.toContain(noAnswer);
  });

  test('a form is requested by the link only', () => {
    const wantsForm = (template: Template) =>
      many((random) => words.agentText(random, template, FACTS)).every((text) => text.includes('https://'));
    expect(TEMPLATES.filter(wantsForm)).toEqual(['link-form']);
  });

  test('each has a category of its own, of three parts', () => {
    const categories = Object.values(stories)
      .flat()
      .map(({ category }) => category);
    expect(new Set(categories).size).toBe(categories.length);
    for (const category of categories) expect(category).toMatch(/^[^>]+(>[^>]+){2}$/);
  });
});

describe('a vendor of Taiwan', () => {
  const words = MARKET_TEXTS.TW;
  const stories = Object.values(words.catalogue.stories).flat();
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
      ...stories.map(({ again }) => words.secondRequest('reply', { ...FACTS, again })),
      words.secondRequest('confirm', FACTS),
      ...stories.map(({ answer }) => words.sellersAnswer(tw.label, answer)),
      ...many(words.withdrawal),
      ...many(words.decision),
      words.autoClosed,
    ];
    expect([...new Set(texts)].flatMap((text) => chineseFaults(text))).toEqual([]);
    expect(
      inquiries
        .map((inquiry) => JSON.stringify(renderInquiry(inquiry)))
        .filter((text) => /[가-힣]/.test(text)),
    ).toEqual([]);
  });
});

describe.each(['KR', 'TW'] as const)('the questions of %s', (market) => {
  const vendor = { market, vendorId: 'A00012345' };
  const questions = many((random) => makeQuestion(vendor, { inquiryAt: NOW }, '1', random));

  test('fit their products, and each topic occurs', () => {
    expect(new Set(questions.map(({ topic }) => topic)).size).toBe(12);
    for (const { topic, productName, itemName } of questions) {
      const product = MARKET_TEXTS[market].catalogue.products.find(({ name }) =>
        name.startsWith(productName),
      );
      expect(product?.name).toContain(itemName.split(', ')[0]);
      expect(topicsFor(product?.goods ?? 'pet')).toContain(topic);
    }
  });

  test('sometimes hold a number that the customer left', () => {
    const contents = questions.map(({ content }) => content);
    expect(contents.some((text) => /0[19]00?[- ]000/.test(text))).toBe(true);
  });

  test('have answers that name no order and no person', () => {
    for (const { topic } of questions) {
      const { answer = '' } = wordsOf(market, topic) ?? {};
      expect(answer).not.toBe('');
      expect(answer).not.toMatch(/\d{4}|https?:/);
    }
  });
});

test('the questions and answers of Taiwan are Chinese as in Taiwan', () => {
  const texts = Object.keys(TOPICS).flatMap((topic) => Object.values(wordsOf('TW', topic) ?? {}));
  expect(texts).toHaveLength(36);
  expect([...texts, CONTACTS.TW].flatMap((text) => chineseFaults(text))).toEqual([]);
});

const MARKETS = ['KR', 'TW'] as const;
const glossedIn = (market: (typeof MARKETS)[number]): Glossed[] => {
  const texts = MARKET_TEXTS[market];
  const stories = Object.values(texts.catalogue.stories).flat();
  return [
    ...stories.flatMap(({ text, en, again }) => [{ text, en }, ...(again ? [again] : [])]),
    ...texts.sentences,
    ...glossedQuestions(market),
  ];
};

describe('the translation of a made-up text', () => {
  test.each(MARKETS)('of %s is English, and one for each meaning', (market) => {
    const texts = glossedIn(market).map(({ en }) => en);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((en) => /[\p{Script=Hangul}\p{Script=Han}]/u.test(en))).toEqual([]);
  });

  test('is the same for the same text of both markets, so that each translates the other', () => {
    const [korean, chinese] = MARKETS.map((market) => glossedIn(market).map(({ en }) => en));
    expect(chinese).toEqual(korean);
  });

  test.each([
    ['KR', 'en', /^[^가-힣]+$/],
    ['KR', 'zh-TW', /^[^가-힣]+$/],
    ['TW', 'en', /^\P{Script=Han}+$/u],
    ['TW', 'ko', /^\P{Script=Han}+$/u],
  ] as const)('is there for each text of %s, in %s', (market, language, translated) => {
    for (const { text } of glossedIn(market)) expect(glossOf(text, language)).toMatch(translated);
  });

  test('is absent for a reader of the text’s language, and for any other text', () => {
    expect(glossOf(glossedIn('KR')[0]?.text ?? '', 'ko')).toBeUndefined();
    expect(glossOf('상품이 언제 오나요?', 'en')).toBeUndefined();
    expect(glossOf('', 'en')).toBeUndefined();
  });
});
