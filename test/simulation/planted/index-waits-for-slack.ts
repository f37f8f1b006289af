import type { Breakage } from '../breakage.ts';

/** While Slack says wait nobody looks at the ticket, whatever step falls due meanwhile (R3). */
export const indexWaitsForSlack: Breakage = {
  name: 'an index time that ignores the next step',
  breakPorts: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      settle: (before, next) => {
        const { retryAt } = next;
        const waits = retryAt !== undefined && before.publishedVersion === before.version;
        return ports.writer.settle(before, waits ? { ...next, attentionAt: retryAt } : next);
      },
    },
  }),
};
