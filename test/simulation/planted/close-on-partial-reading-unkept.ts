import type { Breakage } from '../breakage.ts';
import { closeOnPartialReading } from './close-on-partial-reading.ts';

/** The same, and the state keeps no reading: what is wrong shows in the closing alone. */
export const closeOnPartialReadingUnkept: Breakage = {
  ...closeOnPartialReading,
  name: 'a wrong closing by a partial reading',
  breakPorts: (ports) => ({
    ...ports,
    states: {
      ...ports.states,
      releaseLease: (vendor, token, state) =>
        ports.states.releaseLease(vendor, token, { ...state, completeReadings: {} }),
    },
  }),
};
