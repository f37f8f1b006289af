import type { Breakage } from '../breakage.ts';

/** Whoever cannot be read is taken for a program that has just begun to run again (R17). */
export const outageTakenForAPause: Breakage = {
  name: 'an outage taken for a pause',
  breakTrack: (ports) => ({
    ...ports,
    states: {
      ...ports.states,
      read: async (vendor) => {
        const state = await ports.states.read(vendor);
        const { recentCompleteAt: since, polledAt: until } = state ?? {};
        if (!state || since === undefined || until === undefined) return state;
        return { ...state, pause: { since, until } };
      },
    },
  }),
};
