import { MARKET_ZONES } from '../config/market.ts';
import type { VendorConfig } from '../config/schema.ts';
import type { Ticket } from '../domain/ticket.ts';
import { OUR_LIMITS } from './block-limits.ts';
import { cutText } from './cut-text.ts';
import { formatDay, formatSlackDate } from './format-due.ts';
import { tidyLine } from './tidy-text.ts';
import { WORDING } from './wording.ts';
import type { Texts } from './texts.ts';

/**
 * `담당 없음 · 문의번호 …`: who has it, what it is about, since when, whose it is. The inquiry number stands in
 * backticks, so that it can be copied.
 */
export const describeTicket = (ticket: Ticket, vendor: VendorConfig): string => {
  const texts = WORDING[vendor.language];
  const zone = MARKET_ZONES[ticket.market];
  const orderId = detail(ticket.orderId);
  const day = ticket.orderDate === undefined ? undefined : formatDay(ticket.orderDate, zone);
  return [
    texts.unclaimed,
    texts.inquiry(`\`${detail(ticket.inquiryId)}\``),
    orderId === '' ? '' : texts.order(orderId, day),
    detail(ticket.category),
    texts.asked(formatSlackDate(ticket.askedAt, zone, texts), ticket.askedAtUncertain),
    detail(vendor.label),
  ]
    .filter((said) => said !== '')
    .join(' · ');
};

/** `{product} · 문의번호 …`: which of several it is. */
export const nameTicket = ({ product = '', inquiryId }: Ticket, texts: Texts): string => {
  const shown = cutText(tidyLine(product), { limit: OUR_LIMITS.product });
  const inquiry = texts.inquiry(`\`${detail(inquiryId)}\``);
  return shown === '' ? inquiry : `${shown} · ${inquiry}`;
};

/** The product stands last in its line, outside of any formatting that it could break. */
export const productLine = ({ product = '' }: Ticket, texts: Texts): string[] => {
  const shown = cutText(tidyLine(product), { limit: OUR_LIMITS.product });
  return shown === '' ? [] : [texts.product(shown)];
};

const detail = (text = ''): string => cutText(tidyLine(text), { limit: OUR_LIMITS.detail });
