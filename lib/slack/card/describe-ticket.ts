import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { lastWarningAt } from '../../domain/ladder/last-warning.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText } from '../format/cut-text.ts';
import { formatDay, formatSlackDate, formatSlackTime } from '../format/format-due.ts';
import { nameClaimer, sayWhetherClaimed } from './name-claimer.ts';
import { tidyLine } from '../format/tidy-text.ts';
import { WORDING } from '../wording/wording.ts';
import type { Texts } from '../wording/texts.ts';

/**
 * `담당 없음 · 문의번호 …`: the claim; the last warning, if Coupang closed it; the inquiry; when it was asked; the shop. The inquiry
 * number is in backticks, so that it can be copied.
 * @param mayName whether to name the claimer: this mentions the person, except in an edit
 */
export const describeTicket = (ticket: Ticket, vendor: VendorConfig, mayName = false): string => {
  const texts = WORDING[vendor.language];
  const zone = MARKET_ZONES[ticket.key.market];
  const orderId = detail(ticket.facts.orderId);
  const day = ticket.facts.orderDate === undefined ? undefined : formatDay(ticket.facts.orderDate, zone);
  return [
    mayName ? nameClaimer(ticket.facts, texts) : sayWhetherClaimed(ticket.facts, texts),
    lastWarning(ticket, zone, texts),
    texts.inquiry(`\`${detail(ticket.key.inquiryId)}\``),
    orderId === '' ? '' : texts.order(orderId, day),
    detail(ticket.facts.category),
    texts.asked(formatSlackDate(ticket.facts.askedAt, zone, texts), ticket.facts.askedAtUncertain),
    detail(vendor.label),
  ]
    .filter((said) => said !== '')
    .join(' · ');
};

/** `{product} · 문의번호 …`: names one ticket among several. */
export const nameTicket = ({ facts: { product = '' }, key: { inquiryId } }: Ticket, texts: Texts): string => {
  const shown = cutText(tidyLine(product), { limit: OUR_LIMITS.product });
  const inquiry = texts.inquiry(`\`${detail(inquiryId)}\``);
  return shown === '' ? inquiry : `${shown} · ${inquiry}`;
};

/** The product comes last in its line, outside of any formatting that it could break. */
export const productLine = ({ facts: { product = '' } }: Ticket, texts: Texts): string[] => {
  const shown = cutText(tidyLine(product), { limit: OUR_LIMITS.product });
  return shown === '' ? [] : [texts.product(shown)];
};

const lastWarning = (ticket: Ticket, zone: string, texts: Texts): string => {
  const isClosed = ticket.facts.state === 'closed' && ticket.facts.outcome === 'auto-closed';
  const at = isClosed ? lastWarningAt({ ...ticket.facts, ...ticket.delivery }, sentAt) : undefined;
  return at === undefined ? '' : texts.step.lastWarning(formatSlackTime(at, ticket.facts.dueAt, zone, texts));
};

/** Slack names a message by its time in seconds. */
const sentAt = (ts: string): number | undefined => {
  const at = Number(ts) * 1000;
  return Number.isFinite(at) ? at : undefined;
};

const detail = (text = ''): string => cutText(tidyLine(text), { limit: OUR_LIMITS.detail });
