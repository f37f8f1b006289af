import type { Breakage } from '../breakage.ts';

/** A worker that finds the lane held marks it as called, even if it is no longer held (R18). */
export const calledWithoutToken: Breakage = {
  name: 'called set without the token',
  breakPorts: (ports, { effect, lanes }) => ({
    ...ports,
    lanes: {
      ...ports.lanes,
      call: (vendor, token) =>
        effect(
          'lane.call',
          () => {
            const lane = lanes.get(vendor);
            if (lane) lanes.put(vendor, { ...lane, called: true });
            return true;
          },
          { says: `${vendor.vendorId} ${token}`, token },
        ),
    },
  }),
};
