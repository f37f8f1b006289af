import type { Breakage } from '../breakage.ts';

/** The last warning to the claimer is taken for needless, like a line that a newer one replaces (R30). */
export const directMessageForgotten: Breakage = {
  name: 'the direct message is passed over',
  shares: true,
  worse: { presses: 0.06 },
  breakDrain: (services) => ({
    ...services,
    delivery: {
      ...services.delivery,
      noteResult: (before, result, attentionAt) => {
        const lines = before.type === 'ticket' ? before.facts.history.map(({ name }) => name) : [];
        const direct = lines.filter((name) => name.startsWith('direct/'));
        const known = before.type === 'ticket' ? before.delivery.posted : {};
        const passed = Object.fromEntries(
          direct.filter((name) => !(name in known)).map((name) => [name, 'passed']),
        );
        const posted = { ...passed, ...result.posted };
        return services.delivery.noteResult(
          before,
          { ...result, ...(Object.keys(posted).length > 0 && { posted }) },
          attentionAt,
        );
      },
    },
  }),
};
