import type { Span } from './personal-numbers.ts';

const DOT = String.raw`(?: ?\. ?| ?[([{<] ?(?:dot|닷|점) ?[)\]}>] ?| (?:dot|닷|쩜|점) | ?(?:닷|쩜|點) ?|(?<=[a-z\d])점(?=[a-z]))`;
const TOP = 'com|net|org|kr|tw|jp|io|me|info|컴|넷|콤';
const PORTAL =
  '네이버|지메일|쥐메일|구글|다음|한메일|네이트|카카오|야후|핫메일|아웃룩|아이클라우드|naver|gmail|daum|hanmail|nate|kakao|yahoo|hotmail|outlook|icloud|hinet';
const LABEL = String.raw`[\p{L}\p{N}-]{1,63}`;
/** As it is written behind `@`. */
const PLAIN_DOMAIN = String.raw` {0,2}(?:${LABEL}\.){1,8}(?:[a-z0-9-]{2,63}|한국|닷컴|닷넷|台灣|台湾)`;
/** As it is written to hide it. */
const HIDDEN_DOMAIN = String.raw` {0,2}(?:(?:${PORTAL})(?:${DOT}(?:${TOP}|co)(?:${DOT}(?:kr|tw|jp))?(?![a-z])|(?![\p{L}\p{N}]))|[a-z0-9가-힣-]{1,63}?(?:${DOT}[a-z0-9-]{2,63}){0,3}${DOT}(?:${TOP})(?![a-z]))`;
const DOMAIN = new RegExp(`(?:${PLAIN_DOMAIN}|${HIDDEN_DOMAIN})`, 'iuy');
/** Behind a word it must look like no sentence: `look at naver.com`. */
const SPOKEN_DOMAIN = new RegExp(
  String.raw` {0,2}(?:[a-z0-9-]{1,63}(?: (?:dot|닷|쩜|점) [a-z0-9-]{2,63}){1,4}|(?:gmail|naver|hanmail|daum|nate|hotmail|yahoo|outlook|icloud)\.(?:com|net|co\.kr))`,
  'iuy',
);
const AT = /@|[([{<] ?(?:at|골뱅이|앳) ?[)\]}>]|골뱅이|小老鼠| at (?=[a-z0-9])/gi;

/** Grows from each `@`, or a word for it, to both sides. Each character is read only a few times, whatever the text. */
export const findMails = (text: string): Span[] => {
  const spans: Span[] = [];
  for (const { index, 0: at } of text.matchAll(AT)) {
    const domain = at === '@' || !at.startsWith(' ') ? DOMAIN : SPOKEN_DOMAIN;
    domain.lastIndex = index + at.length;
    const found = domain.exec(text);
    const from = found === null ? index : startOfMail(text, index, at === '@');
    if (at.startsWith(' ') && found?.[0].includes('.') && !/\d/.test(text.slice(from, index))) continue;
    if (found !== null && from < index) spans.push({ from, to: index + at.length + found[0].length });
  }
  return spans;
};

const LATIN_PART = /[\w.+%-]/;
const LOCAL_PART = /[\p{L}\p{N}_.+%-]/u;

/** Where the part before the `@` begins. Letters of other alphabets belong to it only if there is no Latin letter. */
const startOfMail = (text: string, at: number, mayBeKorean: boolean): number => {
  const quoted = /"[^"\n]{1,64}"$/.exec(text.slice(Math.max(0, at - MOST_QUOTED), at));
  if (quoted) return at - quoted[0].length;
  let end = at;
  while (at - end < 2 && text.charAt(end - 1) === ' ') end -= 1;
  let from = end;
  while (from > 0 && LATIN_PART.test(text.charAt(from - 1))) from -= 1;
  if (mayBeKorean && end === at && !/[a-z]/i.test(text.slice(from, at)))
    while (from > 0 && LOCAL_PART.test(text.charAt(from - 1))) from -= 1;
  return from === end ? at : from;
};
const MOST_QUOTED = 66;
