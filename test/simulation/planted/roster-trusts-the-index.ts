import type { Breakage } from '../breakage.ts';

/** The roster forgets who has the ticket, as if the lagging index said that nobody has (R30). */
export const rosterTrustsTheIndex: Breakage = {
  name: 'the roster takes an old row for the ticket',
  shares: true,
  worse: { presses: 0.06 },
  breakShare: (ports) => ({
    ...ports,
    reader: {
      ...ports.reader,
      ticket: async (key) => {
        const ticket = await ports.reader.ticket(key);
        if (!ticket || ticket.facts.state === 'closed') return ticket;
        const { claimedBy, claimedAt, ...facts } = ticket.facts;
        return { ...ticket, facts };
      },
    },
  }),
};
