import type { Breakage } from '../breakage.ts';

/** A partial reading counts as complete. */
export const closeOnPartialReading: Breakage = {
  name: 'close on a partial reading',
  breakSource: (source) => ({
    ...source,
    read: async (...asked) => {
      const { reading, ...rest } = await source.read(...asked);
      return { reading: { ...reading, complete: true }, ...rest };
    },
  }),
};
