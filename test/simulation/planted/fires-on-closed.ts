import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** Every ticket in the index gets warnings, even a closed one (R16). */
export const firesOnClosed: Breakage = {
  name: 'a closed ticket warned of',
  breakTrack: (ports) => ({
    ...ports,
    reader: {
      ...ports.reader,
      ticket: async (key) => {
        const ticket = await ports.reader.ticket(key);
        return ticket && withFields(ticket, { state: 'open' });
      },
      attention: async (...asked) => {
        const { tickets, notices } = await ports.reader.attention(...asked);
        return { tickets: tickets.map(({ closedAt, ...row }) => row), notices };
      },
    },
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const stored = await ports.reader.ticket(before.key);
        const { steps, history } = facts;
        return stored && ports.writer.change(stored, { ...stored.facts, steps, history }, event, at);
      },
    },
  }),
};
