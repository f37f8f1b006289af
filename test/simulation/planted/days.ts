import { SlackFailure } from '../../../lib/workflows/ports/slack.ts';
import type { Breakage } from '../breakage.ts';

/** If one channel must wait, all channels wait (R21). */
export const oneWaitForAll: Breakage = {
  caughtBy: ['healthy'],
  breakPorts: (ports, { now }) => {
    let until = 0;
    const waiting = async <T>(call: () => Promise<T>): Promise<T> => {
      const retryAfterMs = until - now();
      if (retryAfterMs > 0) throw new SlackFailure('rate-limited', 'ratelimited', 'waits', { retryAfterMs });
      try {
        return await call();
      } catch (error) {
        if (error instanceof SlackFailure && error.kind === 'rate-limited')
          until = now() + (error.retryAfterMs ?? 30_000);
        throw error;
      }
    };
    const { messenger } = ports;
    return {
      ...ports,
      messenger: {
        ...messenger,
        preparePost: async (...args) => {
          const call = await messenger.preparePost(...args);
          return () => waiting(call);
        },
        prepareEdit: async (...args) => {
          const call = await messenger.prepareEdit(...args);
          return () => waiting(call);
        },
      },
    };
  },
};
