import { ClaimLost } from '../../../lib/workflows/claim-lost.ts';
import type { Breakage } from '../breakage.ts';

/** The answer of Slack is written only while the version is the one that was sent. */
export const tsOnConditionOfVersion: Breakage = {
  name: 'ts written on condition of the version',
  breakPorts: (ports, { effect, get, put }) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      noteResult: (ticket, result) => {
        if (result.ts === undefined) return ports.delivery.noteResult(ticket, result);
        return effect('store.noteResult', () => {
          const stored = get(ticket);
          if (!stored || stored.version !== ticket.version) throw new ClaimLost(ticket);
          if (stored.deliveryClaim?.token !== ticket.deliveryClaim?.token) throw new ClaimLost(ticket);
          const { attempt, retryAt, ...rest } = stored;
          return put({ ...rest, ...result, posted: { ...stored.posted, ...result.posted } });
        });
      },
    },
  }),
};
