import type { Breakage } from '../breakage.ts';

/** The lane is released even if somebody called meanwhile (R18). */
export const releasedThoughCalled: Breakage = {
  name: 'a lane released without looking who called',
  breakPorts: (ports, { lanes }) => ({
    ...ports,
    lanes: {
      ...ports.lanes,
      release: (vendor, token, end) => {
        const lane = lanes.get(vendor);
        if (lane?.called && lane.token === token) {
          const { called, ...uncalled } = lane;
          lanes.put(vendor, uncalled);
        }
        return ports.lanes.release(vendor, token, end);
      },
    },
  }),
};
