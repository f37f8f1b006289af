import type { Breakage } from '../breakage.ts';

/** What is owed is told, though the ticket has ended meanwhile (R16). */
export const warnedAfterTheEnd: Breakage = {
  name: 'a warning told after the end',
  breakDrain: (services) => ({
    ...services,
    reader: {
      ...services.reader,
      ticket: async (key) => {
        const ticket = await services.reader.ticket(key);
        const last = ticket?.history.findLastIndex(({ name }) => name.startsWith('step/')) ?? -1;
        const warning = ticket?.history[last];
        const isOwed = warning && !(warning.name in ticket.posted) && ticket.ts !== undefined;
        return isOwed ? { ...ticket, state: 'open', history: ticket.history.slice(0, last + 1) } : ticket;
      },
    },
  }),
};
