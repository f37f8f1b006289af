import type { Breakage } from '../breakage.ts';
import { LEAD_MS } from '../own-ladder.ts';

/** The index is asked for what is due now, not by the end of the interval. Steps come up to a minute late (R23). */
export const leadForgotten: Breakage = {
  name: 'the lead forgotten',
  breakTrack: (ports) => ({
    ...ports,
    reader: {
      ...ports.reader,
      attention: (vendor, until) =>
        ports.reader.attention(vendor, until === undefined ? undefined : until - LEAD_MS),
    },
  }),
};
