/** A part of a text, in UTF-16 units. `to` is behind it. */
export type Span = { from: number; to: number };

/**
 * Finds phones, resident, card and account numbers, personal customs codes and Taiwanese ids in a text with plain digits.
 * Order, invoice and inquiry numbers (10 to 14 digits) are none of these (decision 111). The time is linear in the length
 * of the text.
 */
export const findNumbers = (text: string): Span[] =>
  MANY_DIGITS.test(text) ? KINDS.flatMap((kind) => findKind(text, kind)) : [];

/** Each kind of number has as many, close to each other. It saves most texts the search. */
const MANY_DIGITS = /(?:\d\D{0,3}){7}/;

/** `pattern` finds the number, or ends with it as its group `number`. */
type Kind = { pattern: RegExp; isOne?: (number: string, before: string) => boolean };

const findKind = (text: string, { pattern, isOne }: Kind): Span[] =>
  [...text.matchAll(pattern)].flatMap(({ index, 0: found, groups }) => {
    const number = groups?.['number'] ?? found;
    const from = found === '' ? index : index + found.length - number.length;
    const span = { from, to: from + number.length };
    return isOne?.(number, text.slice(Math.max(0, from - FAR), from)) === false ? [] : [span];
  });

/** How far back a word still says what a number is. */
const FAR = 20;
const THINGS = '주문|송장|접수|택배|대한통운|등기|반품|교환|상품|訂單|單號|發票|order|invoice|tracking';
const NUMBER_WORD = '번호|ID|編號|號碼|number|no\\.?';
const DIRECTLY = '[ :#()은는]{0,4}$';
/** Directly before a number, it says that the number is nobody's own. */
const BUSINESS = new RegExp(
  String.raw`(?:${THINGS}|문의|詢問|inquiry)\s?(?:${NUMBER_WORD}|건)?${DIRECTLY}`,
  'i',
);
const isOwn = (_number: string, before: string): boolean => !BUSINESS.test(before);

/** A phone often stands behind the thing alone, or behind `문의번호`. */
const NAMED = new RegExp(String.raw`(?:單號|(?:${THINGS})\s?(?:${NUMBER_WORD}))${DIRECTLY}`, 'i');
const isUnnamed = (_number: string, before: string): boolean => !NAMED.test(before);
/** Mobile numbers stand behind `운송장`, too, but only its label makes one an invoice. */
const isPhone = (number: string, before: string): boolean =>
  /\D/.test(number) || (isUnnamed(number, before) && (/^0[19]/.test(number) || !INVOICE.test(before)));
const INVOICE = new RegExp(`(?:운송장|運單|tracking)${DIRECTLY}`, 'i');

/** Of all numbers in groups only an invoice may read as a card or as a resident number. */
const isGroupedOwn = (_number: string, before: string): boolean => !INVOICE_NAMED.test(before);
const INVOICE_NAMED = new RegExp(
  String.raw`(?:송장|택배|대한통운|등기|運單|invoice|tracking)\s?(?:${NUMBER_WORD})${DIRECTLY}`,
  'i',
);

/** Between the groups of a number. */
const SEPARATOR = '[ ./·~_-]';
/** Of a phone number: never a line break. */
const GAP = '[ ./·~_()-]{0,3}';
const digits = (count: string): string => `(?:${GAP}\\d){${count}}`;
const PHONES = [
  `(?:\\+${GAP}82|(?<!\\d)82[ .)-]{1,3}(?=[(0]{0,2}1[016-9]))${digits('8,11')}(?!\\d)`,
  `\\+${GAP}886${digits('8,10')}(?!\\d)`,
  `(?<!\\d)01[016-9]${digits('7,8')}(?!\\d)`,
  `(?<!\\d)09\\d\\d${digits('6')}(?!\\d)`,
  `(?<!\\d)(?:050\\d|0[2-8]\\d?)${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`,
  `(?<!\\d)0(?:37|8[29])[ .)-]{1,3}\\d{3}${GAP}\\d{3}(?!\\d)`,
];

/** A birthday and seven digits. Only a label tells 13 digits in a row from an order number. */
const RESIDENTS = [
  String.raw`(?<!\d)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])${SEPARATOR}{1,3}[1-8][\d*]{6}(?![\d*])`,
  String.raw`(?<=(?:주민|외국인)(?: ?등록)? ?번호[^\d\n]{0,5})\d{13}(?!\d)`,
];

const isResident = (number: string, before: string): boolean =>
  (/^p/i.test(number) ? isUnnamed : isGroupedOwn)(number, before);

const CUSTOMS_CODE = String.raw`(?<![A-Za-z\d])[Pp]\d(?:[ -]?\d){11}(?!\d)`;

