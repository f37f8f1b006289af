import type { Span } from './personal-numbers.ts';
import { ADDRESS, BULLET, BUYERS_NAME, NAME } from './template-labels.ts';

/**
 * Finds the names and addresses that a template labels, in a text with plain colons. A value stands behind its label, or
 * alone under it between two labels. The time is linear in the length of the text.
 */
export const findLabelled = (text: string): Span[] =>
  text.includes(':') ? [...findValues(text), ...findTaiwaneseBuyers(text)] : [];

const COLON = ' {0,3}: {0,3}';
const LABEL = new RegExp(
  String.raw`(?:^ {0,3}(?:${BULLET} {0,3})?(?:(?<address>${ADDRESS})|${NAME})|(?<!\p{L})(?:${BUYERS_NAME}))${COLON}`,
  'gmu',
);

const findValues = (text: string): Span[] =>
  [...text.matchAll(LABEL)].flatMap((label) => {
    const start = label.index + label[0].length;
    const rest = text.slice(start, start + MOST_READ);
    const under = UNDER.exec(rest)?.[0] ?? '';
    const value = rest.slice(under.length).split(VALUE_END, 1)[0] ?? '';
    const found = (label.groups?.['address'] === undefined ? toName : toAddress)(value.trimEnd());
    const from = start + under.length + value.indexOf(found);
    return found === '' ? [] : [{ from, to: from + found.length }];
  });

/** A value longer than this is masked up to here. */
const MOST_READ = 200;
const LABEL_AHEAD = String.raw`(?=\n {0,3}(?:[◼■□▪▫●○◆◇▶▷※ㅁ]|[^:\n]{1,20}:))`;
/** The line break before a value that stands alone between two labels. */
const UNDER = new RegExp(String.raw`^\n {0,3}(?=[^:\n]{1,80}${LABEL_AHEAD})`);
/** The line's end, a bullet, or another label. */
const VALUE_END = /\n|[◼■□▪▫●○◆◇▶▷※]| (?=[^\s:]{1,15} {0,2}:)/;

/** Its first word, or Latin words. What follows may be what the agent asks. A mask is no name. */
const toName = (value: string): string => {
  const name = /^(?:[A-Za-z.'-]+(?: [A-Za-z.'-]+){0,3}|[가-힣] [가-힣]{1,3}|\S{1,40})/.exec(value)?.[0] ?? '';
  return /\p{L}/u.test(name) && !NO_NAME.test(name) ? name : '';
};
const NO_NAME = /^(?:변경|수정|확인|오류|오기|동일|본인|없음|상이)/;

/** It has letters, and a number or a region. Behind a request only what clearly begins an address is one. */
const toAddress = (value: string): string => {
  const address = value.split(ADDRESS_END, 1)[0] ?? '';
  const isOne = /\p{L}/u.test(address) && /\d|[가-힣](?:시|군|구|읍|면|동) |[縣市區鄉鎮]/.test(address);
  if (isOne && !NO_NAME.test(address) && !LINK.test(address)) return address;
  const [later = ''] = value.slice(ADDRESS_START.exec(value)?.index ?? value.length).split(ADDRESS_END, 1);
  return /\d/.test(later) ? later : '';
};
const LINK = /^(?:https?:|www\.)/;
/** What is asked, or a number of the order. Not a place such as `주문진읍` or `문의면`. */
const ADDRESS_END =
  /[ ,./(]{0,3}(?:(?<![가-힣])(?:요청|(?:주문|송장|운송장|반품|교환|접수|문의|상품)(?: ?(?:번호|건|내용|요청)|(?![가-힣])))|(?<![\d-])[1-9]\d{9,}|訂單|單號)/;
const PLACE = '[가-힣\\d]{1,10}(?:시|도|군|구|읍|면|동|로|길|리|호|아파트|빌라)';
/** Two places, or one and its number. */
const ADDRESS_START = new RegExp(
  String.raw`(?<![가-힣\d])${PLACE}(?:[ ,]{1,2}${PLACE}| ?\d{1,4}(?:-\d{1,4})?(?![\d가-힣]))`,
);

const TAIWANESE_BUYER = new RegExp(
  String.raw`(?<=(?:顧客|客戶|買家) {0,2}${COLON})[\p{Script=Han}]{2,6}(?=[ /,]{1,3}(?:09|\+886|\*))`,
  'gu',
);
const findTaiwaneseBuyers = (text: string): Span[] =>
  [...text.matchAll(TAIWANESE_BUYER)].map(({ index, 0: name }) => ({ from: index, to: index + name.length }));
