import type { Breakage } from '../breakage.ts';

/** The wait for the pace is between the attempt and the call (R19). */
export const waitBeforeTheCall: Breakage = {
  name: 'a wait between attempt and call',
  breakDrain: (services, { sleep }) => ({
    ...services,
    messenger: {
      ...services.messenger,
      preparePost: async (...asked) => {
        const call = await services.messenger.preparePost(...asked);
        return async () => {
          await sleep(8000);
          return call();
        };
      },
    },
  }),
};
