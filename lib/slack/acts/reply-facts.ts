import { MARKET_LANGUAGES, MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { defined } from '../../domain/defined.ts';
import type { Box, OrderFacts, ReplyFacts, ReturnRequest } from '../../domain/order/order.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { dateAt } from '../../domain/time/dates.ts';
import type { NoFacts } from '../../workflows/ports/order-views.ts';
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
      return box ? orNone(factsOf(box, ticket), form.noFact) : { noFacts: form.severalBoxes };
    }
    case 'cancelled':
      return orNone(statusOf(found.returns, ticket), form.cancelled);
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

/** The box with the inquiry's option, or the only box. */
const boxOf = (boxes: readonly Box[], { facts: { vendorItemId } }: Ticket): Box | undefined => {
  const holding = boxes.filter(({ items }) => holds(items, vendorItemId));
  const [box, ...others] = holding.length > 0 ? holding : boxes;
  return others.length === 0 ? box : undefined;
};

const holds = (items: readonly { vendorItemId?: string }[], option: string | undefined): boolean =>
  option !== undefined && items.some(({ vendorItemId }) => vendorItemId === option);

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
  const holding = returns.filter(({ items }) => holds(items, facts.vendorItemId));
  const types = new Set((holding.length > 0 ? holding : returns).map(({ type }) => type));
  const [type] = types;
  return types.size === 1 && type !== undefined
    ? { status: WORDING[MARKET_LANGUAGES[market]].orderView.returnType[type] }
    : {};
};
