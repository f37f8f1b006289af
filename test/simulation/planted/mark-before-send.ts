import type { Breakage } from '../breakage.ts';

/** The result is noted before the message is sent. If the worker dies in between, the card is never sent. */
export const markBeforeSend: Breakage = {
  name: 'mark before send',
  breakPorts: (ports, { get }) => ({
    ...ports,
    messenger: {
      ...ports.messenger,
      preparePost: async (deliverable, name, to, options) => {
        const call = await ports.messenger.preparePost(deliverable, name, to, options);
        if (name !== 'card' && name !== 'notice') return call;
        return async () => {
          const noted = get(deliverable.key) ?? deliverable;
          const mark = { channel: to.channel, ts: '1.0', shownVersion: noted.outbox.version };
          const marked = await ports.delivery.noteResult(noted, mark, noted.index.attentionAt);
          if (marked && noted.delivery.attempt)
            await ports.delivery.noteAttempt(marked, noted.delivery.attempt);
          return call();
        };
      },
    },
  }),
};
