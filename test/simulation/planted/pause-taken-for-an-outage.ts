import type { Breakage } from '../breakage.ts';

/** Who starts after a pause does not know when the program last ran (R17). */
export const pauseTakenForAnOutage: Breakage = {
  name: 'a pause taken for an outage',
  breakTrack: (ports) => ({
    ...ports,
    states: {
      ...ports.states,
      read: async (vendor) => {
        const { trackedAt: _t, pause: _p, ...state } = (await ports.states.read(vendor)) ?? {};
        return 'completeReadings' in state ? state : undefined;
      },
    },
  }),
};
