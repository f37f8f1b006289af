import type { Ticket, TicketKey } from '../domain/ticket.ts';
import type { TicketWriter } from '../workflows/ports.ts';
import { CONDITIONS } from './conditions.ts';
import { ticketItemKey } from './item-keys.ts';
import { settleTicket } from './settle-ticket.ts';
import type { Table } from './table.ts';
import { attention, factAttributes, newTicketItem, parseTicket } from './ticket-item.ts';

/** @param newToken names one write, so that the SDK's repetition of it knows itself (R4) */
export const createTicketWriter = (table: Table, newToken: () => string): TicketWriter => ({
  create: async (ticket) => {
    const item = newTicketItem({ ...ticket, writeToken: newToken() });
    // Parsed before it is stored: an item that nobody can read would stop its vendor's polls.
    const created = parseTicket(item);
    return (await table.put(item, CONDITIONS.isNew)) ? created : ownWrite(table, ticket, created.writeToken);
  },

  change: async (before, facts, event, at) => {
    const version = before.version + 1;
    const writeToken = newToken();
    const item = await table.update(ticketItemKey(before), {
      write: {
        ...factAttributes(before, facts),
        ...attention(before, at),
        version,
        [`events.${version}`]: { type: event, at },
        changedAt: at,
        writeToken,
        // Listed: when it goes again, its look-ups begin anew.
        ...(facts.state === 'open' && { lookUpAt: undefined, lookUps: 0 }),
      },
      condition: CONDITIONS.versionAsRead,
      values: { ':version': before.version },
    });
    return item ? parseTicket(item) : ownWrite(table, before, writeToken);
  },

  notePublished: async (ticket, version) => {
    const published = Object.keys(ticket.events).filter((key) => Number(key) <= version);
    await table.update(ticketItemKey(ticket), {
      write: {
        publishedVersion: version,
        ...Object.fromEntries(published.map((key) => [`events.${key}`, undefined])),
      },
      condition: CONDITIONS.publishedLower,
      values: { ':published': version },
    });
  },

  noteLookUp: async (key, lookUpAt, lookUps) => {
    await table.update(ticketItemKey(key), { write: { lookUpAt, lookUps }, condition: CONDITIONS.exists });
  },

  settle: (before, next) => settleTicket(table, newToken(), before, next),
});

/** After a failed condition: the ticket if the write with this token is the one that stands, else a lost race. */
const ownWrite = async (table: Table, key: TicketKey, writeToken: string): Promise<Ticket | undefined> => {
  const item = await table.get(ticketItemKey(key));
  const ticket = item && parseTicket(item);
  return ticket?.writeToken === writeToken ? ticket : undefined;
};
