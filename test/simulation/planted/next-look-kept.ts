import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** A change of facts keeps the time of the next look, which belongs to the old facts (R3). */
export const nextLookKept: Breakage = {
  name: 'the next look kept over a change',
  breakPorts: (ports, { get, put }) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const written = await ports.writer.change(before, facts, event, at);
        const stored = written && get(written.key);
        if (!stored || stored.type === 'notice' || before.ladder.nextStepAt === undefined) return written;
        const kept = withFields(stored, { nextStepAt: before.ladder.nextStepAt });
        put(kept);
        return kept;
      },
    },
  }),
};
