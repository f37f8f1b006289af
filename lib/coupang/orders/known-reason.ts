import { PHRASES, kindOfWord } from './reason-words.ts';

const LONGEST_REASON = 80;

/**
 * A buyer's reason of a return, if each of its words is a word of returns: then it names nobody. Masking personal data is not enough here,
 * since no pattern recognises each name. A reason with another word is not shown at all, since its rest would mislead.
 * @returns `undefined` for an unknown word, a number, no word of returns, or a text of more than 80 characters
 */
export const knownReason = (text: string): string | undefined => {
  const reason = inOneForm(text);
  const kinds = Array.from(reason.matchAll(WORD), ([word]) => kindOfWord(word));
  const isKnown = kinds.includes('word') && !kinds.includes(undefined);
  return isKnown && reason.length <= LONGEST_REASON ? reason : undefined;
};

/** A phrase, a word, or any other character of a name or number. */
const WORD = new RegExp(`${PHRASES.join('|')}|[가-힣]+|[a-z]+(?:'[a-z]+)?|[\\p{L}\\p{N}@]`, 'gu');

const inOneForm = (text: string): string =>
  REWRITTEN.reduce(
    (result, [from, to]) => result.replaceAll(from, to),
    text
      .slice(0, 2 * LONGEST_REASON)
      .normalize('NFKC')
      .toLowerCase(),
  ).trim();

const REWRITTEN: readonly (readonly [from: RegExp, to: string])[] = [
  [/’/g, "'"],
  // Lone jamo such as `ㅠㅠ`.
  [/[\u1100-\u11ff\u3131-\u318e]+/g, ''],
  [/\s+/g, ' '],
  // `지연` and `마음` alone may be persons.
  [
    /(배송|출고|발송|도착)[이가]? ?지연(?:으로|때문에|이요|이에요|입니다|됨|돼서|되어|되어서|됐어요|되었어요|되네요|돼요|됩니다)?(?![가-힣])/g,
    '$1 늦음',
  ],
  [/(?<![가-힣])마음에 ?(?:안 ?들|들지 ?않)[가-힣]{1,4}(?![가-힣])/g, '불만'],
  [/단순 변심/g, '단순변심'],
  // A word that negates belongs to the next word, since it would reverse the sense if it were left out.
  [/(?<![가-힣])([안못]) (?=[가-힣])/g, '$1'],
  [/\bno\b/g, 'not'],
];
