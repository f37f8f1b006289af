import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';

/** Delivery's result for a ticket, as a ticket. */
export const ticketIn = (deliverable: Deliverable): Ticket => {
  if (deliverable.type === 'notice') throw new Error(`${deliverable.key.notice} is no ticket.`);
  return deliverable;
};
