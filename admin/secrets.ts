import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf } from '../lib/config/names.ts';
import { explainErrors } from './explain-errors.ts';
import { readArguments } from './read-arguments.ts';
import { askKeys } from './secrets/ask-keys.ts';
import { findTarget, secretName } from './secrets/find-target.ts';
import { openPrompt } from './secrets/open-prompt.ts';
import { checkSecret, storeSecret } from './secrets/store-secret.ts';

const USAGE = `Stores a key in Secrets Manager, in a secret that it makes if there is none. It asks for the key and does not show what you type.

  npm run secrets -- <vendorId> [--market KR|TW] [--region <region>]
  npm run secrets -- slack [--region <region>]

For scripts: pass the answers through a pipe, a line each (access key, secret key, last day of the key; bot token, signing secret).`;

await explainErrors(async () => {
  const { positionals, values } = readArguments(USAGE, 1, {
    market: { type: 'string' },
    region: { type: 'string' },
  });
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  const target = findTarget(positionals[0] ?? '', values.market, config);
  const name = secretName(target, namesOf(config));
  const region = values.region ?? config.region;
  const client = new SecretsManagerClient({ region });
  const place = { name, region, kmsKeyArn: config.kmsKeyArn };
  await checkSecret(client, place);
  const prompt = openPrompt(process.stdin, process.stderr);
  const value = await askKeys(target, prompt, Date.now()).finally(prompt.close);
  await storeSecret(client, { ...place, value });
  console.log(
    `Stored in ${name} (${region}). The functions pick it up within an hour, at once where the old one is refused. Next: npm run doctor`,
  );
}, 1);
