import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { defined } from '../../lib/domain/defined.ts';
import { ENV, type Named, type Names, namesOf } from '../../lib/config/names.ts';
import {
  type CoupangSecret,
  readCoupangSecret,
  readSlackSecret,
  readWebhookSecret,
  type SlackSecret,
  type WebhookSecret,
  type Workspace,
} from '../../lib/config/read-secret.ts';
import { NotSetUp } from '../../lib/config/config-error.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { type AwsCalls, awsClientConfig } from './aws-clients.ts';
import { type Environment, required } from './environment.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';

/** `fresh` skips the cache, so that a rotated key is read again after a refusal. */
type Freshness = { fresh?: boolean };

/** `storedAt`: when this value was written, epoch ms, if known. */
export type StoredKeys = CoupangSecret & { storedAt?: number };

/** All functions throw NotSetUp if the secret does not exist, and ConfigError if its value is malformed. */
export type Secrets = {
  coupangKeys: (vendor: VendorRef, options?: Freshness) => Promise<StoredKeys>;
  slackToken: (options?: Freshness) => Promise<string>;
  /** Throws NotSetUp if no signing secret is stored. Caches a failure for half a minute. */
  slackRequestKeys: () => Promise<RequestKeys>;
  webhook: (name: string) => Promise<WebhookSecret>;
};

/** All `signingSecrets` are valid; there are two during a rotation. `workspace`: absent if its ids are not stored. */
export type RequestKeys = { signingSecrets: readonly string[]; workspace?: Workspace };

/** Each reading costs money. A key that is refused is read again at once. */
const CACHE_MS = HOUR_MS;
/** Shorter, since a request that is signed with a new secret looks like a forgery. */
const SIGNING_CACHE_MS = 5 * MINUTE_MS;
/** Shorter, since a replaced address may still accept calls. */
const WEBHOOK_CACHE_MS = 5 * MINUTE_MS;
/** A flood of requests must not cause a call for each of them. */
const SIGNING_FAILURE_MS = 30 * SECOND_MS;

/**
 * Time-outs of each of three tries, ms. A run reads several keys, and must report a failure before its own time-out.
 */
const KEY_CALLS: Partial<AwsCalls> = { requestTimeout: 3000, socketTimeout: 3000 };

/**
 * Reads keys from Secrets Manager, or on the laptop from the environment.
 * @param now epoch ms
 */
export const createSecrets = (
  env: Environment,
  config: Named,
  now: () => number = Date.now,
  calls: Partial<AwsCalls> = KEY_CALLS,
): Secrets =>
  env[ENV.secretsFrom] === 'environment'
    ? fromEnvironment(env)
    : fromSecretsManager(env, namesOf(config), now, calls);

const fromEnvironment = (env: Environment): Secrets => ({
  coupangKeys: async () => ({
    accessKey: required(env, 'COUPANG_ACCESS_KEY'),
    secretKey: required(env, 'COUPANG_SECRET_KEY'),
  }),
  slackToken: async () => required(env, 'SLACK_BOT_TOKEN'),
  slackRequestKeys: async () => ({
    signingSecrets: [required(env, 'SLACK_SIGNING_SECRET')],
    ...defined({ workspace: workspaceFromEnvironment(env) }),
  }),
  webhook: async (name) => ({
    url: `${required(env, 'WEBHOOKS_URL')}/${name}`,
    signingSecret: required(env, 'WEBHOOKS_SECRET'),
  }),
});

const workspaceFromEnvironment = ({
  SLACK_TEAM_ID: teamId,
  SLACK_ENTERPRISE_ID: enterpriseId,
}: Environment): Workspace | undefined =>
  teamId === undefined ? undefined : { teamId, ...defined({ enterpriseId }) };

const fromSecretsManager = (
  env: Environment,
  names: Names,
  now: () => number,
  calls: Partial<AwsCalls>,
): Secrets => {
  const client = new SecretsManagerClient(awsClientConfig(env, 'SECRETS_MANAGER', calls));
  const fetchSecret = async (SecretId: string): Promise<{ text?: string; storedAt?: number }> => {
    try {
      const { SecretString: text = '', CreatedDate } = await client.send(
        new GetSecretValueCommand({ SecretId }),
      );
      return { text, ...defined({ storedAt: CreatedDate?.getTime() }) };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return {};
      throw error;
    }
  };
  const coupang = cached(now, async (vendor: VendorRef): Promise<StoredKeys> => {
    const { text, ...when } = await fetchSecret(names.secrets.coupang(vendor.market, vendor.vendorId));
    return { ...readCoupangSecret(text, vendor, names), ...when };
  });
  const slack = cached(now, async (): Promise<SlackSecret> =>
    readSlackSecret((await fetchSecret(names.secrets.slack)).text, names),
  );
  const webhook = cached(now, async (name: string): Promise<WebhookSecret> =>
    readWebhookSecret((await fetchSecret(names.secrets.webhook(name))).text, name, names),
  );
  return {
    webhook: (name) => webhook(name, name, WEBHOOK_CACHE_MS),
    coupangKeys: (vendor, { fresh } = {}) =>
      coupang(`${vendor.market}/${vendor.vendorId}`, vendor, fresh ? 0 : CACHE_MS),
    slackToken: async ({ fresh } = {}) => (await slack('slack', undefined, fresh ? 0 : CACHE_MS)).botToken,
    slackRequestKeys: cachingFailure(now, async () => {
      const { signingSecret, workspace, previous } = await slack('slack', undefined, SIGNING_CACHE_MS);
      if (signingSecret === undefined) throw new NotSetUp(names.secrets.slack, 'secrets -- slack');
      const isRotating = previous !== undefined && now() < Date.parse(previous.until);
      const signingSecrets = [signingSecret, ...(isRotating ? [previous.signingSecret] : [])];
      return { signingSecrets, ...defined({ workspace }) };
    }),
  };
};

/** Failures are not cached, so that a newly stored key works at once. */
const cached = <Of, Value>(now: () => number, read: (of: Of) => Promise<Value>) => {
  const kept = new Map<string, { value: Value; readAt: number }>();
  return async (name: string, of: Of, maxAgeMs: number): Promise<Value> => {
    const known = kept.get(name);
    if (known && now() < known.readAt + maxAgeMs) return known.value;
    const value = await read(of);
    kept.set(name, { value, readAt: now() });
    return value;
  };
};

const cachingFailure = <Value>(now: () => number, read: () => Promise<Value>) => {
  let failure: { error: unknown; at: number } | undefined;
  return async (): Promise<Value> => {
    if (failure && now() < failure.at + SIGNING_FAILURE_MS) throw failure.error;
    try {
      return await read();
    } catch (error) {
      failure = { error, at: now() };
      throw error;
    }
  };
};
