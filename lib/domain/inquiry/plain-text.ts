/**
 * A text as a reader sees it, in ASCII where possible. `startOf` and `endOf` map a unit of `text` to the original text. `digits` has the
 * same length and replaces signs that may be read as digits.
 */
export type PlainText = {
  text: string;
  digits: string;
  startOf: (index: number) => number;
  endOf: (index: number) => number;
};

export const toPlain = (text: string): PlainText => {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let done = 0;
  const keep = (to: number): void => {
    parts.push(text.slice(done, to));
    for (let index = done; index < to; index += 1) {
      starts.push(index);
      ends.push(index + 1);
    }
  };
  for (const { index, 0: found } of text.matchAll(ODD)) {
    keep(index);
    done = index + found.length;
    for (const [read, from, to] of readOdd(found)) {
      parts.push(read);
      for (let unit = 0; unit < read.length; unit += 1) {
        starts.push(index + from);
        ends.push(index + to);
      }
    }
  }
  if (done === 0)
    return { text, digits: toDigits(text), startOf: (index) => index, endOf: (index) => index + 1 };
  keep(text.length);
  const plain = parts.join('');
  return {
    text: plain,
    digits: toDigits(plain),
    startOf: (index) => starts[index] ?? text.length,
    endOf: (index) => ends[index] ?? text.length,
  };
};

/** Percent-encoded characters, decomposed letters, and characters that are invisible, full-width or similar to ASCII. */
const ODD =
  /(?:%[\da-f]{2})+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\p{Default_Ignorable_Code_Point}\u20e3]|(?![ -~\n])[\p{Nd}\p{Pd}\p{Zs}\t]|[\u2043\u2212\u2500\u2501\u2504\u2505\u2508\u2509\u254c\u254d\u30fc\u3161]|[\u00b7\u2022\u2027\u2219\u22c5\u30fb\u318d]|[\uff01-\uff5e]|[\u223c\u301c]/giu;

/** The resulting text, and its range in `odd`. */
type Read = [read: string, from: number, to: number];

const readOdd = (odd: string): Iterable<Read> => {
  if (odd.startsWith('%')) return decodePercents(odd);
  return [[readSign(odd), 0, odd.length]];
};

const readSign = (sign: string): string => {
  if (/[\p{Default_Ignorable_Code_Point}\u20e3]/u.test(sign)) return '';
  if (/[\p{Pd}\u2043\u2212\u2500-\u254d\u30fc\u3161]/u.test(sign)) return '-';
  if (/[\u00b7\u2022\u2027\u2219\u22c5\u30fb\u318d]/.test(sign)) return '·';
  if (/[\u223c\u301c]/.test(sign)) return '~';
  if (/[\p{Zs}\t]/u.test(sign)) return ' ';
  if (/\p{Nd}/u.test(sign)) return digitOf(sign);
  return sign.normalize('NFKC');
};

/** Unicode's decimal digits form groups of ten, from 0 to 9. */
const digitOf = (sign: string): string => {
  const folded = sign.normalize('NFKC');
  if (/^\d$/.test(folded)) return folded;
  const code = sign.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
};

const LEAD_BYTES = [
  [0xc0, 1],
  [0xe0, 2],
  [0xf0, 3],
  [0xf8, 4],
] as const;

const UTF_8 = new TextDecoder();
/** Decodes UTF-8, character by character. Other bytes stay encoded. */
function* decodePercents(encoded: string): Generator<Read> {
  for (let from = 0; from < encoded.length;) {
    const byte = byteAt(encoded, from);
    const length = byte < 0x80 ? 1 : (LEAD_BYTES.find(([below]) => byte < below)?.[1] ?? 1);
    const decoded =
      byte < 0x80
        ? String.fromCharCode(byte)
        : UTF_8.decode(Uint8Array.from({ length }, (_, place) => byteAt(encoded, from + 3 * place)));
    const isText = decoded.length > 0 && !/[\ufffd\p{Cc}]/u.test(decoded);
    const to = from + (isText ? 3 * length : 3);
    yield [isText ? decoded : encoded.slice(from, to), from, to];
    from = to;
  }
}

const byteAt = (encoded: string, at: number): number => Number.parseInt(encoded.slice(at + 1, at + 3), 16);

/** Each string lists signs in the order of their values. */
const FROM_ZERO = [
  '〇一二三四五六七八九',
  '⁰¹²³⁴⁵⁶⁷⁸⁹',
  '₀₁₂₃₄₅₆₇₈₉',
  '공일이삼사오육칠팔구',
  '零壹貳參肆伍陸柒捌玖',
];
const FROM_ONE = '①❶➀➊⓵⑴⒈';
const ALSO = { '0': '⓪⓿영빵OoㅇØ', '1': 'lI|', '2': '둘', '3': '셋', '4': '넷', '6': '륙' };
const READ_AS = new Map<string, string>([
  ...FROM_ZERO.flatMap((signs) => Array.from(signs, (sign, value) => [sign, String(value)] as const)),
  ...Array.from(FROM_ONE).flatMap((first) =>
    Array.from(
      { length: 9 },
      (_, value) => [String.fromCharCode(first.charCodeAt(0) + value), String(value + 1)] as const,
    ),
  ),
  ...Object.entries(ALSO).flatMap(([digit, signs]) => Array.from(signs, (sign) => [sign, digit] as const)),
]);
/** The characters of a RegExp's class. */
export const DIGIT_SIGNS = [...READ_AS.keys()].join('');
const DIGIT_LIKE = new RegExp(`[${DIGIT_SIGNS}]`, 'g');

const toDigits = (text: string): string => text.replaceAll(DIGIT_LIKE, (sign) => READ_AS.get(sign) ?? sign);

/**
 * The form in which texts are compared: NFKC, no invisible characters, and single spaces instead of spaces and line breaks. Idempotent, in
 * linear time.
 */
export const normalText = (text: string): string => {
  const visible = withoutLongRuns(text.replaceAll(INVISIBLE, ''));
  return withoutLongRuns(visible.normalize('NFKC')).replaceAll(SPACES, ' ').trim();
};

/** U+2800 is Braille without any dot. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;
const SPACES = /[\s\p{Cc}]+/gu;

/**
 * Limits runs of combining marks, since the time of `normalize` grows with their square. No language needs more than 30 marks on one
 * character. Source: Unicode Standard Annex 15, stream-safe text. Normalisation may lengthen a run.
 */
const withoutLongRuns = (text: string): string => text.replaceAll(LONG_RUN, '$1');
const LONG_RUN = /(\p{M}{30})\p{M}+/gu;

/** The same in every language. */
export const MASK = '***';

/** Whether a masked login is this login: each mask stands for a part with a digit or `@`. So its reader needs no rules of masking. */
export const isMaskedLogin = (masked: string, login: string): boolean => {
  const [first = '', ...parts] = masked.split(MASK);
  if (parts.length === 0) return login === masked;
  const last = parts.pop() ?? '';
  const middle = login.slice(first.length, login.length - last.length);
  return (
    login.length > first.length + last.length &&
    login.startsWith(first) &&
    login.endsWith(last) &&
    /[\d@]/.test(middle) &&
    parts.every((part) => middle.includes(part))
  );
};

/** A stored item holds at most 400 KB. A card shows far less. */
const MAX_TEXT = 8000;

/** A text as a ticket keeps it. @param isCut Coupang's text was cut before */
export const storedText = (text: string, isCut?: true): { text: string; isTextCut?: true } =>
  text.length > MAX_TEXT
    ? { text: text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, ''), isTextCut: true }
    : { text, ...(isCut && { isTextCut: true }) };
