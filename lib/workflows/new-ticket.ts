import type { Ticket, TicketFacts, TicketKey } from '../domain/ticket.ts';

/**
 * A ticket as it is created: version 1, its event unpublished (R2), in the index at once (R3).
 * @param at corrected clock, epoch ms
 */
export const newTicket = (key: TicketKey, facts: TicketFacts, at: number): Ticket => ({
  ...key,
  ...facts,
  version: 1,
  publishedVersion: 0,
  events: { '1': { type: facts.state === 'closed' ? 'TicketClosed' : 'TicketOpened', at } },
  changedAt: at,
  writeToken: '',
  shownVersion: 0,
  reannounced: 0,
  posted: {},
  lookUps: 0,
  attentionAt: at,
});
