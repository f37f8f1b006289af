import type { Subject } from '../../lib/domain/delivery/subject.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';

/** What delivery gave back, where a ticket was given. */
export const ticketIn = (subject: Subject): Ticket => {
  if ('notice' in subject) throw new Error(`${subject.notice} is no ticket.`);
  return subject;
};
