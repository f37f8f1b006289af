import { replyHoldsPersonalData } from '../inquiry/mask.ts';
import { mayNamePerson } from '../inquiry/names.ts';
import { DIGIT_SIGNS, toPlain } from '../inquiry/plain-text.ts';
import { SOURCES } from '../sources.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { DATE, PHRASES } from './guard-rules.ts';
import { removeInvisible } from './reply-content.ts';

/** The faults of a reply that everybody reads (A8). `name` is a guess, so it only warns. */
export const PUBLIC_RULES = ['personal-data', 'order-number', 'link', 'name'] as const;
export type PublicRule = (typeof PUBLIC_RULES)[number];

/**
 * Finds what must not be public in a reply to this ticket, whatever the guard's settings. Nothing, if only the buyer reads the reply. An
 * author may ignore a warning, but nothing that blocks.
 * @param content the whole reply, with its signature
 */
export const findPublicFaults = (
  content: string,
  { key, facts: { orderId, orderIds = [], text: question } }: Pick<Ticket, 'key' | 'facts'>,
): { rule: PublicRule; does: 'block' | 'warn' }[] => {
  if (!SOURCES[key.source].isPublic) return [];
  const orders = [...orderIds, ...(orderId === undefined ? [] : [orderId])];
  const looks: Record<PublicRule, (text: string) => boolean> = {
    'personal-data': replyHoldsPersonalData,
    'order-number': (text) => holdsLongNumber(withoutOpenNumbers(text, question)) || holdsOrder(text, orders),
    link: holdsLink,
    name: mayNamePerson,
  };
  const readings = waysToRead(content);
  return PUBLIC_RULES.filter((rule) => readings.some(looks[rule])).map((rule) => ({
    rule,
    does: rule === 'name' ? 'warn' : 'block',
  }));
};

export const mustNotBePublic = (content: string, ticket: Pick<Ticket, 'key' | 'facts'>): boolean =>
  findPublicFaults(content, ticket).some(({ does }) => does === 'block');

/** The team's signature, unless everybody reads the reply and it may not be public, such as one with a phone number. */
export const signatureFor = (
  ticket: Pick<Ticket, 'key' | 'facts'>,
  signature: string | undefined,
): string | undefined =>
  signature !== undefined && mustNotBePublic(signature, ticket) ? undefined : signature;

/** The text as people see it. Characters that change its direction may show it backwards. */
const waysToRead = (content: string): string[] => {
  const seen = removeInvisible(content.normalize('NFKC'));
  return TURNS.test(content) ? [seen, Array.from(seen).toReversed().join('')] : [seen];
};
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;

/** Stricter than the guard, which only warns: a text without a blank after a dot is an address unless it is ordinary. */
const holdsLink = (text: string): boolean => {
  const dotted = text.replaceAll(DOT_IN_ADDRESS, '.');
  const unnamed = text.replaceAll(MODEL, '#');
  return (
    PHRASES.link.some(({ pattern }) => pattern.test(dotted)) ||
    ADDRESSES.some((address) => address.test(unnamed))
  );
};
/** The name of a model, such as AB24.AKOR. The guard's patterns still find AB24.COM. */
const MODEL = /(?<![\p{L}\p{N}-])(?=[A-Z-]*\d)[A-Z\d-]+\.[A-Z]{3,5}(?![A-Za-z\d-])/gu;
/** Browsers read the ideographic full stop as a dot. */
const DOT_IN_ADDRESS = /(?<=[a-z\d])[。·‧∙•・](?=[a-z\d])/gi;

/** Letters of addresses that end in no Korean or Chinese word. */
const LETTER = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]`;
const AT_END = String.raw`(?!${LETTER}|[\d-])`;
/** Before a dot and a word: the end of a Korean sentence, the number of a list, a title. */
const ORDINARY = String.raw`[다요까죠음함임됨]|(?<![\p{L}\p{N}])(?:\d{1,2}|dr|mr|mrs|ms|st|no|co|vol|ver|vs)`;
const SIZE = String.raw`x{1,3}[sl]${AT_END}`;

const ADDRESSES: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<=[\p{L}\p{N}])(?<!${ORDINARY})[.。](?!${SIZE})(?:xn--|${LETTER}{2,24}${AT_END})`,
    'iu',
  ),
  // Capital letters may begin the next sentence.
  /(?<=[\p{L}\p{N}])[.。](?:com|net|org|co|kr|tw|jp|cn|hk|de|uk|us|eu|me|io|ai|tv|info|biz|xyz|page|dev|app|link|site|shop|store|online)(?![A-Za-z\d-])/u,
  /[\p{L}\p{N}]\s?[.。·‧∙•・]\s?(?:com|COM|net|org|kr|tw)(?![A-Za-z\d-])/u,
  // An IP address. Shoe sizes go up by five, and clothes have sizes such as 55.66.77.88.
  /(?<![\d.])(?!(?:(?:\d{0,2}[05]|(\d)\1)(?:\.|(?!\d))){4})\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/,
  /(?<![a-z])localhost(?![a-z])/i,
];

