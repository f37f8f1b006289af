import { JOB, NOT_A_NAME } from './korean-names.ts';
import { ADDRESS, BULLET, BUYERS_NAME, NAME, SOMEBODY } from './names.ts';
import type { Span } from './personal-numbers.ts';

/**
 * Finds names and addresses behind a template's labels, in a text with plain colons. A value follows its label, or is alone in the line
 * below, between two labels. Linear time.
 */
export const findLabelled = (text: string): Span[] => [...findValues(text), ...findTaiwaneseBuyers(text)];

/** A longer value is masked up to here. */
const MOST_READ = 200;
const COLON = ' {0,3}: {0,3}';
/** Two bars in a line may be the head of a table. */
const BAR = String.raw` {0,3}\|(?![^|\n]{0,${MOST_READ}}\|) {0,3}`;
/** Ends a label at the beginning of a line: a colon or a substitute for it, or nothing before the line's end. */
const MARK = String.raw`(?: {0,3}[:=→] {0,3}|${BAR}| {1,3}- {1,3}|/|\) {0,3}| {0,2}(?=\n))`;
/** The beginning of a line, with an optional bullet, number or label of the request. */
const START = String.raw`^ {0,3}(?:(?:${BULLET}|\(?\d{1,2}[.)]|[가나다라마바사아][.)]|[①-⑳]) {0,3})?(?:(?:문의|상담|요청) ?내용${COLON})?`;
const NAME_END = String.raw` ?[\]】]?${MARK}`;
const INNER_NAME_END = String.raw` ?[\]】]?${COLON}`;
/** In brackets an address needs no colon. `[이름]` may be an unfilled placeholder. */
const ADDRESS_LABEL_END = String.raw`(?:${COLON}| ?[\]】] {0,3}:? {0,3})`;
/** After these labels a name needs no colon if it is alone in the line. */
const RECEIVER = String.raw`(?:받(?:는|으실|으시는)|보(?:내는|내시는|내실|내신|낸)) ?(?:분|사람)`;
const ALONE = String.raw`[가-힣]{2,4}(?: ?님)?(?: ?[/,(]|$)`;
/** A buyer's label directly after a mask does not count. Otherwise each label of a chain would need another pass. */
const LABEL = new RegExp(
  String.raw`${START}[\[【]? ?(?:(?<address>${ADDRESS})(?:${ADDRESS_LABEL_END}|${MARK})|(?:${BUYERS_NAME}|${NAME})${NAME_END}|(?<receiver>${RECEIVER}) {1,2}(?=${ALONE})|(?<somebody>${SOMEBODY})(?: {0,3}[:=→] {0,3}|${BAR}| {1,3}- {1,3}|\) {0,3}))|[:.,!?/()\]】] {0,3}[\[【]? ?(?<inner>${ADDRESS})${ADDRESS_LABEL_END}|(?<![가-힣A-Za-z]|\*{3})(?:${BUYERS_NAME})${INNER_NAME_END}`,
  'gimu',
);

const findValues = (text: string): Span[] =>
  [...text.matchAll(LABEL)].flatMap((label) => {
    const start = label.index + label[0].length;
    const rest = text.slice(start, start + MOST_READ);
    const under = UNDER.exec(rest)?.[0] ?? '';
    const value = rest.slice(under.length).split(VALUE_END, 1)[0] ?? '';
    const isAddress = (label.groups?.['address'] ?? label.groups?.['inner']) !== undefined;
    const isSomebody = (label.groups?.['somebody'] ?? label.groups?.['receiver']) !== undefined;
    const found = (isAddress ? toAddress : isSomebody ? toSomebody : toName)(value.trimEnd());
    if (found === '') return [];
    const first = start + under.length + value.indexOf(found);
    const span = { from: first, to: first + found.length };
    const below = start + under.length + value.length + 1;
    const second = isAddress ? toSecondLine(text.slice(below - 1, below + MOST_READ)) : '';
    return second === '' ? [span] : [span, { from: below, to: below + second.length }];
  });

const LABEL_AHEAD = String.raw`(?=\n {0,3}(?:[◼■□▪▫●○◎◆◇▶▷※ㅁ]|[^:\n]{1,20}:))`;
/** The line break before a value that is alone between two labels. */
const UNDER = new RegExp(String.raw`^\n {0,3}(?=[^:\n]{1,80}${LABEL_AHEAD})`);
/** The line's end, a bullet, or another label. */
const VALUE_END = /\n|[◼■□▪▫●○◎◆◇▶▷※]|[ /,](?=[^\s:/,]{1,15} {0,2}:)/;

const toSecondLine = (text: string): string =>
  (SECOND_LINE.exec(text)?.[0].slice(1).split(ADDRESS_END, 1)[0] ?? '').trimEnd();
const SECOND_LINE =
  /^\n(?=[^\n]{0,40}(?:\d{1,4}동(?![가-힣])|\d{3,4}호(?![가-힣])|\d{1,3}층(?![가-힣])|\d[號樓巷弄室]))[^:◼■□▪▫●○◆◇▶▷※\n]{1,80}(?=\n|$)/;

