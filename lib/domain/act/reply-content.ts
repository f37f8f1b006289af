import { createHash } from 'node:crypto';
import type { ReplyFacts } from '../order/order.ts';
import { PLACES, type Source, SOURCES } from '../sources.ts';
import type { RefusalCode } from '../ticket/act.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { dateAt } from '../time/dates.ts';

/** In UTF-16 units, like Coupang's Java. Source: coupang-api.md section 2.3. Assumption: product-reply-length. */
const SHORTEST = 2;
const LONGEST = 1000;

/**
 * The reply to send for a typed text, or why it cannot be sent. Without its signature the text must have visible characters, whatever the
 * guard's settings.
 */
export const readReply = (
  text: string,
  signature?: string,
): { content: string } | { refusal: Extract<RefusalCode, 'blank' | 'content-length'> } => {
  if (isBlank(cleanReply(withoutSignature(text, signature)))) return { refusal: 'blank' };
  const content = cleanReply(signReply(text, signature));
  return content.length >= SHORTEST && content.length <= LONGEST
    ? { content }
    : { refusal: 'content-length' };
};

/**
 * The text as Coupang gets it, of any length. Line breaks become `\n`, and letters are composed (NFC). Control characters other than the
 * tab, lone surrogates, and white space at the ends are removed.
 */
export const cleanReply = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/\p{Cs}/gu, '')
    .normalize('NFC')
    .trim();

/**
 * Formats, fillers, private and unassigned characters, lone surrogates. The single code points count as letters or symbols, but are empty
 * or stand for missing content.
 */
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2800\ufffc\ufffd\u{1d159}\u{13441}\u{13442}]/gu;

export const removeInvisible = (text: string): string => text.replaceAll(INVISIBLE, '');

/** A combining mark alone does not count as visible. */
export const isBlank = (text: string): boolean => !/[^\p{Z}\p{Cc}\p{M}]/u.test(removeInvisible(text));

/** A hash that ignores white space. The text itself is not kept. */
export const replyMark = (text: string): string =>
  createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('base64url').slice(0, 16);

/**
 * Adds the team's signature as the last lines.
 * @internal
 */
export const signReply = (text: string, signature: string | undefined): string =>
  signature === undefined || isSigned(text, signature) ? text : `${text.trimEnd()}\n${signature}`;

const withoutSignature = (text: string, signature: string | undefined): string =>
  signature !== undefined && isSigned(text, signature) ? text.trimEnd().slice(0, -signature.length) : text;

const isSigned = (text: string, signature: string): boolean => text.trimEnd().endsWith(signature);

/**
 * Fills in the ticket's product, order number and date of order, and the order's facts that the form has. A place without a value stays, and
 * such a reply is never sent.
 * @param zone the market's
 */
export const fillTemplate = (
  template: string,
  { key, facts: { product, orderId, orderDate } }: Ticket,
  zone: string,
  { invoice, carrier, status, delivered }: ReplyFacts = {},
): string => {
  const places: readonly string[] = SOURCES[key.source].places;
  const date = orderDate === undefined ? undefined : dateAt(orderDate, zone);
  const values: Record<string, string | undefined> = {
    '{product}': product,
    '{order}': orderId,
    '{date}': date,
    '{invoice}': invoice,
    '{carrier}': carrier,
    '{status}': status,
    '{delivered}': delivered,
  };
  return template.replace(PLACE, (written) => {
    const name = placeOf(written);
    return places.includes(name) ? (values[name] ?? written) : written;
  });
};

/** Anything in braces, also in those that Unicode equates with `{` and `}`. */
const PLACE = /[{｛﹛︷][^{}｛｝﹛﹜︷︸]+[}｝﹜︸]/gu;

/** Names of the places in the languages of teams. */
const OWN_NAMES: Partial<Record<string, string>> = {
  상품명: 'product',
  주문번호: 'order',
  주문일: 'date',
  송장번호: 'invoice',
  택배사: 'carrier',
  배송상태: 'status',
  배송완료일: 'delivered',
  商品名稱: 'product',
  訂單編號: 'order',
  訂購日期: 'date',
  物流單號: 'invoice',
  物流公司: 'carrier',
  配送狀態: 'status',
  送達日期: 'delivered',
};

/** The place that people read, by its English name: spaces, capitals, wide letters and invisible characters make no difference. */
const placeOf = (written: string): string => {
  const name = removeInvisible(written.normalize('NFKC')).slice(1, -1).trim().toLowerCase();
  return `{${OWN_NAMES[name.replaceAll(/\s/g, '')] ?? name}}`;
};

/** Everything in braces in a text. `name`: as `{name}`, in English if it is a place of ours. */
export const listPlaces = (text: string): { written: string; name: string }[] =>
  (text.match(PLACE) ?? []).map((written) => ({ written, name: placeOf(written) }));

/** The first place in a text that has no value: one of ours, or with `isPublic` whatever is in braces. */
export const findUnfilled = (text: string, isPublic: boolean): string | undefined =>
  listPlaces(text).find(({ name }) => isPublic || PLACES.includes(name))?.written;

const FACT_PLACES: readonly string[] = ['{invoice}', '{carrier}', '{status}', '{delivered}'];

/** The places of a text that need facts of the order, as they are written, each once. */
export const listFactPlaces = (text: string): string[] => [
  ...new Set(
    listPlaces(text)
      .filter(({ name }) => FACT_PLACES.includes(name))
      .map(({ written }) => written),
  ),
];

type Template = { source: Source; category?: string | undefined };

/**
 * The indexes of the configured templates for the ticket's source: first those for its category, last those for other categories.
 */
export const orderTemplates = (
  templates: readonly Template[],
  { key, facts: { category } }: Pick<Ticket, 'key' | 'facts'>,
): number[] =>
  templates
    .map(({ source, category: of }, index) => ({
      index,
      source,
      rank: of === undefined ? 1 : of === category ? 0 : 2,
    }))
    .filter(({ source }) => source === key.source)
    .sort((a, b) => a.rank - b.rank)
    .map(({ index }) => index);

/** Keeps the typed text, unless it is only a template. */
export const withTemplate = (typed: string, filled: string, templates: readonly string[]): string => {
  const text = typed.trim();
  return text === '' || templates.some((other) => other.trim() === text)
    ? filled
    : `${typed.trimEnd()}\n\n${filled}`;
};

/** A hash of the agent's request. A reply or confirmation names it, so that another request makes it stale (A2, A3). */
export const requestMark = ({ facts: { kind, text, askedAt } }: Pick<Ticket, 'facts'>): string =>
  createHash('sha256')
    .update(JSON.stringify([kind, text, askedAt]))
    .digest('base64url')
    .slice(0, 16);
