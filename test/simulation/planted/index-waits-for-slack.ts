import type { Breakage } from '../breakage.ts';

/** While a refused message waits, the ticket is not looked at, even if a step falls due (R3). */
export const indexWaitsForSlack: Breakage = {
  name: 'an index time that ignores the next step',
  breakPorts: (ports) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      noteResult: (before, result, attentionAt) => {
        const [retry] = Object.values(result.retries ?? {});
        return ports.delivery.noteResult(before, result, retry ? retry.at : attentionAt);
      },
    },
  }),
};
