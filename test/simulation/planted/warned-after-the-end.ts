import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** An owed warning is sent although the ticket has ended (R16). */
export const warnedAfterTheEnd: Breakage = {
  name: 'a warning told after the end',
  breakDrain: (services) => ({
    ...services,
    reader: {
      ...services.reader,
      ticket: async (key) => {
        const ticket = await services.reader.ticket(key);
        const last = ticket?.facts.history.findLastIndex(({ name }) => name.startsWith('step/')) ?? -1;
        const warning = ticket?.facts.history[last];
        const isOwed =
          warning && !(warning.name in ticket.delivery.posted) && ticket.delivery.ts !== undefined;
        return isOwed
          ? withFields(ticket, { state: 'open', history: ticket.facts.history.slice(0, last + 1) })
          : ticket;
      },
    },
  }),
};
