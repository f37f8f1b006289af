import type { Breakage } from '../breakage.ts';

/** A closed ticket stays closed even if Coupang lists it. */
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
