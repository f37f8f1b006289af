import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { createWebClient } from '../lib/slack/client/create-web-client.ts';
import { checkUrl, explainErrors, readArguments } from './read-arguments.ts';
import { buildManifest } from './manifest/build-manifest.ts';
import { findUrl, setManifest } from './manifest/set-manifest.ts';

const USAGE = `Usage: npm run manifest [-- --url <url> | --socket] [--app <appId>] [--region <region>]

Prints the manifest of the Slack app for the configuration, or puts it into the app.

--url            the address that Slack calls, with acting: 'on' (that of the deployed stack)
--socket         presses come by Socket Mode: for an app that only a laptop uses
--app            puts the manifest into this app (A…), with a token in SLACK_CONFIG_TOKEN
--region         the region of the deployment (that of the configuration)
--language       ko, en or zh-TW: the language of this command (that of the terminal)
--slack-api-url  for a trial: what is called instead of Slack

More: docs/setup.md`;

await explainErrors(async (texts) => {
  const help = { usage: USAGE, texts };
  const { values } = readArguments(help, [], {
    url: { type: 'string' },
    socket: { type: 'boolean', default: false },
    app: { type: 'string' },
    region: { type: 'string' },
    'slack-api-url': { type: 'string' },
  });
  const { url, socket, app: appId, 'slack-api-url': slackApiUrl } = values;
  checkUrl('--slack-api-url', slackApiUrl, help);
  if (url !== undefined && !/^https:\/\/./.test(url))
    throw new ConfigError(`--url must be the https address that Slack calls.\n\n${USAGE}`);
  if (socket && url !== undefined)
    throw new ConfigError(`With --socket Slack calls no address: leave out --url.\n\n${USAGE}`);
  const token = process.env['SLACK_CONFIG_TOKEN']?.trim();
  if (appId !== undefined && !token)
    throw new ConfigError(
      'SLACK_CONFIG_TOKEN is not set. Make a configuration token at api.slack.com/apps, "Your App Configuration Tokens".',
    );
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  if (socket && config.acting === 'off')
    throw new ConfigError("--socket needs acting: 'on' in the configuration: else nobody presses anything.");
  const manifest = buildManifest(
    config,
    socket || config.acting === 'off'
      ? undefined
      : (url ?? (await findUrl(values.region ?? config.region, namesOf(config)))),
  );
  if (appId === undefined || !token) {
    console.log(JSON.stringify(manifest, undefined, 2));
    return;
  }
  const slack = createWebClient({ slackApiUrl });
  const { scopesChanged } = await setManifest(manifest, { slack, token, appId });
  console.log(
    `The app ${appId} has the manifest now. ${scopesChanged ? 'Its scopes changed: install it to the workspace again, then' : 'Next:'} npm run doctor`,
  );
}, 1);
