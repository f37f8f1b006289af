import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { createWebClient } from '../lib/slack/client/create-web-client.ts';
import { checkUrl, explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { buildManifest } from './manifest/build-manifest.ts';
import { findUrl, setManifest } from './manifest/set-manifest.ts';

await explainErrors(1, async (texts) => {
  const words = texts.manifest;
  const help = { usage: words.usage, texts };
  const { values } = readArguments(help, [], {
    url: { type: 'string' },
    socket: { type: 'boolean', default: false },
    app: { type: 'string' },
    region: { type: 'string' },
    'slack-api-url': { type: 'string' },
  });
  const { url, socket, app: appId, 'slack-api-url': slackApiUrl } = values;
  checkUrl('--slack-api-url', slackApiUrl, help);
  if (url !== undefined && !/^https:\/\/./.test(url)) throw explainUsage(words.badUrl, help);
  if (socket && url !== undefined) throw explainUsage(words.socketHasNoUrl, help);
  const token = process.env['SLACK_CONFIG_TOKEN']?.trim();
  if (appId !== undefined && !token) throw new ConfigError(words.noToken);
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  if (socket && config.acting === 'off') throw new ConfigError(words.socketNeedsActing);
  const manifest = buildManifest(
    config,
    socket || config.acting === 'off'
      ? undefined
      : (url ?? (await findUrl(values.region ?? config.region, namesOf(config), texts))),
  );
  if (appId === undefined || !token) {
    console.log(JSON.stringify(manifest, undefined, 2));
    return;
  }
  const slack = createWebClient({ slackApiUrl });
  const { scopesChanged } = await setManifest(manifest, { slack, token, appId, words });
  console.log(`${words.done(appId)} ${scopesChanged ? words.reinstall : words.next}`);
});
