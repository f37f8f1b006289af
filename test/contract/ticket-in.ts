import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';

/** What delivery gave back, where a ticket was given. */
export const ticketIn = (deliverable: Deliverable): Ticket => {
  if (deliverable.type === 'notice') throw new Error(`${deliverable.key.notice} is no ticket.`);
  return deliverable;
};
