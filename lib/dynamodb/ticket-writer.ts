import { defined } from '../domain/defined.ts';
import { nextLookOfClosed } from '../domain/delivery/attention-time.ts';
import type { Ticket, TicketFacts } from '../domain/ticket/ticket.ts';
import type { TicketWriter } from '../workflows/ports/ticket-store.ts';
import { CONDITIONS } from './conditions.ts';
import { formerMarks } from './former-lists.ts';
import { attention } from './index-attributes.ts';
import { deliverableItemKey, ticketItemKey } from './item-keys.ts';
import { createOutboxWriter } from './outbox-writer.ts';
import type { Item, Table } from './table.ts';
import { factAttributes, newTicketItem, parseTicket } from './ticket-item.ts';
import { writeAsRead } from './deliverable-item.ts';

const NO_LOOK_UPS: Item = { lookUpAt: undefined, lookUps: 0 };

const isClosing = (before: Ticket, { state }: TicketFacts): boolean =>
  state === 'closed' && before.facts.state !== state;

/** @param newToken names one write, so that the SDK's repeated request recognises itself (R4) */
export const createTicketWriter = (table: Table, newToken: () => string): TicketWriter => {
  const outbox = createOutboxWriter(table, newToken, parseTicket);
  return {
    create: async (ticket) => outbox.create(newTicketItem(ticket)),

    change: async (before, facts, type, at) =>
      outbox.change(
        before,
        {
          ...factAttributes(before.key, facts),
          nextStepAt: nextLookOfClosed(facts),
          // The look-ups of its absence. An older copy in a list has a count of its own.
          ...(isClosing(before, facts) && NO_LOOK_UPS),
        },
        { type, at },
        formerMarks(before.delivery),
      ),

    // Publishing does not change what is owed, so the rank stays.
    notePublished: async (deliverable, version, at) => {
      const published = Object.keys(deliverable.outbox.events).filter((key) => Number(key) <= version);
      await table.update(deliverableItemKey(deliverable.key), {
        write: {
          ...attention(deliverable.key, at),
          publishedVersion: version,
          ...Object.fromEntries(published.map((key) => [`events.${key}`, undefined])),
        },
        condition: CONDITIONS.publishedLower,
        values: { ':published': version },
      });
    },

    noteLookUp: async (key, { lookUpAt, lookUps, lookedUpAt }) => {
      await table.update(ticketItemKey(key), {
        write: { lookUpAt, lookUps, lookedUpAt },
        condition: CONDITIONS.exists,
      });
    },

    forgetAbsence: async (key) => {
      await table.update(ticketItemKey(key), {
        write: NO_LOOK_UPS,
        condition: CONDITIONS.exists,
      });
    },

    settle: async (before, { attentionAt, nextStepAt }) => {
      const write = { ...attention(before.key, attentionAt), ...defined({ nextStepAt }) };
      return (await writeAsRead(table, newToken(), before, write)) !== undefined;
    },
  };
};
