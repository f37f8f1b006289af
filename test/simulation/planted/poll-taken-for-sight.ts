import type { Breakage } from '../breakage.ts';

/** Every poll counts as a reading, so failing readings are never reported (D10). */
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