/** Any signs may separate the digits of this ticket's orders, and stand for them. */
const holdsOrder = (text: string, orders: readonly string[]): boolean => {
  const joined = joinedDigits(text);
  return orders.some((order) => order.length >= SHORTEST_ORDER && joined.includes(order));
};
/** A shorter number is no order's. */
const SHORTEST_ORDER = 5;

const joinedDigits = (text: string): string => toPlain(text).digits.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Without the numbers of certificates, reports and companies, which shops must publish, unless the question holds them. */
const withoutOpenNumbers = (text: string, question: string): string =>
  text.replaceAll(OPEN_NUMBER, (found, number: string) =>
    joinedDigits(question).includes(joinedDigits(number)) ? found : '#',
  );
const OPEN_NUMBER =
  /(?:(?<![A-Z])KC|안전 ?(?:확인|인증)|품목 ?(?:제조 ?)?보고|사업자)(?:[ :(]|전파|안전|적합|인증|확인|대상|신고|등록|번호|필?증|[은는제]){0,8}[A-Z-]{0,10}(\d{3} \d\d \d{5}|\d(?:\p{Pd}?[A-Z\d]){3,24})/giu;

/** Coupang's order numbers have 10 to 14 digits. */
const holdsLongNumber = (text: string): boolean => {
  const plain = toPlain(text.replaceAll(DATE, '#'));
  const digits = plain.text.replaceAll(SURELY_DIGITS, (signs) => toPlain(signs).digits);
  return LONG_NUMBERS.some((numbers) =>
    [...digits.matchAll(numbers)].some(({ index, 0: found }) => {
      const end = index + found.length;
      return (
        countDigits(found) >= SHORTEST_LONG &&
        countDigits(plain.text.slice(index, end)) >= SURE_DIGITS &&
        !isList(found, plain.text.slice(end, end + 8))
      );
    }),
  );
};
/**
 * Korean and Chinese words begin with digits, as in `사이즈` and `一律`, so only a run of such letters is a number. A Latin letter must be
 * between digits. `|` separates sizes.
 */
const SURELY_DIGITS = new RegExp(
  String.raw`(?:(?=[\p{Script=Hangul}\p{Script=Han}])[${DIGIT_SIGNS}]){4,}|(?<=\d)[OoIl]+(?=\d)|(?![\p{L}|])[${DIGIT_SIGNS}]`,
  'gu',
);
/** Numbers whose parts are separated by spaces and hyphens, or by the same sign. A comma and a space separate a list. */
const LONG_NUMBERS: readonly RegExp[] = [
  /\d(?:[\s-]{0,3}\d){9,}/g,
  ...[String.raw`\s?\.\s?`, String.raw`\s?/\s?`, String.raw`\s?_\s?`, String.raw`\s?·\s?`, ','].map(
    (sign) => new RegExp(String.raw`(?<!\d)\d+(?:${sign}\d+)+`, 'g'),
  ),
];
const SHORTEST_LONG = 10;
/** Letters may stand for a few digits, as in `3O00000000000l`. */
const SURE_DIGITS = 6;

const countDigits = (text: string): number => (text.match(/\d/g) ?? []).length;

/** Sizes or years in their order, or measures before their unit. */
const isList = (found: string, after: string): boolean => {
  const numbers = found.match(/\d+/g) ?? [];
  const isAscending = numbers.every((number, at) => at === 0 || Number(number) > Number(numbers[at - 1]));
  return (
    numbers.length >= 3 &&
    ((isAscending && numbers.every((number) => SIZE_OR_YEAR.test(number))) ||
      (UNIT.test(after) && numbers.every((number) => number.length <= 4)))
  );
};
const SIZE_OR_YEAR = /^(?:[1-9]\d{0,2}|(?:19|20)\d{2})$/;
const UNIT = /^\s?\(?(?:mm|cm|m|kg|g|ml|l|인치|원|元)(?![a-z])/i;
