import { dateAt } from '../time/dates.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** The team's signature follows the text as its last lines. */
export const signReply = (text: string, signature: string | undefined): string =>
  signature === undefined || isSigned(text, signature) ? text : `${text.trimEnd()}\n${signature}`;

/** Removes the signature if the text ends with it. */
export const withoutSignature = (text: string, signature: string | undefined): string =>
  signature !== undefined && isSigned(text, signature) ? text.trimEnd().slice(0, -signature.length) : text;

const isSigned = (text: string, signature: string): boolean => text.trimEnd().endsWith(signature);

/**
 * A template with the ticket's product, order number and date of order. What is not known stays, and the guard finds it.
 * @param zone of the market
 */
export const fillTemplate = (
  template: string,
  { facts: { product, orderId, orderDate } }: Ticket,
  zone: string,
): string => {
  const values: Record<string, string | undefined> = {
    '{product}': product,
    '{order}': orderId,
    '{date}': orderDate === undefined ? undefined : dateAt(orderDate, zone),
  };
  return template.replace(/\{(?:product|order|date)\}/g, (name) => values[name] ?? name);
};

type Template = { category?: string | undefined };

/** The places of the templates in the configuration: first those for the ticket's category. Those for others come last. */
export const orderTemplates = (templates: readonly Template[], category: string | undefined): number[] =>
  templates
    .map(({ category: of }, index) => ({ index, rank: of === undefined ? 1 : of === category ? 0 : 2 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ index }) => index);

/** Keeps the typed text, unless it is nothing but a template. */
export const withTemplate = (typed: string, filled: string, templates: readonly string[]): string => {
  const text = typed.trim();
  return text === '' || templates.some((other) => other.trim() === text)
    ? filled
    : `${typed.trimEnd()}\n\n${filled}`;
};
