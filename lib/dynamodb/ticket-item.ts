import { TABLE } from '../config/names.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import type { AttentionRow, Ticket, TicketFacts } from '../domain/ticket.ts';
import { definedOnly } from './defined-only.ts';
import { parseTicketKey, ticketItemKey, vendorPartition } from './item-keys.ts';
import { readItem } from './read-item.ts';
import { StoreError } from './store-error.ts';
import { type Item, type ItemKey, nameOf } from './table.ts';
import { attentionRowSchema, factsSchema, ticketSchema } from './ticket-schema.ts';

/** D1: so long after its closing a ticket stays, seconds. */
const KEPT_AFTER_CLOSING_S = 400 * 24 * 60 * 60;

/** The item of a new ticket. It is in `attention` from its first moment, since its event is unpublished (R3). */
export const newTicketItem = (ticket: Ticket): Item & ItemKey => {
  const { market, vendorId, source, inquiryId, answerId, ...attributes } = ticket;
  const key = ticketItemKey({ market, vendorId, source, inquiryId, answerId });
  return {
    ...key,
    ...definedOnly({
      ...attributes,
      ...factAttributes(ticket, ticket),
      ...attention(ticket, ticket.attentionAt ?? ticket.changedAt),
    }),
  };
};

/** Throws StoreError for an item that is no whole ticket. */
export const parseTicket = (item: Item): Ticket => {
  const key = parseTicketKey(item);
  return { ...key, ...readItem(ticketSchema, item, nameOf(ticketItemKey(key))) };
};

/** Throws StoreError for a row that is no whole projection. */
export const parseAttentionRow = (item: Item): AttentionRow => {
  const key = parseTicketKey(item);
  return { ...key, ...readItem(attentionRowSchema, item, nameOf(ticketItemKey(key))) };
};

/** Both attributes of the attention index, which come and go together; `undefined` takes the ticket out. */
export const attention = (vendor: VendorRef, at: number | undefined): Item => ({
  [TABLE.attention.partitionKey]: at === undefined ? undefined : vendorPartition(vendor),
  [TABLE.attention.sortKey]: at,
});

/**
 * All facts as attributes, the absent ones as `undefined`, with what follows from being closed: the closed
 * index and the expiry (R6). Whatever else the argument carries is left out (R1).
 */
export const factAttributes = (vendor: VendorRef, facts: TicketFacts): Item => {
  const absent = Object.fromEntries(Object.keys(factsSchema.shape).map((name) => [name, undefined]));
  const defined = readItem(
    factsSchema,
    definedOnly(facts),
    `A write to a ticket of ${vendorPartition(vendor)}`,
  );
  return { ...absent, ...defined, ...closing(vendor, defined) };
};

const closing = (vendor: VendorRef, { state, closedAt }: TicketFacts): Item => {
  const { partitionKey, sortKey } = TABLE.closed;
  if (state !== 'closed') {
    return { [partitionKey]: undefined, [sortKey]: undefined, [TABLE.expiryAttribute]: undefined };
  }
  if (closedAt === undefined) {
    throw new StoreError(
      'refused',
      `A closed ticket of ${vendorPartition(vendor)} has no closedAt: give one.`,
    );
  }
  return {
    [partitionKey]: vendorPartition(vendor),
    [sortKey]: closedAt,
    [TABLE.expiryAttribute]: Math.ceil(closedAt / 1000) + KEPT_AFTER_CLOSING_S,
  };
};
