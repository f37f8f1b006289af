import { readingKey } from '../../../lib/domain/reading/plan-readings.ts';
import type { Breakage } from '../breakage.ts';

const believed = new Set<string>();

/** A partial reading counts as complete, but the state does not record that. Only the closing shows the defect. */
export const closeOnPartialReadingUnkept: Breakage = {
  name: 'a wrong closing by a partial reading',
  breakSource: (source) => ({
    ...source,
    read: async (...asked) => {
      const { reading, ...rest } = await source.read(...asked);
      if (!reading.complete) believed.add(`${readingKey(reading.window, reading.status)} ${reading.beganAt}`);
      return { reading: { ...reading, complete: true }, ...rest };
    },
  }),
  breakPorts: (ports) => ({
    ...ports,
    states: {
      ...ports.states,
      releaseLease: (vendor, token, state) => {
        const kept = Object.entries(state.completeReadings).filter(
          ([key, beganAt]) => !believed.has(`${key} ${beganAt}`),
        );
        return ports.states.releaseLease(vendor, token, {
          ...state,
          completeReadings: Object.fromEntries(kept),
        });
      },
    },
  }),
};
