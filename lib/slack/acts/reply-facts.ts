import { MARKET_LANGUAGES, MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { defined } from '../../domain/defined.ts';
import type { Box, OrderFacts, OrderItem, ReplyFacts, ReturnRequest } from '../../domain/order/order.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { dateAt } from '../../domain/time/dates.ts';
import type { NoFacts } from '../../workflows/ports/slack.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { tidyLine } from '../format/cut-text.ts';
import { WORDING } from '../wording/wording.ts';
import { sayNoFacts } from './describe-order.ts';

/**
 * The facts that a reply may contain, or why there are none (A10). Templates become a reply to the buyer, so their words are in the
 * market's language, and their dates in its zone.
 */
export const readReplyFacts = (
  found: OrderFacts | NoFacts,
  ticket: Ticket,
  { language }: VendorConfig,
): { facts: ReplyFacts } | { noFacts: string } => {
  const texts = WORDING[language];
  const { form } = texts.act;
  switch (found.is) {
    case 'boxes': {
      if (found.boxes.length === 0) return { noFacts: texts.orderView.noBox };
      const box = boxOf(found.boxes, ticket);
      return box ? orNone(factsOf(box, ticket), form.noFact) : { noFacts: form.unclearBox };
    }
    case 'cancelled':
      return orNone(statusOf(found.returns ?? [], ticket), form.cancelled);
    case 'wrong-number':
      return { noFacts: texts.orderView.wrongNumber };
    case 'other-seller':
      return { noFacts: texts.orderView.otherSeller };
    case 'exchanges':
      return { noFacts: form.noFact };
    default:
      return { noFacts: sayNoFacts(found, texts) };
  }
};

const orNone = (facts: ReplyFacts, why: string): { facts: ReplyFacts } | { noFacts: string } =>
  Object.keys(facts).length === 0 ? { noFacts: why } : { facts };

/** The only box that holds what the inquiry is about, unless all of it was cancelled. */
const boxOf = (boxes: readonly Box[], { facts: { vendorItemId } }: Ticket): Box | undefined => {
  const [box, ...others] = holdersOf(boxes, vendorItemId);
  const isAllCancelled = box !== undefined && box.items.length > 0 && box.items.every(isCancelled);
  return others.length > 0 || isAllCancelled ? undefined : box;
};

/**
 * The boxes or returns that hold the inquiry's option, in part at least. They are all of them only if the ticket has no option, or Coupang
 * gives no item's number: the facts of another product would be wrong in a reply.
 */
const holdersOf = <Holder extends { items: readonly OrderItem[] }>(
  all: readonly Holder[],
  option: string | undefined,
): readonly Holder[] => {
  const hasNumbers = all.some(({ items }) => items.some(({ vendorItemId }) => vendorItemId !== undefined));
  if (option === undefined || !hasNumbers) return all;
  return all.filter(({ items }) => items.some((item) => item.vendorItemId === option && !isCancelled(item)));
};

/** An item of a return has no `count`, and was cancelled by the return. */
const isCancelled = ({ count, cancelled = 0 }: OrderItem): boolean =>
  count !== undefined && cancelled > 0 && cancelled >= count;

const factsOf = ({ status, carrier, invoice, deliveredAt }: Box, { key: { market } }: Ticket): ReplyFacts => {
  const words = WORDING[MARKET_LANGUAGES[market]].orderView.status;
  return defined({
    status: status && words[status],
    carrier: factIn(carrier),
    invoice: factIn(invoice),
    delivered: deliveredAt === undefined ? undefined : dateAt(deliveredAt, MARKET_ZONES[market]),
  });
};

/** A cut number would be a wrong number, so a longer text is no fact. */
const factIn = (text = ''): string | undefined => {
  const fact = tidyLine(text);
  return fact === '' || fact.length > OUR_LIMITS.fact ? undefined : fact;
};

/** Coupang's answer does not say whether the order was cancelled or returned. */
const statusOf = (returns: readonly ReturnRequest[], { key: { market }, facts }: Ticket): ReplyFacts => {
  const types = new Set(holdersOf(returns, facts.vendorItemId).map(({ type }) => type));
  const [type] = types;
  return types.size === 1 && type !== undefined
    ? { status: WORDING[MARKET_LANGUAGES[market]].orderView.returnType[type] }
    : {};
};
