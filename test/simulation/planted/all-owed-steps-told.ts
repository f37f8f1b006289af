import type { Breakage } from '../breakage.ts';

/** After a time without looks, every step that fell due is announced, not only the nearest (R23). */
export const allOwedStepsTold: Breakage = {
  name: 'all owed steps told',
  breakTrack: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: (before, facts, event, at) => {
        const reached = facts.steps.slice(before.facts.steps.length);
        const lines = reached.map((step) => ({ name: `step/${step.name}/${step.deadline}` as const, at }));
        const told = reached.map(({ passed, ...step }) => ({ ...step, tells: 'team' as const }));
        return ports.writer.change(
          before,
          { ...facts, steps: [...before.facts.steps, ...told], history: [...before.facts.history, ...lines] },
          event,
          at,
        );
      },
    },
  }),
};
