import type { Breakage } from '../breakage.ts';

/** A claimed ticket is withheld from the team for good (S6). */
export const claimNeverStale: Breakage = {
  name: 'a claim that never goes stale',
  breakTrack: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const isStale = facts.steps.slice(before.facts.steps.length).some(({ name }) => name === 'stale');
        return isStale ? before : ports.writer.change(before, facts, event, at);
      },
    },
  }),
};
