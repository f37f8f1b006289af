import { BULLET, BUYERS_CONTACT, BUYERS_NAME } from './names.ts';

export type SplitRequest = {
  /** The agent's request to the seller. */
  ask: string;
  /** The template's other fields, without the buyer's name and contact. Empty for an unknown template. */
  fields: readonly TemplateField[];
};

/** `text`: the line without its bullet. `value`: also without its label. */
export type TemplateField = { of: 'order' | 'product' | 'other'; text: string; value: string };

/**
 * Separates an agent's request from the template around it (C8). The template is the lines before the request's label, or else the known
 * lines at the top, and the known lines below. A greeting may precede it. The buyer's name and contact are omitted, and so is the title
 * that each hand-over has. Any other text is a request as a whole. Source: coupang-api.md section 3.
 */
export const splitRequest = (text: string): SplitRequest => {
  const lines = text.split('\n').map((line) => line.trim());
  const start = findStart(lines);
  const label = lines.findIndex((line) => REQUEST.test(line));
  const isLabelled = label >= start && isHead(lines.slice(start, label));
  const first = lines.findIndex((line, index) => index >= start && !isKnown(line));
  const unlabelled = first === -1 ? lines.length : first;
  const end = isLabelled ? label : unlabelled;
  const head = lines.slice(start, end);
  if (!isLabelled && !head.some((line) => factOf(line) !== undefined))
    return { ask: text.trim(), fields: [] };

  const greeting = lines.slice(0, start);
  const body = lines.slice(end).map((line, index) => (index === 0 ? line.replace(REQUEST, '') : line));
  const ask = body
    .filter((line) => factOf(line) === undefined)
    .join('\n')
    .trim();
  if (ask === '')
    return {
      ask: lines
        .filter((line) => !isBuyer(line))
        .join('\n')
        .trim(),
      fields: [],
    };
  const known = body.filter((line) => factOf(line) !== undefined);
  return { ask, fields: [...greeting, ...joinValues(head), ...known].flatMap(toField) };
};

const ASKS = '(?:문의|상담|요청) ?내용';
const BULLETED = String.raw`${BULLET}\s*`;
/** A label begins its line and has a colon. */
const labelled = (names: string): RegExp => new RegExp(String.raw`^(?:${BULLETED})?(?:${names})\s*[:：]\s*`);
/** After a bullet, or alone in its line, it needs no colon. */
const REQUEST = new RegExp(String.raw`^(?:${BULLETED}${ASKS}(?:\s*[:：]|(?=\s|$))|${ASKS}\s*(?:[:：]|$))\s*`);
const BUYER = labelled(`${BUYERS_NAME}|성함|${BUYERS_CONTACT}`);
const FACTS = {
  order: labelled('주문 ?번호'),
  product: labelled('아이템|상품 ?명'),
  other: labelled('(?:반송장|운송장|반품|반품 ?접수) ?번호|입고 ?일자'),
} as const;
/** An unknown line above a known line: few words and a colon. */
const FIELD = new RegExp(`^(?:${BULLETED})?[^:：]{1,20}[:：]`);
/** `[입고완료이관]`, alone in its line. */
const TITLE = /^\[[^\]]{1,40}\]$/;
/** The title of every hand-over. */
const PLAIN_TITLE = /^\[판매자 ?이관\]$/;
const GREETING = /^(?:판매자님,? ?)?(?:안녕하세요|안녕하십니까|수고|고생|반갑습니다|감사합니다)/;
const MOST_GREETING = 3;

type Fact = keyof typeof FACTS | 'buyer';

const factOf = (line: string): Fact | undefined => {
  if (BUYER.test(line)) return 'buyer';
  return (['order', 'product', 'other'] as const).find((of) => FACTS[of].test(line));
};

const isBuyer = (line: string): boolean => factOf(line) === 'buyer';

const isKnown = (line: string): boolean => line === '' || TITLE.test(line) || factOf(line) !== undefined;

/** Where the template begins: at a title near the top, or after a greeting. */
const findStart = (lines: readonly string[]): number => {
  const title = lines.findIndex((line) => TITLE.test(line));
  if (title > 0) {
    const before = lines.slice(0, title).filter((line) => line !== '');
    if (before.length <= MOST_GREETING && !before.some((line) => isKnown(line))) return title;
  }
  const start = lines.findIndex((line) => line !== '' && !GREETING.test(line));
  return Math.max(start, 0);
};

/** Whether all lines before the label belong to a template. */
const isHead = (lines: readonly string[]): boolean =>
  joinValues(lines).every((line) => isKnown(line) || FIELD.test(line));

/** Moves a value in the line below its label beside it. */
const joinValues = (lines: readonly string[]): string[] => {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1) ?? '';
    if (isEmptyFact(last) && !isKnown(line) && !FIELD.test(line))
      joined[joined.length - 1] = `${last} ${line}`;
    else joined.push(line);
  }
  return joined;
};

const isEmptyFact = (line: string): boolean => {
  const of = factOf(line);
  return of !== undefined && line.replace(of === 'buyer' ? BUYER : FACTS[of], '') === '';
};

const toField = (line: string): TemplateField[] => {
  const of = factOf(line);
  if (line === '' || of === 'buyer' || PLAIN_TITLE.test(line) || isEmptyFact(line)) return [];
  const text = line.replace(LEADING_BULLET, '');
  return [{ of: of ?? 'other', text, value: of === undefined ? text : line.replace(FACTS[of], '') }];
};

const LEADING_BULLET = new RegExp(`^${BULLETED}`);
