import type { KnownBlock, ModalView } from '@slack/web-api';
import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { isOffered, ordersOf } from '../../domain/order/orders-of.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import {
  type OrderPress,
  type Contact,
  MOST_CONTACTS,
  type OrderContent,
} from '../../workflows/ports/slack.ts';
import { nameState } from '../card/describe-state.ts';
import { shortRequest } from '../card/quote-request.ts';
import { wingHomeButton } from '../card/wing.ts';
import {
  actionButton,
  actions,
  bold,
  code,
  context,
  ORDER_VIEW,
  part,
  plainContext,
  plainText,
  richLines,
  section,
} from '../format/blocks.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatSlackDate } from '../format/format-due.ts';
import type { LinkTo } from '../format/format-link.ts';
import { joinParts, linkOrNumber } from '../format/list-lines.ts';
import { nameProduct } from '../format/name-product.ts';
import { type Texts, WORDING } from '../wording/wording.ts';
import { describeOrder } from './describe-order.ts';

type ShownTo = Pick<OrderPress, 'part' | 'by' | 'channel' | 'order'>;

type Filled = Omit<OrderContent, 'part'> & { linkTo: LinkTo };

type View = Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] };

/**
 * The view of an order, or of its exchanges (A10). Without `filled`, it says that it is loading. It always has a button to WING, since nobody
 * updates the view if the request is lost. Source: docs.slack.dev, reference of views.
 */
export const buildOrderView = (
  ticket: Ticket,
  vendor: VendorConfig,
  shownTo: ShownTo,
  filled?: Filled,
): View => {
  const texts = WORDING[vendor.language];
  const words = texts.orderView;
  const { by, channel, order, part: shownPart } = shownTo;
  const isOrder = shownPart === 'order';
  const mayHaveContacts = filled && isOrder && !NOTHING_TO_SHOW.includes(filled.facts.is);
  const orderId = filled?.orderId ?? ordersOf(ticket.facts)[order] ?? '';
  return {
    type: 'modal',
    callback_id: ORDER_VIEW.callbackId,
    private_metadata: JSON.stringify({ ticket: ticketId(ticket.key), channel, by, order, part: shownPart }),
    title: plainText(isOrder ? words.title : words.exchanges),
    close: plainText(words.close),
    blocks: [
      ...(filled ? describeOrder(filled.facts, ticket, texts) : [section(words.loading)]),
      ...nameOrder(orderId, ticket, texts),
      actions(
        'order',
        wingHomeButton(texts),
        ...(!filled || isIncomplete(filled.facts) || (mayHaveContacts && !filled.contacts)
          ? [actionButton(ORDER_VIEW.again, words.again)]
          : []),
        ...(isOrder && mayHaveExchanges(ticket, filled)
          ? [actionButton(ORDER_VIEW.exchanges, words.exchanges)]
          : []),
      ),
      ...(orderId === '' ? [] : [context(words.searchInWing)]),
      ...(mayHaveContacts ? [{ type: 'divider' as const }, ...listContacts(ticket, filled, texts)] : []),
    ],
  };
};

/** Some facts are missing that another try may find. */
const isIncomplete = (facts: Filled['facts']): boolean =>
  RETRYABLE.includes(facts.is) || (facts.is === 'cancelled' && facts.returns === undefined);

const mayHaveExchanges = ({ key }: Ticket, filled: Filled | undefined): boolean =>
  isOffered('exchanges', key) && filled !== undefined && !NO_EXCHANGES.includes(filled.facts.is);

const RETRYABLE: readonly Filled['facts']['is'][] = ['spent', 'late', 'stopped', 'failed'];
const NOTHING_TO_SHOW: readonly Filled['facts']['is'][] = ['no-order', 'refused'];
const NO_EXCHANGES: readonly Filled['facts']['is'][] = [...NOTHING_TO_SHOW, 'wrong-number', 'other-seller'];

/** The number stands alone in its code element, so that people can copy it. Without a number, the product is hidden, too. */
const nameOrder = (orderId: string, ticket: Ticket, texts: Texts): KnownBlock[] => {
  const number = cutText(tidyLine(orderId), { limit: OUR_LIMITS.idInList, plain: true });
  const product = cutText(nameProduct(ticket.facts, texts), { limit: OUR_LIMITS.product });
  if (number === '') return [];
  const line = [bold(texts.orderView.orderNumber), part(' '), code(number)];
  return [
    { type: 'rich_text', elements: [richLines([line])] },
    ...(product === '' ? [] : [plainContext(product)]),
  ];
};

const listContacts = ({ key }: Ticket, { contacts, linkTo }: Filled, texts: Texts): KnownBlock[] => {
  const words = texts.orderView;
  if (contacts === undefined) return [section(`⚠️ ${words.contactsUnread}`)];
  if (contacts.length === 0) return [context(words.noContact)];
  const shown = contacts.slice(0, MOST_CONTACTS);
  const zone = MARKET_ZONES[key.market];
  const line = (contact: Contact): string =>
    joinParts(
      formatSlackDate(contact.askedAt, zone, texts),
      `*${nameState({ key: contact.key, facts: contact }, texts)}*`,
      words.contactOf[contact.of],
      linkOrNumber(contact.key.inquiryId, contact.card, linkTo, texts),
    );
  return [
    section(words.contacts(shown.length, contacts.length > shown.length)),
    ...shown.flatMap((contact) => [
      section(line(contact)),
      plainContext(shortRequest({ key: contact.key, facts: contact }, texts)),
    ]),
  ];
};
