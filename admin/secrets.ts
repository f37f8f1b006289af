import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadConfig } from '../lib/config/load-config.ts';
import { ConfigError } from '../lib/config/config-error.ts';
import { namesOf } from '../lib/config/names.ts';
import { explainErrors } from './explain-errors.ts';
import { readArguments } from './read-arguments.ts';
import { askCoupangKeys, askSlackKeys } from './secrets/ask-keys.ts';
import { findTarget, secretName } from './secrets/find-target.ts';
import { openPrompt, type Prompt } from './secrets/open-prompt.ts';
import { buildSlackSecret, findStoredSlack } from './secrets/slack-secret.ts';
import { checkSecret, storeSecret } from './secrets/store-secret.ts';

const USAGE = `Stores a key in Secrets Manager, in a secret that it makes if there is none. It asks for the key and does not show what you type.

  npm run secrets -- <vendorId> [--market KR|TW] [--region <region>]
  npm run secrets -- slack [--exposed] [--region <region>]

--exposed   strangers know the old signing secret: it is refused from now on, and not for an hour more

An empty line keeps a stored key of Slack. For scripts: pass the answers through a pipe, a line each (access key, secret key, last day of the key; bot token, signing secret).`;

await explainErrors(async () => {
  const { positionals, values } = readArguments(USAGE, 1, {
    market: { type: 'string' },
    region: { type: 'string' },
    exposed: { type: 'boolean' },
  });
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  const target = findTarget(positionals[0] ?? '', values.market, config);
  if (values.exposed && target.of !== 'slack')
    throw new ConfigError(`--exposed goes with slack only.\n\n${USAGE}`);
  const name = secretName(target, namesOf(config));
  const region = values.region ?? config.region;
  const client = new SecretsManagerClient({ region });
  const place = { name, region, kmsKeyArn: config.kmsKeyArn };
  await checkSecret(client, place);
  const ask = async (prompt: Prompt): Promise<object> => {
    if (target.of !== 'slack') return askCoupangKeys(target, prompt, Date.now());
    const found = await findStoredSlack(client, namesOf(config));
    const stored = found === 'denied' ? undefined : found;
    if (found === 'denied')
      console.error('You may not read the stored keys, so an old signing secret is refused from now on.');
    const keys = await askSlackKeys(prompt, stored);
    return buildSlackSecret(keys, values.exposed ? undefined : stored, Date.now());
  };
  const prompt = openPrompt(process.stdin, process.stderr);
  const value = JSON.stringify(await ask(prompt).finally(prompt.close));
  await storeSecret(client, { ...place, value });
  console.log(
    `Stored in ${name} (${region}). The functions pick it up within an hour, at once where the old one is refused. Next: npm run doctor`,
  );
}, 1);
