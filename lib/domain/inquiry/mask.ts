import { findLabelled } from './labelled-values.ts';
import { findNumbers, type Span } from './personal-numbers.ts';

/** Replaces personal data. It is the same in every language. */
const MASK = '***';

/**
 * Masks personal data in free text: phone numbers (Korean 01x, 02 and 0xx, 050x, +82; Taiwan's 09xx, +886), e-mail
 * addresses, resident, card and account numbers, personal customs codes, Taiwanese ids, and the names and addresses that a
 * template labels. Order, invoice and inquiry numbers stay (decision 111). Full-width digits, odd dashes and invisible
 * characters do not hide a number. The time is linear in the length of the text. Masking twice changes nothing.
 */
export const maskPersonalData = (text: string): string => {
  // A mask separates characters that ran together. What is left may then read as a number.
  let masked = text;
  for (let passes = 0; passes < MOST_PASSES; passes += 1) {
    const again = maskOnce(masked);
    if (again === masked) break;
    masked = again;
  }
  return masked;
};
/** People's texts take two. Some made-up texts would take a pass for each of their words. */
const MOST_PASSES = 8;

const maskOnce = (text: string): string => {
  if (!/[@＠:：\]］】\d０-９]/.test(text)) return text;
  const plain = toPlain(text);
  const spans = [...findMails(plain.text), ...findNumbers(plain.text), ...findLabelled(plain.text)];
  if (spans.length === 0) return text;
  let masked = '';
  let done = 0;
  for (const span of merge(spans.sort((a, b) => a.from - b.from))) {
    masked += text.slice(done, plain.placeOf(span.from)) + MASK;
    done = plain.placeOf(span.to - 1) + 1;
  }
  return masked + text.slice(done);
};

/** Reads as nothing. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Spaces, dashes and full-width characters. */
const ODD =
  /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]|([\u2010-\u2015\u2043\u2212\u30fc\u3161\ufe58\ufe63])|([\uff01-\uff5e])/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/** The text as a reader sees it, in ASCII where possible, and the original position of each of its UTF-16 units. */
const toPlain = (text: string): { text: string; placeOf: (index: number) => number } => {
  const plain = text.replaceAll(ODD, (_odd, dash?: string, wide?: string) => {
    if (wide !== undefined) return String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET);
    return dash === undefined ? ' ' : '-';
  });
  const visible: string[] = [];
  const places: number[] = [];
  let done = 0;
  const keep = (to: number): void => {
    visible.push(plain.slice(done, to));
    for (let index = done; index < to; index += 1) places.push(index);
  };
  for (const { index, 0: invisible } of plain.matchAll(INVISIBLE)) {
    keep(index);
    done = index + invisible.length;
  }
  if (done === 0) return { text: plain, placeOf: (index) => index };
  keep(plain.length);
  return { text: visible.join(''), placeOf: (index) => places[index] ?? plain.length };
};

const LATIN_PART = /[\w.+%-]/;
const LOCAL_PART = /[\p{L}\p{N}_.+%-]/u;
const DOMAIN = / {0,2}(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:[a-z0-9-]{2,63}|한국|닷컴|닷넷|台灣|台湾)/iuy;

/** Grows from each `@` to both sides. So each character is looked at only a few times, whatever the text. */
const findMails = (text: string): Span[] => {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text);
    const from = domain === null ? at : startOfMail(text, at);
    if (domain !== null && from < at) spans.push({ from, to: at + 1 + domain[0].length });
  }
  return spans;
};

/** Where the part before the `@` begins. Letters of other alphabets belong to it only if no Latin letter stands there. */
const startOfMail = (text: string, at: number): number => {
  const quoted = /"[^"\n]{1,64}"$/.exec(text.slice(Math.max(0, at - MOST_QUOTED), at));
  if (quoted) return at - quoted[0].length;
  let end = at;
  while (at - end < 2 && text.charAt(end - 1) === ' ') end -= 1;
  let from = end;
  while (from > 0 && LATIN_PART.test(text.charAt(from - 1))) from -= 1;
  if (end === at && !/[a-z]/i.test(text.slice(from, at)))
    while (from > 0 && LOCAL_PART.test(text.charAt(from - 1))) from -= 1;
  return from === end ? at : from;
};
const MOST_QUOTED = 66;

const merge = (spans: Span[]): Span[] => {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.from < last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
};
