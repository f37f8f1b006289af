import { ClaimLost } from '../../../lib/workflows/claim-lost.ts';
import type { Breakage } from '../breakage.ts';
import { withResult } from '../memory-delivery.ts';

/** The answer of Slack is written only while the version is the one that was sent. */
export const tsOnConditionOfVersion: Breakage = {
  name: 'ts written on condition of the version',
  breakPorts: (ports, { effect, get, put }) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      noteResult: (subject, result) => {
        if (result.ts === undefined) return ports.delivery.noteResult(subject, result);
        return effect('store.noteResult', () => {
          const stored = get(subject);
          if (!stored || stored.version !== subject.version) throw new ClaimLost(subject);
          if (stored.deliveryClaim?.token !== subject.deliveryClaim?.token) throw new ClaimLost(subject);
          return put(withResult(stored, result));
        });
      },
    },
  }),
};
