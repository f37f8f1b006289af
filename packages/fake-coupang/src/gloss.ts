import { type Language, MARKET_LANGUAGES, MARKETS } from './market.ts';
import type { Glossed } from './catalogue.ts';
import { MARKET_TEXTS } from './market-texts.ts';
import { glossedQuestions } from './product/question-texts.ts';

/**
 * Translates a text of the made-up agents and buyers for a reader of another language. Undefined for any other text.
 * @param text as a card quotes it
 */
export const glossOf = (text: string, language: Language): string | undefined => {
  const quoted = onOneLine(text);
  const found = MARKETS.filter((market) => MARKET_LANGUAGES[market] !== language)
    .flatMap((market) => KNOWN[market])
    .map(({ line, en }) => ({ at: quoted.indexOf(line), en }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  if (found.length === 0) return undefined;
  return found.map(({ en }) => translate(en, language)).join(language === 'zh-TW' ? '' : ' ');
};

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

const knownIn = (market: (typeof MARKETS)[number]): (Glossed & { line: string })[] => {
  const { catalogue, sentences } = MARKET_TEXTS[market];
  return [
    ...Object.values(catalogue.stories).flatMap((stories) =>
      stories.flatMap((story) => [story, ...(story.again ? [story.again] : [])]),
    ),
    ...sentences,
    ...glossedQuestions(market),
  ].map(({ text, en }) => ({ text, en, line: onOneLine(text) }));
};

const KNOWN = { KR: knownIn('KR'), TW: knownIn('TW') };

/** The other market's text of the same meaning. */
const translate = (en: string, language: Language): string => {
  const market = MARKETS.find((candidate) => MARKET_LANGUAGES[candidate] === language);
  return (market && KNOWN[market].find((known) => known.en === en)?.line) ?? en;
};
