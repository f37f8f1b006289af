import type { SlackCalls } from './client/prepare-call.ts';

/** Asks Slack whether it takes the token. Throws SlackFailure. Source: docs.slack.dev, `auth.test`. */
export const createCheckToken =
  ({ client, prepareCall }: SlackCalls) =>
  async (): Promise<void> => {
    const call = await prepareCall({ call: 'look-up', what: 'the token' });
    await call((token) => client.auth.test({ token }));
  };
