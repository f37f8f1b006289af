import type { WebClient } from '@slack/web-api';
import type { Log } from '../workflows/ports/log.ts';
import { createPrepareCall, type ReadToken } from './client/prepare-call.ts';

type Options = { client: WebClient; token: ReadToken; log: Log };

/** Asks Slack whether it takes the token. Throws SlackFailure. Source: docs.slack.dev, `auth.test`. */
export const createCheckToken = ({ client, token: readToken, log }: Options): (() => Promise<void>) => {
  const prepareCall = createPrepareCall(readToken, log);
  return async () => {
    const call = await prepareCall({ call: 'look-up', what: 'the token' });
    await call((token) => client.auth.test({ token }));
  };
};
