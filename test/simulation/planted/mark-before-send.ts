import type { Breakage } from '../breakage.ts';

/** The result is noted first and the message sent then: whoever dies in between leaves a card that nobody sees. */
export const markBeforeSend: Breakage = {
  name: 'mark before send',
  breakPorts: (ports) => ({
    ...ports,
    slack: {
      ...ports.slack,
      post: async (subject, how) => {
        const { version, attempt } = subject;
        const mark = { channel: 'C0MADEUP', ts: '1.0', shownVersion: version };
        const marked = await ports.delivery.noteResult(subject, mark);
        if (attempt) await ports.delivery.noteAttempt(marked, attempt);
        return ports.slack.post(subject, how);
      },
    },
  }),
};
