import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** A person is told that the press is taken before it is in the table (R29). */
export const actTakenBeforeStored: Breakage = {
  name: 'a press taken before it is stored',
  worse: { presses: 0.06 },
  breakPorts: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        if (event !== 'ActAsked') return ports.writer.change(before, facts, event, at);
        void ports.writer.change(before, facts, event, at).catch(() => {});
        return withFields(before, facts.act ? { act: facts.act } : {});
      },
    },
  }),
};
