import { SlackFailure } from '../../../lib/workflows/ports/slack-error.ts';
import type { Breakage } from '../breakage.ts';

/** The client repeats a call whose answer was lost (R20). */
export const webClientRetrying: Breakage = {
  name: 'WebClient retrying',
  breakPorts: (ports) => ({
    ...ports,
    messenger: {
      ...ports.messenger,
      preparePost: async (...asked) => {
        const call = await ports.messenger.preparePost(...asked);
        return async () => {
          try {
            return await call();
          } catch (error) {
            if (error instanceof SlackFailure && error.kind === 'unsure') return call();
            throw error;
          }
        };
      },
    },
  }),
};
