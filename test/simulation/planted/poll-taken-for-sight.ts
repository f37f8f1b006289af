import type { Breakage } from '../breakage.ts';

/** Whoever polls is believed to see: nobody hears of readings that fail (D10). */
export const pollTakenForSight: Breakage = {
  name: 'a failed poll taken for sight',
  breakPorts: (ports) => ({
    ...ports,
    states: {
      ...ports.states,
      read: async (vendor) => {
        const state = await ports.states.read(vendor);
        return state?.polledAt === undefined ? state : { ...state, recentCompleteAt: state.polledAt };
      },
    },
  }),
};
