import { PHRASES, kindOfWord } from './reason-words.ts';

/** A longer text is cut before it is read. */
const LONGEST_TEXT = 500;
const LONGEST_REASON = 80;
const GAP = '…';

/**
 * The reason of a return in words that name nobody: only words of returns stay, and each run of other words becomes `…`. Masking personal
 * data is not enough here, since no pattern recognises each name.
 * @returns `undefined` if no word stays
 */
export const maskReason = (text: string): string | undefined => {
  const kept: string[] = [];
  let hasWord = false;
  for (const [word] of inOneForm(text).matchAll(WORD)) {
    const kind = kindOfWord(word);
    if (kind === 'skipped') continue;
    hasWord ||= kind === 'word';
    if (kind !== undefined || kept.at(-1) !== GAP) kept.push(kind === undefined ? GAP : word);
  }
  return hasWord ? cut(kept) : undefined;
};

/** A phrase, a word, or any other character of a name or number. Lone jamo such as `ㅠㅠ` are skipped. */
const WORD = new RegExp(
  `${PHRASES.join('|')}|[가-힣]+|[a-z]+(?:'[a-z]+)?|(?![\\u1100-\\u11ff\\u3131-\\u318e])[\\p{L}\\p{N}@]`,
  'gu',
);

const inOneForm = (text: string): string =>
  REWRITTEN.reduce(
    (result, [from, to]) => result.replaceAll(from, to),
    text.slice(0, LONGEST_TEXT).normalize('NFKC').toLowerCase(),
  );

const REWRITTEN: readonly (readonly [from: RegExp, to: string])[] = [
  [/’/g, "'"],
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
  [/\bmy mind\b/g, 'mind'],
];

const cut = (words: string[]): string => {
  const whole = words.join(' ');
  if (whole.length <= LONGEST_REASON) return whole;
  const end = whole.lastIndexOf(' ', LONGEST_REASON - GAP.length);
  return `${whole.slice(0, end).replace(/ ?…$/, '')} ${GAP}`;
};
