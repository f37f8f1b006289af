import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import type { AttentionRow, ClosedRow, Ticket, TicketFacts } from '../domain/ticket/ticket.ts';
import type { BriefRow } from '../workflows/ports/ticket-store.ts';
import { withoutEmpty, everyField, parseGroups, parseItem } from './parse-item.ts';
import { withMarks } from './former-lists.ts';
import { attention, closing } from './index-attributes.ts';
import { nameOfItem, parseTicketKey, ticketItemKey, vendorPartition } from './item-keys.ts';
import type { Item, ItemKey } from './table.ts';
import {
  attentionRowSchema,
  briefRowSchema,
  closedRowSchema,
  FACT_NAMES,
  factsSchema,
  ticketSchemas,
} from './ticket-schema.ts';

/**
 * The item of a new ticket. It is in `attention` at once, since its event is unpublished (R3). Throws StoreError
 * (`unreadable`) if it could not be read back, such as for an id that is not a decimal.
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
  const groups = parseGroups(ticketSchemas, withMarks(item), nameOfItem(item));
  const ticket: Ticket = { type: 'ticket', key, ...groups };
  return item['noPostAsks'] === true ? asProvisional(ticket) : ticket;
};

/** An earlier version stored the ticket of a row without an asking post by another name. */
const asProvisional = (ticket: Ticket): Ticket => ({
  ...ticket,
  facts: { ...ticket.facts, provisional: { seenAt: ticket.facts.openedAt } },
});

/** Throws StoreError for an incomplete row. */
export const parseAttentionRow = (item: Item): AttentionRow => {
  const key = parseTicketKey(item);
  return { ...key, ...parseItem(attentionRowSchema, item, nameOfItem(item)) };
};

/** Throws StoreError for an incomplete row. */
export const parseBriefRow = (item: Item): BriefRow => {
  const key = parseTicketKey(item);
  return { ...key, ...parseItem(briefRowSchema, item, nameOfItem(item)) };
};

/** Throws StoreError for an incomplete row. */
export const parseClosedRow = (item: Item): ClosedRow => {
  const key = parseTicketKey(item);
  return { ...key, ...parseItem(closedRowSchema, item, nameOfItem(item)) };
};

/**
 * All facts as attributes, the absent ones as `undefined`. A closed ticket also gets the closed index and the expiry (R6).
 * Other fields of the argument are left out (R1).
 */
export const factAttributes = (vendor: VendorRef, facts: TicketFacts): Item => {
  const name = `A write to a ticket of ${vendorPartition(vendor)}`;
  const fields = everyField(factsSchema, FACT_NAMES, facts, name);
  return { ...fields, ...closing(vendor, fields.state === 'closed' ? fields.closedAt : undefined) };
};
