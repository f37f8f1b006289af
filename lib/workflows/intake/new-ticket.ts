import type { Ticket, TicketEventType, TicketFacts, TicketKey } from '../../domain/ticket/ticket.ts';

/**
 * A new ticket: version 1, its event unpublished (R2), in the index at once (R3).
 * @param at epoch ms
 */
export const newTicket = (key: TicketKey, facts: TicketFacts, at: number): Ticket => ({
  type: 'ticket',
  key,
  facts,
  outbox: {
    version: 1,
    publishedVersion: 0,
    events: { '1': { type: firstEvent(facts), at } },
    changedAt: at,
    writeToken: '',
  },
  delivery: { shownVersion: 0, retries: {}, posted: {} },
  poll: { lookUps: 0 },
  ladder: {},
  index: { attentionAt: at },
});

/** `TicketOpened` comes when a ticket is announced. */
const firstEvent = ({ state, announcement }: TicketFacts): TicketEventType =>
  state === 'closed' ? 'TicketClosed' : announcement === 'none' ? 'TicketChanged' : 'TicketOpened';
