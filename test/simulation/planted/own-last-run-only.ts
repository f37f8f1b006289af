import { VENDOR } from '../create-world.ts';
import type { Breakage } from '../breakage.ts';

/** A process measures the gap from its own last run, whoever ran since then (R16, R17). */
export const ownLastRunOnly: Breakage = {
  name: 'a gap measured from its own last run',
  breakTrack: (ports, { lastSeen }) => ({
    ...ports,
    states: {
      ...ports.states,
      read: async (vendor) => {
        const state = await ports.states.read(vendor);
        const own = lastSeen.get(`${VENDOR.market}/${VENDOR.vendorId}/ladder`);
        return state && own?.trackedAt !== undefined ? { ...state, trackedAt: own.trackedAt } : state;
      },
    },
  }),
};
