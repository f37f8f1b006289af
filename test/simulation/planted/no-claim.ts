import type { Breakage } from '../breakage.ts';

/** Every claim is granted: two workers call Slack for one ticket. */
export const noClaim: Breakage = {
  name: 'no claim',
  breakPorts: (ports) => ({
    ...ports,
    delivery: {
      ...ports.delivery,
      claim: (key, claim) => ports.delivery.claim(key, { ...claim, now: Number.POSITIVE_INFINITY }),
    },
  }),
};