/** A national id, or a resident certificate: since 2021 with 8 or 9 behind the letter, before with a second letter. */
const TAIWANESE = /(?<![A-Za-z\d])[A-Za-z][1289A-Da-d]\d{8}(?![A-Za-z\d])/g;
/** By their numbers, from 10. Source: Taiwan's check digit of national ids. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

const isTaiwanese = (number: string, before: string): boolean => {
  const [first = 0, second = 0, ...rest] = Array.from(number.toUpperCase(), (character) =>
    /\d/.test(character) ? Number(character) : LETTERS.indexOf(character) + 10,
  );
  const values = [Math.floor(first / 10), first % 10, second % 10, ...rest];
  const sum = values.reduce((total, value, place) => total + value * (TAIWANESE_WEIGHTS[place] ?? 0), 0);
  return sum % 10 === 0 && isOwn(number, before);
};
const TAIWANESE_WEIGHTS = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];

/**
 * 16 digits in a row, or American Express's 15; 14 or 19 in a row are an order or one of Coupang's ids. In groups also the
 * 14 of Diners Club. Any group may be the first, so it looks ahead.
 */
const CARD_GAP = String.raw`[ ./·~_\n-]{1,3}`;
const CARDS = [
  String.raw`(?:[3-69]\d|2[2-7])(?:\d{14}|\d\d(?:${CARD_GAP}\d{4}){3})`,
  String.raw`3[47]\d{13}`,
  String.raw`3[04-9]\d\d${CARD_GAP}\d{6}${CARD_GAP}\d{4,5}`,
];
const CARD = new RegExp(String.raw`(?<!\d)(?=(?<number>${CARDS.join('|')})(?!\d))`, 'g');

/** The check digit of cards, by Luhn. */
const isCard = (number: string, before: string): boolean => {
  const sum = Array.from(number.replaceAll(/\D/g, ''))
    .toReversed()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0 && (/\D/.test(number) ? isGroupedOwn : isOwn)(number, before);
};

/** Not `하나`, `우리` or `우체국` alone: they are words, and a carrier. */
const BANK =
  '은행|뱅크|카뱅|농협|신협|수협|축협|신한|국민|금고|예금|계좌(?: ?번호)?|銀行|帳號|帳戶|國泰世華|中國信託|台北富邦|\\b(?:bank|account)\\b';
/** What may stand between a bank and the number: no other mask, so that a bank has one number. */
const NEAR = String.raw`(?:(?!\*{3})[^\d\n]){0,20}|[ ():]{0,5}\n[ ():-]{0,5}`;
const ACCOUNT = new RegExp(
  String.raw`(?:${BANK})(?! ?카드|나무)(?:${NEAR})(?:\(?\d{3}\)?[ -]{1,2}|\(\d{3}\))??(?!\d{13,14} ?(?:건|취소))(?<number>\d(?:(?: ?- ?)?\d){9,15}|\d(?: ?\d){9,15}|\d(?:\.?\d){9,15})(?!\d)`,
  'gi',
);

/** Behind a name that is a word or a carrier, too, only what is grouped as its accounts are is one. */
const SHORT_ACCOUNT = /(?<![\d-])(?:\d{2,6}(?:-\d{2,7}){2,3}|\d{7}[ -]\d{7}|(?:3333|7979)\d{9})(?![\d-])/g;
const SHORT_BANKS = [
  { bank: 'KB|IBK|NH|SC(?: ?제일)?|토스|카카오', shape: /-.*-/ },
  {
    bank: '하나|우리|기업|부산|대구|광주|제일|씨티|玉山|台新|永豐|兆豐',
    shape: /^(?!\d{4}-\d{4}-\d{4}$).*-.*-/,
  },
  { bank: '우체국', shape: /^\d{6}-\d\d-\d{6}$/ },
  { bank: '카카오', shape: /^\d{13}$/ },
  { bank: String.raw`郵局(?: ?\(?700\)?)?`, shape: /^\d{7}[ -]\d{7}$/ },
].map(({ bank, shape }) => ({
  shape,
  bank: new RegExp(String.raw`(?<![가-힣A-Za-z])(?:${bank})(?:[ :(/]{1,3}[가-힣]{2,4})?[ :()/-]{1,3}$`, 'i'),
}));
const isShortAccount = (number: string, before: string): boolean =>
  /^(?:[ -]?\d){10,16}$/.test(number) &&
  SHORT_BANKS.some(({ bank, shape }) => shape.test(number) && bank.test(before));

/** A card may stand behind them, or a Taiwanese id. */
const PAYMENT = new RegExp(String.raw`(?:결제\s?(?:번호|건)|\bID)${DIRECTLY}`, 'i');
/** Behind what is asked, 13 or 14 digits in a row are an order. */
const ASKED = new RegExp(
  `(?:환불|확인|취소|요청|refund|cancel|check|confirm|request)(?:(?!${BANK})[^\\n])*$`,
  'i',
);
const isAccount = (number: string, before: string): boolean =>
  isOwn(number, before) && !PAYMENT.test(before) && !(/^\d{13,14}$/.test(number) && ASKED.test(before));

const KINDS: readonly Kind[] = [
  { pattern: new RegExp(PHONES.join('|'), 'g'), isOne: isPhone },
  { pattern: new RegExp([...RESIDENTS, CUSTOMS_CODE].join('|'), 'g'), isOne: isResident },
  { pattern: TAIWANESE, isOne: isTaiwanese },
  { pattern: CARD, isOne: isCard },
  { pattern: ACCOUNT, isOne: isAccount },
  { pattern: SHORT_ACCOUNT, isOne: isShortAccount },
];
