import type { Breakage } from '../breakage.ts';

/** A call whose answer was lost is made again (R28). */
export const actRepeated: Breakage = {
  name: 'an act repeated after a time-out',
  worse: { presses: 0.06, coupangFails: 0.3 },
  breakPorts: (ports) => ({
    ...ports,
    actions: {
      confirm: async (...asked) => {
        const result = await ports.actions.confirm(...asked);
        return result.is === 'unsure' ? ports.actions.confirm(...asked) : result;
      },
      reply: async (...asked) => {
        const result = await ports.actions.reply(...asked);
        return result.is === 'unsure' ? ports.actions.reply(...asked) : result;
      },
    },
  }),
};
