import type { Breakage } from '../breakage.ts';
import { withResult } from '../memory-delivery.ts';

/** Slack's answer is written even if another attempt is open by now (R19). */
export const resultWithoutToken: Breakage = {
  name: 'a result without the token',
  worse: { pauses: 0.15, slackFails: 0, kills: 0, wakeUpFaults: 0, storeFails: 0 },
  breakPorts: (ports, { effect, get, put }) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      noteResult: (before, result, attentionAt) =>
        effect(
          'store.noteResult',
          () => {
            const stored = get(before.key);
            if (!stored || stored.outbox.version !== before.outbox.version) return undefined;
            return put(withResult(stored, result, attentionAt));
          },
          { says: 'whose attempt it may be', deliverable: before },
        ),
    },
  }),
};
