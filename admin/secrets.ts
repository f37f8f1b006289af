import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadConfig } from '../lib/config/load-config.ts';
import { ConfigError } from '../lib/config/config-error.ts';
import { namesOf } from '../lib/config/names.ts';
import { writeSlackSecret } from '../lib/config/read-secret.ts';
import { createWebClient } from '../lib/slack/client/create-web-client.ts';
import { checkUrl, explainErrors, readArguments } from './read-arguments.ts';
import { askCoupangKeys, askSlackKeys } from './secrets/ask-keys.ts';
import { findTarget, secretName } from './find-vendor.ts';
import { openPrompt, type Prompt } from './secrets/open-prompt.ts';
import { buildSlackSecret, findStoredSlack, findTokenWorkspace } from './secrets/slack-secret.ts';
import { checkSecret, storeSecret } from './secrets/store-secret.ts';

const USAGE = `Usage: npm run secrets -- <vendorId> [--market KR|TW] [--region <region>]
       npm run secrets -- slack [--exposed] [--region <region>] [--slack-api-url <url>]

Asks for keys without showing them, and stores them in Secrets Manager. An empty line keeps a key.

--market         the market of the vendor, if it sells in two
--exposed        refuses the old signing secret at once, since strangers know it (after an hour)
--region         the region of the deployment (that of the configuration)
--language       ko, en or zh-TW: the language of this command (that of the terminal)
--slack-api-url  for a trial: asks this address instead of Slack for the workspace of the token

Through a pipe, one answer a line: access key, secret key, last day of the key; or bot token,
signing secret.
More: docs/setup.md`;

await explainErrors(async (texts) => {
  const help = { usage: USAGE, texts };
  const { positionals, values } = readArguments(help, ['vendorId|slack'], {
    market: { type: 'string' },
    region: { type: 'string' },
    exposed: { type: 'boolean' },
    'slack-api-url': { type: 'string' },
  });
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  const target = findTarget(positionals[0] ?? '', values.market, config);
  if (values.exposed && target.of !== 'slack')
    throw new ConfigError(`--exposed works only with slack.\n\n${USAGE}`);
  const slackApiUrl = values['slack-api-url'];
  checkUrl('--slack-api-url', slackApiUrl, help);
  const name = secretName(target, namesOf(config));
  const region = values.region ?? config.region;
  const client = new SecretsManagerClient({ region });
  const place = { name, region, kmsKeyArn: config.kmsKeyArn };
  await checkSecret(client, place);
  const ask = async (prompt: Prompt): Promise<string> => {
    if (target.of !== 'slack') return JSON.stringify(await askCoupangKeys(target, prompt, Date.now()));
    const found = await findStoredSlack(client, namesOf(config));
    const stored = found === 'denied' ? undefined : found;
    if (found === 'denied')
      console.error(
        'You may not read the stored keys, so the old signing secret cannot be kept and is refused at once.',
      );
    const keys = await askSlackKeys(prompt, stored);
    const workspace = await findTokenWorkspace(createWebClient({ slackApiUrl }), keys.botToken);
    const replaced = values.exposed ? undefined : stored;
    return writeSlackSecret(buildSlackSecret({ ...keys, workspace }, replaced, Date.now()));
  };
  const prompt = openPrompt(process.stdin, process.stderr, texts.prompt);
  const value = await ask(prompt).finally(prompt.close);
  await storeSecret(client, { ...place, value });
  console.log(
    `Stored in ${name} (${region}). The functions pick it up within an hour, at once where the old one is refused. Next: npm run doctor`,
  );
}, 1);