/** The first word, or Latin words, since a request may follow. A mask is no name. */
const toName = (value: string): string => {
  const name = NAME_WORDS.exec(value)?.[0] ?? '';
  return /\p{L}/u.test(name) && !NO_NAME.test(name) ? name : '';
};

/** Accepts only values as short as a name that name no team or company. */
const toSomebody = (value: string): string => {
  const name = SHORT_NAME.exec(value)?.[0] ?? '';
  return TEAM.test(name) || NOT_A_NAME.test(name) ? '' : toName(name);
};
const SHORT_NAME = new RegExp(
  String.raw`^(?:[가-힣] [가-힣]{1,2}|[가-힣]{2,4}?)(?= ?(?:님|씨|${JOB}|[/,(]|$)| {1,2}0\d)|^[A-Z][A-Za-z'-]+ [A-Z][A-Za-z'-]+$`,
);
const TEAM =
  /(?:팀|부|부서|과|센터|본부|영업소|점|업체|회사|택배|상사|물류|통운|기사|기관|직원|판매자|쿠팡|중|예정)$/;

/** A word that begins with a mask is a name only if it is short. Otherwise each part of a long word would need another pass. */
const NAME_WORDS =
  /^(?:[A-Za-z.'-]+(?: [A-Za-z.'-]+|, ?[A-Z][A-Za-z.'-]*){0,3}|(?:[가-힣]|남궁|황보|제갈|사공|선우|서문|독고|동방) [가-힣]{1,3}|(?!\*{3})\S{1,40}|\S{1,20}(?!\S))/;
/** `변경희` and `오기석` are names. */
const NO_NAME =
  /^(?:same|none|n\/?a|no|同|無|沒有|不|超商|변경|수정|확인|오류|오기|동일인?|상동|그대로|기존|종전|이전과|위와|주문 ?내역|주문서|주문한|본인|없음|상이|부재|불명|모름|가족|문 ?앞|경비실|수령[인자]|수취인|주문자|구매자|고객님?|판매자|불일치|누락|미정|미배정|추후|별도|상담[사원]|표시|표기|부재중|동의|동반|필요|인쇄|문구|자수|회사|쿠팡|고객센터|오타|각인|오기재|미기재|거부|거절|정정|요청|문의|정보|이니셜|각인|연락처|전화|전화번호|휴대폰|번호|주소|이메일|성함|이름|배송지)(?:(?![가-힣])|요청|필요|바랍|부탁|불가|사항|되|됨|해|하[고기는여셔시신]|함|임|입|을|를|과|와|에|대로|으로|로)(?![a-z])/i;

/** An address has letters, and a number or a region. After a request, only a clear beginning of an address counts. */
const toAddress = (value: string): string => {
  const address = value.split(ADDRESS_END, 1)[0] ?? '';
  const isAddressLike =
    /\p{L}/u.test(address) && /\d|[가-힣](?:시|군|구|읍|면|동) |[縣市區鄉鎮]/.test(address);
  if (isAddressLike && !NO_NAME.test(address) && !LINK.test(address)) return address;
  const [later = ''] = value.slice(ADDRESS_START.exec(value)?.index ?? value.length).split(ADDRESS_END, 1);
  return /\d/.test(later) ? later : '';
};
const LINK = /^(?:https?:|www\.)/;
/** Matches a request, a sentence or a number of the order, but not a place such as `주문진읍` or `문의면`. */
const ADDRESS_END =
  /\.(?= {1,2}[A-Z][a-z]{1,9} (?:[a-z]{2}|\d{7}))| {1,2}[/|] {1,2}(?!\S{0,12}(?:[동호층號樓]|\d))|[ ,./(]{0,3}(?:請|麻煩|謝謝|(?:경비실|문 ?앞|배송 ?메모)(?![가-힣])|(?<![가-힣])(?:요청|(?:주문|송장|운송장|반품|교환|접수|문의|상품)(?: ?(?:번호|건|내용|요청)|(?![가-힣])))|(?<![\d-])[1-9]\d{9,}|訂單|單號)/;
const PLACE = '[가-힣\\d]{1,10}(?:시|도|군|구|읍|면|동|로|길|리|호|아파트|빌라)';
/** Two places, or a place and its number. */
const ADDRESS_START = new RegExp(
  String.raw`(?<![가-힣\d])${PLACE}(?:[ ,]{1,2}${PLACE}| ?\d{1,4}(?:-\d{1,4})?(?![\d가-힣]))`,
);

const TAIWANESE_BUYER = new RegExp(
  String.raw`(?<=(?:顧客|客戶|買家) {0,2}${COLON})[\p{Script=Han}]{2,6}(?=[ /,]{1,3}(?:09|\+886|\*))`,
  'gu',
);
const findTaiwaneseBuyers = (text: string): Span[] =>
  [...text.matchAll(TAIWANESE_BUYER)].map(({ index, 0: name }) => ({ from: index, to: index + name.length }));
