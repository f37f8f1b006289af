import type { Breakage } from '../breakage.ts';

/** The team is mentioned at any hour (C4). */
export const nightPagesAll: Breakage = {
  name: 'the team mentioned at night',
  breakTrack: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: (before, facts, event, at) => {
        const steps = facts.steps.map((step, index) =>
          step.tells && index >= before.facts.steps.length ? { ...step, tells: 'team' as const } : step,
        );
        return ports.writer.change(before, { ...facts, steps }, event, at);
      },
    },
  }),
};
