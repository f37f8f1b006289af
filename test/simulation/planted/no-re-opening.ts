import type { Breakage } from '../breakage.ts';

/** What is closed stays closed, whatever Coupang lists. */
export const noReOpening: Breakage = {
  name: 'no re-opening',
  breakPorts: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) =>
        event === 'TicketReopened' ? before : ports.writer.change(before, facts, event, at),
    },
  }),
};
