import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import type { AttentionRow, ClosedRow, Ticket, TicketFacts } from '../domain/ticket/ticket.ts';
import { everyField } from './every-field.ts';
import { attention, closing } from './index-attributes.ts';
import { parseTicketKey, ticketItemKey, vendorPartition } from './item-keys.ts';
import { parseItem } from './parse-item.ts';
import { StoreError } from './store-error.ts';
import { withAttemptPlace } from './deliverable-schema.ts';
import { type Item, type ItemKey, nameOf } from './table.ts';
import { attentionRowSchema, closedRowSchema, factsSchema, ticketSchema } from './ticket-schema.ts';

/** The item of a new ticket. It is in `attention` from its first moment, since its event is unpublished (R3). */
export const newTicketItem = (ticket: Ticket): Item & ItemKey => {
  const { market, vendorId, source, inquiryId, answerId, ...attributes } = ticket;
  const key = ticketItemKey({ market, vendorId, source, inquiryId, answerId });
  return {
    ...key,
    ...defined({
      ...attributes,
      ...factAttributes(ticket, ticket),
      ...attention(ticket, ticket.attentionAt ?? ticket.changedAt),
      rank: rankOf(ticket),
    }),
  };
};

/** Throws StoreError for an item that is no whole ticket. */
export const parseTicket = (item: Item): Ticket => {
  const key = parseTicketKey(item);
  return { ...key, ...withAttemptPlace(parseItem(ticketSchema, item, nameOf(ticketItemKey(key)))) };
};

/** Throws StoreError for a row that is no whole projection. */
export const parseAttentionRow = (item: Item): AttentionRow => {
  const key = parseTicketKey(item);
  return { ...key, ...parseItem(attentionRowSchema, item, nameOf(ticketItemKey(key))) };
};

/** Throws StoreError for a row that is no whole projection. */
export const parseClosedRow = (item: Item): ClosedRow => {
  const key = parseTicketKey(item);
  return { ...key, ...parseItem(closedRowSchema, item, nameOf(ticketItemKey(key))) };
};

/**
 * All facts as attributes, the absent ones as `undefined`, with what follows from being closed: the closed
 * index and the expiry (R6). Whatever else the argument carries is left out (R1).
 */
export const factAttributes = (vendor: VendorRef, facts: TicketFacts): Item => {
  const fields = everyField(factsSchema, facts, `A write to a ticket of ${vendorPartition(vendor)}`);
  const { state, closedAt } = fields;
  if (state === 'closed' && closedAt === undefined) {
    throw new StoreError(
      'refused',
      `A closed ticket of ${vendorPartition(vendor)} has no closedAt: give one.`,
    );
  }
  return { ...fields, ...closing(vendor, state === 'closed' ? closedAt : undefined) };
};
