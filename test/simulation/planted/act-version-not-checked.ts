import type { Breakage } from '../breakage.ts';

/** An act is written whatever others wrote since it was read (R28). Two runs then send it. */
export const actVersionNotChecked: Breakage = {
  name: 'an act written without its version',
  worse: { presses: 0.06, entryFaults: 0.3 },
  breakPorts: (ports, { get }) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const written = await ports.writer.change(before, facts, event, at);
        const stored = get(before.key);
        const isOfAct = facts.act !== undefined && stored?.type === 'ticket';
        return written ?? (isOfAct ? ports.writer.change(stored, facts, event, at) : undefined);
      },
    },
  }),
};
