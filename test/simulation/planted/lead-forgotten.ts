import type { Breakage } from '../breakage.ts';
import { LEAD_MS } from '../own-ladder.ts';

/** A step is taken for due at its own time, not by the end of the interval. Steps come up to a minute late (R23). */
export const leadForgotten: Breakage = {
  name: 'the lead forgotten',
  breakTrack: (ports) => ({
    ...ports,
    reader: {
      ...ports.reader,
      attention: async (...asked) => {
        const { tickets, notices } = await ports.reader.attention(...asked);
        const later = tickets.map(({ nextStepAt, ...row }) => ({
          ...row,
          ...(nextStepAt !== undefined && { nextStepAt: nextStepAt + LEAD_MS }),
        }));
        return { tickets: later, notices };
      },
    },
  }),
};
