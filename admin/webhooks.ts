import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { nearestWord } from '../lib/config/nearest-word.ts';
import { namesOf, STACKS } from '../lib/config/names.ts';
import { readWebhookSecret } from '../lib/config/read-secret.ts';
import type { Config } from '../lib/config/schema.ts';
import type { Webhook } from '../lib/config/webhook-schema.ts';
import { deliver } from '../lib/webhooks/deliver.ts';
import { sendHttps } from '../lib/webhooks/send-https.ts';
import { WebhookError } from '../lib/webhooks/webhook-error.ts';
import { printLines } from './doctor/check.ts';
import { readSecret } from './doctor/check-secrets.ts';
import { checkWebhooks } from './doctor/check-webhooks.ts';
import { checkCommand, explainErrors, readArguments } from './read-arguments.ts';
import { openPrompt } from './secrets/open-prompt.ts';
import { checkSecret, storeSecret } from './secrets/store-secret.ts';
import { askWebhook } from './webhooks/ask-webhook.ts';
import { makeUpEvent } from './webhooks/made-up-event.ts';
import { findQueue, moveMessages } from './webhooks/queues.ts';
import type { AdminTexts } from './wording/wording.ts';

const COMMANDS = ['list', 'set', 'test', 'replay'];

type About = {
  config: Config;
  region: string;
  clients: { secrets: SecretsManagerClient; sqs: SQSClient };
  webhook: Webhook;
  texts: AdminTexts;
};

const findWebhook = (name: string, { webhooks }: Config, { webhooks: words }: AdminTexts): Webhook => {
  const found = webhooks.find((webhook) => webhook.name === name);
  if (found) return found;
  const known = webhooks.map((webhook) => webhook.name);
  throw new ConfigError(words.noWebhook(name, nearestWord(name, known), known.join(', ')));
};

const set = async ({ config, region, clients, webhook, texts }: About): Promise<void> => {
  const name = namesOf(config).secrets.webhook(webhook.name);
  const place = { name, region, kmsKeyArn: config.kmsKeyArn };
  await checkSecret(clients.secrets, place, texts);
  const prompt = openPrompt(process.stdin, process.stderr, texts.prompt);
  const { secret, made } = await askWebhook(webhook, prompt, texts.webhooks).finally(prompt.close);
  await storeSecret(clients.secrets, { ...place, value: JSON.stringify(secret) }, texts);
  console.log(texts.webhooks.stored(name, region, `npm run webhooks -- test ${webhook.name}`));
  if (made !== undefined) console.log(texts.webhooks.made(made));
};

/** Calls the receiver from this machine, as the function would. */
const test = async ({ config, clients, webhook, texts }: About): Promise<void> => {
  const names = namesOf(config);
  const [vendor] = config.vendors;
  const read = await readSecret(clients.secrets, names.secrets.webhook(webhook.name), (text) =>
    readWebhookSecret(text, webhook.name, names),
  );
  if ('wrong' in read || vendor === undefined)
    throw new ConfigError(
      printLines(await checkWebhooks(clients, { ...config, webhooks: [webhook] }, texts), texts),
    );
  const now = Date.now();
  const { id, ...content } = makeUpEvent(vendor, now, texts.webhooks);
  try {
    const { status } = await deliver({ id, webhook, content, secret: read.value, now }, sendHttps);
    console.log(texts.webhooks.taken(webhook.name, status, id));
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    throw new ConfigError(texts.webhooks.notTaken(webhook.name, error.message));
  }
};

const replay = async ({ config, clients: { sqs }, webhook, texts }: About): Promise<void> => {
  const { queues } = namesOf(config);
  const [from, to] = await Promise.all([
    findQueue(sqs, queues.undelivered(webhook.name)),
    findQueue(sqs, queues.webhook(webhook.name)),
  ]);
  if (from === undefined || to === undefined)
    throw new ConfigError(
      texts.webhooks.notDeployed(queues.webhook(webhook.name), `npx cdk deploy ${STACKS.notifier}`),
    );
  console.log(texts.webhooks.moved(webhook.name, await moveMessages(sqs, from, to)));
};

await explainErrors(1, async (texts) => {
  const words = texts.webhooks;
  const help = { usage: words.usage, texts };
  const isList = process.argv[2] === 'list';
  const required = isList ? ['list'] : ['list|set|test|replay', 'name'];
  const { positionals, values } = readArguments(help, required, { region: { type: 'string' } });
  const [command = '', name = ''] = positionals;
  checkCommand(command, COMMANDS, help);
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  const region = values.region ?? config.region;
  const clients = { secrets: new SecretsManagerClient({ region }), sqs: new SQSClient({ region }) };
  if (config.webhooks.length === 0) throw new ConfigError(words.none);
  if (isList) return console.log(printLines(await checkWebhooks(clients, config, texts), texts));
  const about = { config, region, clients, webhook: findWebhook(name, config, texts), texts };
  if (command === 'set') return set(about);
  return command === 'test' ? test(about) : replay(about);
});
