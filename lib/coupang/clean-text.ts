import { maskPersonalData } from '../domain/inquiry/mask.ts';

const LONGEST_TEXT = 20_000;
/** The cut is this far before the limit, since a number or an address may cross the limit. */
const CUT_MARGIN = 50;

export const isTooLong = (text: string): boolean => text.length > LONGEST_TEXT;

/**
 * Cleans free text before it is stored: cuts it at a space without leaving half a number, decodes HTML entities once,
 * removes control characters, and masks personal data.
 */
export const cleanText = (text: string): string =>
  maskPersonalData(
    decodeEntities(isTooLong(text) ? cutLong(text) : text)
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\P{Cc}\n\t]/gu, '')
      .toWellFormed(),
  );

const cutLong = (text: string): string => {
  const limit = LONGEST_TEXT - CUT_MARGIN;
  const end = Math.max(...['\n', '\r', ' '].map((space) => text.lastIndexOf(space, limit)));
  return withoutLastNumber(text.slice(0, end > 0 ? end : limit).trimEnd());
};

const withoutLastNumber = (text: string): string => {
  const last = text.slice(-CUT_MARGIN);
  return text.slice(0, text.length - last.length) + last.replace(NUMBER_AT_END, '').trimEnd();
};
const NUMBER_AT_END = /\p{N}[\p{N}\p{P}\p{S}\p{Z}\n]*$/u;

const NAMED = new Map(
  Object.entries({
    amp: '&',
    apos: "'",
    bull: '•',
    copy: '©',
    deg: '°',
    gt: '>',
    hellip: '…',
    laquo: '«',
    ldquo: '“',
    lsquo: '‘',
    lt: '<',
    mdash: '—',
    middot: '·',
    nbsp: ' ',
    ndash: '–',
    quot: '"',
    raquo: '»',
    rdquo: '”',
    reg: '®',
    rsquo: '’',
    times: '×',
    trade: '™',
  }),
);

const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, decode) : text;

const decode = (entity: string, decimal?: string, hex?: string, name?: string): string => {
  if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? entity;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  if (code === 0xa0) return ' ';
  const scalar = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return scalar ? String.fromCodePoint(code) : entity;
};
