import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { lastWarningAt } from '../../domain/ladder/warning-level.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatSlackTime } from '../format/format-due.ts';
import { joinParts } from '../format/list-lines.ts';
import { nameProductWhole } from '../format/name-product.ts';
import { shopName } from '../format/message-title.ts';
import { nameAnswerer } from './describe-state.ts';
import { nameClaimer, sayWhetherClaimed } from './name-claimer.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

/**
 * `담당 있음 · 주문 …`: the claim, the last warning before Coupang closed it, the ticket, the shop. A card with a button shows
 * the number there instead.
 * @param named whether to name the claimer and the answerer, which mentions them, except in an edit
 */
export const describeTicket = (
  ticket: Ticket,
  vendor: VendorConfig,
  named: { claimer?: boolean; unclaimed?: boolean } = {},
): string => {
  const texts = WORDING[vendor.language];
  return joinParts(
    (named.claimer ? nameClaimer : sayWhetherClaimed)(ticket.facts, texts),
    named.claimer ? nameAnswerer(ticket, vendor) : undefined,
    named.unclaimed && ticket.facts.claimedBy === undefined ? texts.act.unclaimed : undefined,
    lastWarning(ticket, texts),
    leadsToWing(ticket) ? undefined : nameInquiry(ticket.key, texts),
    nameOrders(ticket.facts, texts),
    detail(ticket.facts.category),
    shopName(vendor),
  );
};

/** A question may name dozens of orders. */
const MOST_ORDERS = 3;

const nameOrders = ({ orderId, orderIds = [] }: Ticket['facts'], texts: Texts): string | undefined => {
  const all = [...(orderId === undefined ? [] : [orderId]), ...orderIds].map((id) => tidyLine(id));
  const orders = all.filter((id) => id !== '');
  if (orders.length === 0) return undefined;
  const shown = orders.slice(0, MOST_ORDERS).map(detail).join(texts.comma);
  const others = orders.length - MOST_ORDERS;
  return texts.order(others > 0 ? `${shown} ${texts.notice.more(others)}` : shown);
};

export const leadsToWing = ({ facts: { state, outcome } }: Ticket): boolean =>
  state !== 'closed' || outcome === 'auto-closed' || outcome === 'left-unanswered';

/** `{product} · 문의번호 …`: names one ticket among several. */
export const nameTicket = (ticket: Ticket, texts: Texts): string =>
  joinParts(shownProduct(ticket, texts), nameInquiry(ticket.key, texts));

export const nameInquiry = ({ inquiryId }: TicketKey, texts: Texts): string =>
  texts.inquiry(`\`${detail(inquiryId)}\``);

/** The product comes last in its line, so that it cannot break any formatting. */
export const productLine = (ticket: Ticket, texts: Texts): string[] => {
  const shown = shownProduct(ticket, texts);
  return shown === '' ? [] : [texts.product(shown)];
};

const shownProduct = ({ facts }: Ticket, texts: Texts): string =>
  cutText(nameProductWhole(facts, texts), { limit: OUR_LIMITS.product });

const lastWarning = (ticket: Ticket, texts: Texts): string | undefined => {
  const zone = MARKET_ZONES[ticket.key.market];
  const isClosed = ticket.facts.state === 'closed' && ticket.facts.outcome === 'auto-closed';
  const at = isClosed ? lastWarningAt({ ...ticket.facts, ...ticket.delivery }, sentAt) : undefined;
  return at === undefined
    ? undefined
    : texts.step.lastWarning(formatSlackTime(at, ticket.facts.dueAt, zone, texts));
};

/** A message's `ts` is its time in seconds. */
const sentAt = (ts: string): number | undefined => {
  const at = Number(ts) * 1000;
  return Number.isFinite(at) ? at : undefined;
};

const detail = (text = ''): string => cutText(tidyLine(text), { limit: OUR_LIMITS.detail });
