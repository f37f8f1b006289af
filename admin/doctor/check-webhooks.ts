import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { namesOf, STACKS } from '../../lib/config/names.ts';
import { readWebhookSecret } from '../../lib/config/read-secret.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { Webhook } from '../../lib/config/webhook-schema.ts';
import { countMessages, findQueue } from '../webhooks/queues.ts';
import { describeWrong, readSecret } from './check-secrets.ts';
import { type Check, fail, lookAt, ok, warn, type Words } from './check.ts';

type Clients = { secrets: SecretsManagerClient; sqs: Pick<SQSClient, 'send'> };

/** Whether each webhook has an address and its queues, and what waits there. */
export const checkWebhooks = async (
  clients: Clients,
  config: Pick<Config, 'webhooks' | 'namePrefix'>,
  words: Words,
): Promise<Check[]> => {
  const checks: Check[] = [];
  for (const webhook of config.webhooks) {
    const name = words.webhooks.name(webhook.name);
    checks.push(
      ...(await lookAt(name, words, async () => [await checkWebhook(clients, config, webhook, words)])),
    );
  }
  return checks;
};

const checkWebhook = async (
  { secrets, sqs }: Clients,
  config: Pick<Config, 'namePrefix'>,
  webhook: Webhook,
  words: Words,
): Promise<Check> => {
  const names = namesOf(config);
  const texts = words.webhooks;
  const name = texts.name(webhook.name);
  const secretName = names.secrets.webhook(webhook.name);
  const read = await readSecret(secrets, secretName, (text) => readWebhookSecret(text, webhook.name, names));
  const store = `npm run webhooks -- set ${webhook.name}`;
  if ('wrong' in read) {
    const { what, toDo } = describeWrong(read.wrong, { secretName, store }, words);
    return fail(name, what, toDo);
  }
  if (webhook.as === 'json' && read.value.signingSecret === undefined)
    return fail(name, texts.unsigned, texts.storeAgain(store));
  const [queue, undelivered] = await Promise.all([
    findQueue(sqs, names.queues.webhook(webhook.name)),
    findQueue(sqs, names.queues.undelivered(webhook.name)),
  ]);
  if (queue === undefined || undelivered === undefined) {
    const [what = '', ...toDo] = texts
      .notDeployed(names.queues.webhook(webhook.name), `npx cdk deploy ${STACKS.notifier}`)
      .split('. ');
    return fail(name, what, toDo.join('. '));
  }
  const given = await countMessages(sqs, undelivered);
  if (given > 0)
    return warn(name, texts.givenUp(given), texts.replay(`npm run webhooks -- replay ${webhook.name}`));
  return ok(
    name,
    texts.works(webhook.as, read.value.signingSecret !== undefined, await countMessages(sqs, queue)),
  );
};
