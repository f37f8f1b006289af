/** Replaces personal data. It is the same in every language. */
const MASK = '***';

/**
 * Masks phone numbers (Korean 01x, 02 and 0xx, 050x, +82; Taiwan's 09xx, +886) and e-mail addresses in free text. Runs of 10
 * to 14 digits stay if they do not begin like a phone number (invoices, orders). Full-width digits, odd dashes and invisible
 * characters do not hide a number. The time is linear in the length of the text. Masking twice changes nothing.
 */
export const maskPersonalData = (text: string): string => {
  let masked = maskOnce(text);
  // A mask separates characters that ran together. What is left may then read as a number.
  for (let again = maskOnce(masked); again !== masked; again = maskOnce(masked)) masked = again;
  return masked;
};

const maskOnce = (text: string): string => {
  if (!/[@＠\d０-９]/.test(text)) return text;
  const plain = toPlain(text);
  const spans = [...findMails(plain.text), ...findPhones(plain.text)].sort((a, b) => a.from - b.from);
  let masked = '';
  let done = 0;
  for (const span of merge(spans)) {
    masked += text.slice(done, plain.starts[span.from]) + MASK;
    done = (plain.starts[span.to - 1] ?? 0) + 1;
  }
  return masked + text.slice(done);
};

type Span = { from: number; to: number };

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const DASH = /[\u2010-\u2015\u2043\u2212\u30fc\u3161\ufe58\ufe63]/;
const SPACE = /[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]/;
const FULL_WIDTH_OFFSET = 0xfee0;

/** The text as a reader sees it, in ASCII where possible, with the original position of each character. */
const toPlain = (text: string): { text: string; starts: number[] } => {
  const plain: string[] = [];
  const starts: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (INVISIBLE.test(character)) continue;
    plain.push(plainCharacter(character));
    starts.push(index);
  }
  return { text: plain.join(''), starts };
};

const plainCharacter = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code < 0x80) return character === '\t' ? ' ' : character;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - FULL_WIDTH_OFFSET);
  if (DASH.test(character)) return '-';
  return SPACE.test(character) ? ' ' : character;
};

/** Between the groups of a phone number: at most three of these, never a line break. */
const GAP = '[ .()/·_-]{0,3}';
const digits = (count: string): string => `(?:${GAP}\\d){${count}}`;
const PHONE = new RegExp(
  [
    `(?:\\+${GAP}82|(?<!\\d)82[ .)-]{1,3}(?=[(0]{0,2}1[016-9]))${digits('8,11')}(?!\\d)`,
    `\\+${GAP}886${digits('8,10')}(?!\\d)`,
    `(?<!\\d)01\\d${digits('7,8')}(?!\\d)`,
    `(?<!\\d)09\\d\\d${digits('6')}(?!\\d)`,
    `(?<!\\d)(?:050\\d|0[2-8]\\d?)${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`,
  ].join('|'),
  'g',
);

const findPhones = (text: string): Span[] =>
  [...text.matchAll(PHONE)].map((match) => ({ from: match.index, to: match.index + match[0].length }));

const LOCAL_PART = /[\w.+%-]/;
const DOMAIN = /(?:[a-z0-9-]{1,63}\.){1,8}[a-z0-9-]{2,63}/iy;

/** Grows from each `@` to both sides. So each character is looked at only a few times, whatever the text. */
const findMails = (text: string): Span[] => {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let from = at;
    while (from > 0 && LOCAL_PART.test(text.charAt(from - 1))) from -= 1;
    DOMAIN.lastIndex = at + 1;
    const domain = from < at ? DOMAIN.exec(text) : null;
    if (domain !== null) spans.push({ from, to: at + 1 + domain[0].length });
  }
  return spans;
};

const merge = (spans: Span[]): Span[] => {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span.from < last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
};
