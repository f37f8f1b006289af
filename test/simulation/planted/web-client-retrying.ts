import { SlackFailure } from '../../../lib/workflows/slack-error.ts';
import type { Breakage } from '../breakage.ts';

/** The client repeats a call whose answer was lost (R20). */
export const webClientRetrying: Breakage = {
  name: 'WebClient retrying',
  breakPorts: (ports) => ({
    ...ports,
    slack: {
      ...ports.slack,
      postCard: (ticket) => twice(() => ports.slack.postCard(ticket)),
      postLine: (ticket, line) => twice(() => ports.slack.postLine(ticket, line)),
    },
  }),
};

const twice = async <T>(call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    if (error instanceof SlackFailure && error.kind === 'unsure') return call();
    throw error;
  }
};
