import { contactNamesOf, ordersOf } from '../../domain/order/orders-of.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { defined } from '../../domain/defined.ts';
import { forEachSettled, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { ifReadable } from '../outbox/read-deliverable.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactReader, OpenReader } from '../ports/store.ts';
import { type Contact, MOST_CONTACTS } from '../ports/slack.ts';

export type ContactPorts = {
  contacts: ContactReader;
  reader: Pick<OpenReader, 'ticket'>;
  clock: Clock;
};

/** A view also says that there are older contacts. */
const MOST_READ = MOST_CONTACTS + 1;

/**
 * Reads the newest earlier tickets of the ticket's orders and of its option, newest first (A10). A pointer is only a hint: each ticket is read,
 * and one that no longer has the order or option is left out, and so is an erased one. The next pointers take their places. Throws StoreError.
 */
export const readContacts = async (ticket: Ticket, ports: ContactPorts): Promise<Contact[]> => {
  const pointers = await listPointers(ticket, ports);
  const found: Contact[] = [];
  while (pointers.length > 0 && found.length < MOST_READ)
    found.push(...(await readTickets(pointers.splice(0, MOST_READ - found.length), ticket, ports)));
  return found;
};

/** The newest pointers first, each ticket once. */
const listPointers = async (ticket: Ticket, { contacts, clock }: ContactPorts): Promise<TicketKey[]> => {
  const now = clock.now();
  const found = new Map<string, { key: TicketKey; openedAt: number }>();
  const errors = await forEachSettled(
    contactNamesOf(ticket.facts),
    async (named) => {
      // The ticket itself is among its own pointers.
      const pointers = await contacts.of(ticket.key, named, { most: MOST_READ + 1, now });
      for (const pointer of pointers) found.set(ticketId(pointer.key), pointer);
    },
    REQUESTS_AT_ONCE,
  );
  if (errors.length > 0) throw errors[0];
  found.delete(ticketId(ticket.key));
  return [...found.values()].sort((a, b) => b.openedAt - a.openedAt).map(({ key }) => key);
};

const readTickets = async (
  keys: readonly TicketKey[],
  ticket: Ticket,
  { reader }: ContactPorts,
): Promise<Contact[]> => {
  const read = new Map<TicketKey, Contact>();
  const errors = await forEachSettled(
    keys,
    async (key) => {
      const earlier = await ifReadable(reader.ticket(key));
      const contact = earlier && contactOf(earlier, ticket);
      if (contact) read.set(key, contact);
    },
    REQUESTS_AT_ONCE,
  );
  if (errors.length > 0) throw errors[0];
  return keys.flatMap((key) => read.get(key) ?? []);
};

const contactOf = (earlier: Ticket, ticket: Ticket): Contact | undefined => {
  const { key, facts, delivery } = earlier;
  if (facts.erased) return undefined;
  const orders = ordersOf(ticket.facts);
  const isOfOrder = ordersOf(facts).some((order) => orders.includes(order));
  const isOfOption = facts.vendorItemId !== undefined && facts.vendorItemId === ticket.facts.vendorItemId;
  if (!isOfOrder && !isOfOption) return undefined;
  const { channel, ts, threadTs } = delivery;
  return {
    key,
    of: isOfOrder ? 'order' : 'option',
    askedAt: facts.askedAt,
    text: facts.text,
    kind: facts.kind,
    state: facts.state,
    ...defined({ outcome: facts.outcome }),
    ...(channel !== undefined && ts !== undefined && { card: { channel, ts, ...defined({ threadTs }) } }),
  };
};
