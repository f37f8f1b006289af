import type { WebClient } from '@slack/web-api';
import type { VendorConfig } from '../config/schema.ts';
import type { Log } from '../workflows/ports/log.ts';
import type { DoorMessenger } from '../workflows/ports/door-messenger.ts';
import { buildHome } from './acts/build-home.ts';
import { createLinks } from './client/links.ts';
import { createPrepareCall, type ReadToken } from './client/prepare-call.ts';

type Options = {
  client: WebClient;
  token: ReadToken;
  /** Of those who see what no vendor has. */
  language: VendorConfig['language'];
  log: Log;
};

/** Shows people their Homes. Throws SlackFailure. */
export const createShowHome = ({
  client,
  token: readToken,
  language,
  log,
}: Options): DoorMessenger['showHome'] => {
  const prepareCall = createPrepareCall(readToken, log);
  const links = createLinks(client, prepareCall);
  return async (by, home, filter, about) => {
    const context = { call: 'post', what: `the Home of ${by}` } as const;
    const linkTo = await links.toCards(context);
    const view = buildHome(home, filter, { ...about, language, linkTo });
    const call = await prepareCall(context);
    await call((token) => client.views.publish({ user_id: by, view, token }));
  };
};
