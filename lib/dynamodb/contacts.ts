import { TABLE } from '../config/names.ts';
import { contactNamesOf } from '../domain/order/orders-of.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { type ContactReader, CONTACTS_KEPT_MS, type ContactWriter } from '../workflows/ports/store.ts';
import { CONDITIONS } from './conditions.ts';
import { contactKey, contactPartition, contactSortTime, parseContactKey } from './item-keys.ts';
import { type ItemKey, nameOf, type Table } from './table.ts';
import { type OnUnreadable, readRows } from './ticket-reader.ts';

/** A pointer has nothing but its key and its expiry. So writing it again, in any order, does no harm. */
export const createContacts = (table: Table, onUnreadable?: OnUnreadable): ContactWriter & ContactReader => ({
  note: async (ticket) => {
    const { erased, openedAt } = ticket.facts;
    if (erased) return;
    for (const key of pointersOf(ticket))
      await table.update(key, {
        write: { [TABLE.expiryAttribute]: Math.ceil((openedAt + CONTACTS_KEPT_MS) / 1000) },
        condition: CONDITIONS.ofThisVersion,
      });
  },

  of: async (vendor, named, { most, now }) => {
    const partition = contactPartition(vendor, named);
    const items = await table.query(
      {
        // TTL deletes late.
        condition: `#${TABLE.partitionKey} = :partition AND #${TABLE.sortKey} >= :since`,
        values: { ':partition': partition, ':since': contactSortTime(now - CONTACTS_KEPT_MS) },
        newest: most,
      },
      nameOf({ pk: partition }),
    );
    return readRows(items, (item) => parseContactKey(vendor, item), onUnreadable);
  },
});

/** The keys of a ticket's pointers, erased or not. */
export const pointersOf = ({ key, facts }: Pick<Ticket, 'key' | 'facts'>): ItemKey[] =>
  contactNamesOf(facts).map((named) => contactKey(key, facts.openedAt, named));
