import type { Breakage } from '../breakage.ts';
import { VENDOR } from '../create-world.ts';

/** There are no warnings while Coupang cannot be read (S2). */
export const silentWhileBlind: Breakage = {
  name: 'an outage of Coupang that silences the ladder',
  breakTrack: (ports) => ({
    ...ports,
    reader: {
      ...ports.reader,
      attention: async (...asked) => {
        const { tickets, notices } = await ports.reader.attention(...asked);
        const state = await ports.states.read(VENDOR);
        return { tickets: state?.failure ? [] : tickets, notices };
      },
    },
  }),
};
