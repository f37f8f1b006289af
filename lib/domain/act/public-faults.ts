import { maskPersonalData } from '../inquiry/mask.ts';
import { mayNamePerson } from '../inquiry/names.ts';
import { toPlain } from '../inquiry/plain-text.ts';
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
  { key, facts: { orderId, orderIds = [] } }: Pick<Ticket, 'key' | 'facts'>,
): { rule: PublicRule; does: 'block' | 'warn' }[] => {
  if (!SOURCES[key.source].isPublic) return [];
  const orders = [...orderIds, ...(orderId === undefined ? [] : [orderId])];
  const looks: Record<PublicRule, (text: string) => boolean> = {
    'personal-data': (text) => maskPersonalData(text) !== text,
    'order-number': (text) => holdsNumber(text, orders),
    link: (text) => PHRASES.link.some(({ pattern }) => pattern.test(text)),
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

/** The text as people see it. Characters that change its direction may show it backwards. */
const waysToRead = (content: string): string[] => {
  const seen = removeInvisible(content.normalize('NFKC')).replaceAll(DOT_IN_ADDRESS, '.');
  return TURNS.test(content) ? [seen, Array.from(seen).toReversed().join('')] : [seen];
};
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;
/** Browsers read the ideographic full stop as a dot. */
const DOT_IN_ADDRESS = /(?<=[a-z\d])[。·‧∙•・](?=[a-z\d])/gi;

/** Coupang's order numbers have 10 to 14 digits. Any signs may separate those of this ticket. */
const holdsNumber = (text: string, orders: readonly string[]): boolean => {
  const plain = toPlain(text.replaceAll(DATE, '#'));
  const isLong = [...plain.digits.matchAll(LONG_NUMBER)].some(
    ({ index, 0: found }) =>
      (plain.text.slice(index, index + found.length).match(/\d/g) ?? []).length >= SURE_DIGITS,
  );
  const joined = toPlain(text).digits.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return isLong || orders.some((order) => order.length >= SHORTEST_ORDER && joined.includes(order));
};
const LONG_NUMBER = /\d(?:[ -]{0,3}\d){9,}/g;
/** Letters may stand for a few digits, as in `3O00000000000l`. */
const SURE_DIGITS = 6;
/** A shorter number is no order's. */
const SHORTEST_ORDER = 5;
