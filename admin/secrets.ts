import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { writeSlackSecret } from '../lib/config/read-secret.ts';
import { createWebClient } from '../lib/slack/client/create-web-client.ts';
import { checkUrl, explainErrors, explainUsage, readArguments } from './read-arguments.ts';
import { askCoupangKeys, askSlackKeys } from './secrets/ask-keys.ts';
import { findTarget, secretName } from './find-vendor.ts';
import { openPrompt, type Prompt } from './secrets/open-prompt.ts';
import { buildSlackSecret, findStoredSlack, findTokenWorkspace } from './secrets/slack-secret.ts';
import { checkSecret, storeSecret } from './secrets/store-secret.ts';

await explainErrors(1, async (texts) => {
  const words = texts.secrets;
  const help = { usage: words.usage, texts };
  const { positionals, values } = readArguments(help, ['vendorId|slack'], {
    market: { type: 'string' },
    region: { type: 'string' },
    exposed: { type: 'boolean' },
    'slack-api-url': { type: 'string' },
  });
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  const target = findTarget(positionals[0] ?? '', values.market, config, words);
  if (values.exposed && target.of !== 'slack') throw explainUsage(words.exposedIsForSlack, help);
  const slackApiUrl = values['slack-api-url'];
  checkUrl('--slack-api-url', slackApiUrl, help);
  const name = secretName(target, namesOf(config));
  const region = values.region ?? config.region;
  const client = new SecretsManagerClient({ region });
  const place = { name, region, kmsKeyArn: config.kmsKeyArn };
  await checkSecret(client, place, texts);
  const ask = async (prompt: Prompt): Promise<string> => {
    if (target.of !== 'slack') return JSON.stringify(await askCoupangKeys(target, prompt, Date.now(), words));
    const found = await findStoredSlack(client, namesOf(config));
    const stored = found === 'denied' ? undefined : found;
    if (found === 'denied') console.error(words.oldIsLost);
    const keys = await askSlackKeys(prompt, words, stored);
    const workspace = await findTokenWorkspace(createWebClient({ slackApiUrl }), keys.botToken, words);
    const replaced = values.exposed ? undefined : stored;
    return writeSlackSecret(buildSlackSecret({ ...keys, workspace }, replaced, Date.now()));
  };
  const prompt = openPrompt(process.stdin, process.stderr, texts.prompt);
  const value = await ask(prompt).finally(prompt.close);
  await storeSecret(client, { ...place, value }, texts);
  console.log(words.stored(name, region));
});
