import type { KnownBlock, ModalView } from '@slack/web-api';
import type { VendorConfig } from '../../config/schema.ts';
import { ordersOf } from '../../domain/order/orders-of.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { OpenedOrder } from '../../workflows/ports/door-messenger.ts';
import { wingHomeButton } from '../card/wing.ts';
import {
  actions,
  bold,
  code,
  context,
  ORDER_VIEW,
  part,
  plainText,
  richLines,
  section,
} from '../format/blocks.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { nameProduct } from '../format/name-product.ts';
import { type Texts, WORDING } from '../wording/wording.ts';

type ShownTo = Omit<OpenedOrder, 'triggerId'>;

type View = Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] };

/**
 * The view of an order, or of its exchanges (A10). Without content it waits for Coupang's answer. Nobody can edit it if that is lost, so it
 * leads to WING from the beginning. Source: docs.slack.dev, reference of views.
 */
export const buildOrderView = (ticket: Ticket, vendor: VendorConfig, shownTo: ShownTo): View => {
  const texts = WORDING[vendor.language];
  const words = texts.orderView;
  const { by, channel, order } = shownTo;
  const orderId = ordersOf(ticket.facts)[order];
  return {
    type: 'modal',
    callback_id: ORDER_VIEW.callbackId,
    private_metadata: JSON.stringify({ ticket: ticketId(ticket.key), channel, by, order }),
    title: plainText(shownTo.part === 'order' ? words.title : words.exchanges),
    close: plainText(words.close),
    blocks: [
      section(words.loading),
      ...nameOrder(orderId, ticket, texts),
      actions('order', wingHomeButton(texts)),
      context(words.searchInWing),
    ],
  };
};

/** The number alone in its code, so that it can be copied, and the product of the inquiry. */
const nameOrder = (orderId: string | undefined, ticket: Ticket, texts: Texts): KnownBlock[] => {
  const number = plainLine(orderId, OUR_LIMITS.idInList);
  const product = plainLine(nameProduct(ticket.facts, texts), OUR_LIMITS.product);
  const lines = [
    ...(number === '' ? [] : [[bold(texts.orderView.orderNumber), part(' '), code(number)]]),
    ...(product === '' ? [] : [[part(product)]]),
  ];
  return lines.length === 0 ? [] : [{ type: 'rich_text', elements: [richLines(lines)] }];
};

const plainLine = (text: string | undefined = '', limit: number): string =>
  cutText(tidyLine(text), { limit, plain: true });
