import type { VendorConfig } from '../config/schema.ts';
import type { DoorMessenger } from '../workflows/ports/slack.ts';
import { buildHome } from './acts/build-home.ts';
import { createLinks } from './client/links.ts';
import type { SlackCalls } from './client/prepare-call.ts';

export const createShowHome = (
  slack: SlackCalls,
  language: VendorConfig['language'],
): DoorMessenger['showHome'] => {
  const { client, prepareCall } = slack;
  const links = createLinks(slack);
  return async (by, home, filter, about) => {
    const context = { call: 'post', what: `the Home of ${by}` } as const;
    const linkTo = await links.toCards(context);
    const view = buildHome(home, filter, { ...about, language, linkTo });
    const call = await prepareCall(context);
    await call((token) => client.views.publish({ user_id: by, view, token }));
  };
};
