import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import type { Ticket, TicketFacts } from '../domain/ticket/ticket.ts';
import { everyField, parseGroups, rowParser, withoutEmpty } from './parse-item.ts';
import { attention, closing, parseTicketKey, ticketItemKey, vendorPartition } from './item-keys.ts';
import { type Item, type ItemKey, nameOf } from './table.ts';
import {
  attentionRowSchema,
  briefRowSchema,
  closedRowSchema,
  FACT_NAMES,
  factsSchema,
  ticketSchemas,
} from './ticket-schema.ts';

/**
 * The item of a new ticket, in `attention` at once, since its event is unpublished (R3). Throws StoreError (`unreadable`) if it
 * could not be read back.
 */
export const newTicketItem = (ticket: Ticket): Item & ItemKey => {
  const { key, facts, outbox, index } = ticket;
  const itemKey = ticketItemKey(key);
  parseTicketKey(itemKey);
  return {
    ...itemKey,
    ...defined(
      withoutEmpty({
        ...ticketAttributesOf(ticket),
        ...factAttributes(key, facts),
        ...attention(key, index.attentionAt ?? outbox.changedAt),
        rank: rankOf(ticket),
      }),
    ),
  };
};

export const ticketAttributesOf = ({ facts, outbox, delivery, poll, ladder, index }: Ticket): Item => ({
  ...facts,
  ...outbox,
  ...delivery,
  ...poll,
  ...ladder,
  ...index,
});

/** Throws StoreError for an incomplete ticket. */
export const parseTicket = (item: Item): Ticket => {
  const key = parseTicketKey(item);
  return { type: 'ticket', key, ...parseGroups(ticketSchemas, item, nameOf(item)) };
};

export const parseAttentionRow = rowParser(parseTicketKey, attentionRowSchema);
export const parseBriefRow = rowParser(parseTicketKey, briefRowSchema);
export const parseClosedRow = rowParser(parseTicketKey, closedRowSchema);

/**
 * All facts as attributes, absent ones as `undefined` (R1). A closed ticket also gets the closed index and the expiry (R6).
 */
export const factAttributes = (vendor: VendorRef, facts: TicketFacts): Item => {
  const name = `A write to a ticket of ${vendorPartition(vendor)}`;
  const fields = everyField(factsSchema, FACT_NAMES, facts, name);
  return { ...fields, ...closing(vendor, facts.state === 'closed' ? facts.closedAt : undefined) };
};
