import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { nameState } from './describe-state.ts';
import { formatAbsolute } from '../format/format-due.ts';
import { nameProduct } from '../format/name-product.ts';
import { WORDING } from '../wording/wording.ts';

const BETWEEN = ' · ';

/**
 * The text on a lock screen, at most 80 characters: state, deadline in the vendor's zone, product, shop. It contains no
 * word of a buyer or an agent.
 * @param state if it is not the ticket's state
 */
export const pushText = (ticket: Ticket, vendor: VendorConfig, state?: string): string => {
  const texts = WORDING[vendor.language];
  const due = texts.pushDue[ticket.facts.kind](
    formatAbsolute(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts),
  );
  const head = `[${state ?? nameState(ticket, texts)}] ${due}${BETWEEN}`;
  const room = OUR_LIMITS.push - head.length;
  if (room <= 0) return cutText(head, { limit: OUR_LIMITS.push, plain: true });
  return `${head}${productAndShop(nameProduct(ticket.facts, texts), tidyLine(vendor.label), room)}`;
};

const productAndShop = (product: string, shop: string, room: number): string => {
  if (product === '') return cutText(shop, { limit: room });
  const both = room - BETWEEN.length;
  const forProduct = cutText(product, { limit: Math.floor(both / 2) }).length;
  const shownShop = cutText(shop, { limit: both - forProduct });
  return `${cutText(product, { limit: both - shownShop.length })}${BETWEEN}${shownShop}`;
};
