import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Config } from '../../lib/config/schema.ts';
import { defined } from '../../lib/domain/defined.ts';
import { hasReactions, slackScopes } from '../../lib/slack/client/scopes.ts';
import { WORDING } from '../../lib/slack/wording/wording.ts';

/** The app without acting, in Korean, which a team pastes first. */
const MANIFEST_FILE = 'docs/slack-app-manifest.json';

const manifestJson = z.looseObject({
  _metadata: z.looseObject({}),
  display_information: z.looseObject({ name: z.string() }),
  features: z.looseObject({ bot_user: z.looseObject({ display_name: z.string() }) }),
  oauth_config: z.looseObject({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.looseObject({}),
});
/** The fields that we know. Source: docs.slack.dev, "App manifest". */
export type Manifest = z.infer<typeof manifestJson>;

/**
 * The manifest of the Slack app for a configuration, in the language of its first vendor. One address takes presses, forms,
 * commands and events.
 * @param url the address, with acting; without it everything comes by Socket Mode
 */
export const buildManifest = (config: Pick<Config, 'acting' | 'vendors'>, url?: string): Manifest => {
  const file = manifestJson.parse(JSON.parse(readFileSync(MANIFEST_FILE, 'utf8')));
  const { app } = WORDING[config.vendors[0]?.language ?? 'ko'];
  const base: Manifest = {
    ...file,
    display_information: { ...file.display_information, name: app.name, description: app.description },
    features: { ...file.features, bot_user: { ...file.features.bot_user, display_name: app.name } },
  };
  if (config.acting === 'off') return base;
  const requestUrl = defined({ request_url: url });
  const events = ['app_home_opened', ...(hasReactions(config) ? ['reaction_added'] : [])];
  return {
    ...base,
    features: {
      ...base.features,
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      slash_commands: [
        {
          command: '/coupang',
          ...defined({ url }),
          description: app.command,
          usage_hint: app.commandHint,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(slackScopes(config)) } },
    settings: {
      ...base.settings,
      socket_mode_enabled: url === undefined,
      event_subscriptions: { ...requestUrl, bot_events: events },
      interactivity: { is_enabled: true, ...requestUrl },
    },
  };
};
