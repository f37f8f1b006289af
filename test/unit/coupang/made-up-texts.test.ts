import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createRandom,
  type FakeCoupang,
  glossOf,
  MARKET_TEXTS,
  startFakeCoupang,
  TEMPLATES,
} from 'fake-coupang';
import { cleanText } from '../../../lib/coupang/clean-text.ts';
import { formLink } from '../../../lib/domain/call-center/hand-over-rules.ts';
import { splitRequest } from '../../../lib/domain/inquiry/split-request.ts';
import { isAutomaticText } from '../../../lib/domain/request/automatic-post.ts';
import { KEYS, NOW } from './loopback-coupang.ts';

const MARKETS = ['KR', 'TW'] as const;
const FACTS = { orderId: '10000012345678', itemName: '가나 AB', arrivedOn: '01/15' };
const UNMASKED = /010[- ]0000|0900[- ]000|&amp;|&quot;/;

/** Requests of all templates, drawn from the market's stories. */
const agentTexts = (market: (typeof MARKETS)[number]): { template: string; text: string }[] => {
  const random = createRandom(1);
  const { agentText, catalogue } = MARKET_TEXTS[market];
  const requests = Object.values(catalogue.stories)
    .flat()
    .map(({ text }) => text);
  return TEMPLATES.flatMap((template) =>
    requests.map((request) => ({ template, text: agentText(random, template, { ...FACTS, request }) })),
  );
};

describe.each(MARKETS)('the program reads the made-up texts of %s', (market) => {
  const { catalogue, sentences, autoClosed } = MARKET_TEXTS[market];
  const texts = agentTexts(market);
  let fake: FakeCoupang;
  let questions: string[];
  beforeAll(async () => {
    const vendor = { market, vendorId: 'A00012345', sources: ['product'] } as const;
    fake = await startFakeCoupang({ vendors: [vendor], keys: KEYS, now: () => NOW, examples: false });
    for (let count = 0; count < 200; count += 1) await fake.product.ask();
    questions = fake.product.questions().map(({ content }) => content);
  });
  afterAll(() => fake.stop());

  test('and masks each number that is not masked', () => {
    const all = [...texts.map(({ text }) => text), ...questions];
    expect(all.some((text) => UNMASKED.test(text))).toBe(true);
    expect(all.filter((text) => UNMASKED.test(cleanText(text)))).toEqual([]);
  });

  test('and finds the form of the template that asks for one (I4)', () => {
    const found = texts.filter(({ text }) => formLink(text) !== undefined).map(({ template }) => template);
    expect([...new Set(found)]).toEqual(['link-form']);
    expect(found).toHaveLength(texts.filter(({ template }) => template === 'link-form').length);
  });

  test('and knows Coupang’s own post', () => expect(isAutomaticText(autoClosed)).toBe(true));

  test('and a translation covers each sentence that a card quotes', () => {
    const stories = Object.values(catalogue.stories).flat();
    const known = [
      ...stories.flatMap((story) => [story, ...(story.again ? [story.again] : [])]),
      ...sentences,
    ];
    const again = stories.map((story) =>
      MARKET_TEXTS[market].secondRequest('reply', { ...FACTS, again: story.again }),
    );
    for (const text of [...texts.map(({ text: request }) => request), ...again]) {
      const { ask } = splitRequest(cleanText(text));
      const rest = known.reduce(
        (left, { text: sentence }) => left.replace(sentence.replaceAll(/\s+/g, ' '), ''),
        ask.replaceAll(/\s+/g, ' '),
      );
      // The template's fields of Taiwan are in the quote. They name numbers.
      expect(rest.replace(/(訂單編號|到貨日).*$/, '').trim()).toMatch(/^(https:\S+)?$/);
      expect(glossOf(ask, 'en')).toMatch(/^[^\p{Script=Hangul}\p{Script=Han}]+$/u);
    }
    for (const text of questions)
      expect(glossOf(cleanText(text), 'en')).toMatch(/^[^\p{Script=Hangul}\p{Script=Han}]+$/u);
  });
});
