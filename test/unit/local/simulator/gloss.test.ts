import { describe, expect, test } from '@jest/globals';
import { cleanText } from '../../../../lib/coupang/clean-text.ts';
import { splitRequest } from '../../../../lib/domain/inquiry/split-request.ts';
import type { Glossed } from '../../../../local/simulator/catalogue.ts';
import { glossOf } from '../../../../local/simulator/gloss.ts';
import { MARKET_TEXTS } from '../../../../local/simulator/market-texts.ts';
import { makeQuestion } from '../../../../local/simulator/product/make-question.ts';
import { glossedQuestions, wordsOf } from '../../../../local/simulator/product/question-texts.ts';
import { createRandom } from '../../../../local/simulator/random.ts';
import { storyKind, TEMPLATES } from '../../../../local/simulator/texts.ts';

const MARKETS = ['KR', 'TW'] as const;
const glossedIn = (market: (typeof MARKETS)[number]): Glossed[] => {
  const { catalogue, sentences } = MARKET_TEXTS[market];
  const stories = Object.values(catalogue.stories).flat();
  return [
    ...stories.flatMap(({ text, en, again }) => [{ text, en }, ...(again ? [again] : [])]),
    ...sentences,
    ...glossedQuestions(market),
  ];
};

/** The requests of each story in each template, and the second ones, as a card quotes them. */
const asksIn = (market: (typeof MARKETS)[number]): string[] => {
  const { catalogue, agentText, secondRequest, examples } = MARKET_TEXTS[market];
  const facts = { orderId: '10000012345678', itemName: '가나 AB', arrivedOn: '01/15' };
  const first = TEMPLATES.flatMap((template) =>
    catalogue.stories[storyKind(template)].map(({ text: request }) =>
      agentText(createRandom(1), template, { ...facts, request }),
    ),
  );
  const again = Object.values(catalogue.stories)
    .flat()
    .map((story) => secondRequest('reply', { ...facts, again: story.again }));
  const others = [secondRequest('confirm', facts), ...Object.values(examples).map(({ ask }) => ask('01/15'))];
  return [...first, ...again, ...others].map((text) => splitRequest(cleanText(text)).ask);
};

/** Questions of customers, with the number that some leave, and asked again. */
const questionsIn = (market: (typeof MARKETS)[number]): string[] => {
  const random = createRandom(1);
  const texts = Array.from({ length: 200 }, () => {
    const { content, topic } = makeQuestion({ market, vendorId: 'A00012345' }, { inquiryAt: 0 }, '1', random);
    return [content, `${content}\r\n\r\n${wordsOf(market, topic)?.again}`];
  });
  return [...new Set(texts.flat())].map(cleanText);
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
    ['TW', 'en', /^[^\p{Script=Han}]+$/u],
    ['TW', 'ko', /^[^\p{Script=Han}]+$/u],
  ] as const)('covers each sentence that a card of %s quotes, in %s', (market, language, translated) => {
    const known = glossedIn(market).map(({ text }) => text.replaceAll(/\s+/g, ' '));
    for (const ask of asksIn(market)) {
      const rest = known.reduce((left, text) => left.replace(text, ''), ask.replaceAll(/\s+/g, ' '));
      // The template's fields of Taiwan are in the quote. They name numbers.
      expect(rest.replace(/(訂單編號|到貨日).*$/, '').trim()).toMatch(/^(https:\S+)?$/);
      expect(glossOf(ask, language)).toMatch(translated);
    }
  });

  test.each([
    ['KR', 'en', /^[^\p{Script=Hangul}\p{Script=Han}]+$/u],
    ['KR', 'zh-TW', /^\P{Script=Hangul}*\p{Script=Han}\P{Script=Hangul}*$/u],
    ['TW', 'en', /^[^\p{Script=Hangul}\p{Script=Han}]+$/u],
    ['TW', 'ko', /^\P{Script=Han}*\p{Script=Hangul}\P{Script=Han}*$/u],
  ] as const)('covers each question of a customer of %s, in %s', (market, language, translated) => {
    const questions = questionsIn(market);
    expect(questions.length).toBeGreaterThan(24);
    for (const question of questions) {
      const [first = '', again] = question.split('\n\n').map((text) => glossOf(text, language));
      expect(first).toMatch(translated);
      if (question.includes('\n\n')) expect(again).toMatch(translated);
      expect(glossOf(question, language)).toContain(first);
    }
  });

  test('is absent for a reader of the text’s language, and for any other text', () => {
    const [ask = ''] = asksIn('KR');
    expect(glossOf(ask, 'ko')).toBeUndefined();
    expect(glossOf('상품이 언제 오나요?', 'en')).toBeUndefined();
    expect(glossOf('', 'en')).toBeUndefined();
  });
});
