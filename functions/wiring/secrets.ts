import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { ENV, SECRETS } from '../../lib/config/names.ts';
import type { VendorRef } from '../../lib/domain/inquiry.ts';
import { awsClientConfig } from './aws-clients.ts';
import { type Environment, required } from './environment.ts';

/** `fresh` passes the cache by: a rotated key is read again once, after a refusal. */
type Freshness = { fresh?: boolean };

export type Secrets = {
  coupangKeys: (vendor: VendorRef, options?: Freshness) => Promise<{ accessKey: string; secretKey: string }>;
  slackToken: (options?: Freshness) => Promise<string>;
};

const CACHE_SECONDS = 5 * 60;
const text = z.string().check(z.minLength(1));
const coupangSecret = z.object({ accessKey: text, secretKey: text });
const slackSecret = z.object({ botToken: text });

/** Keys come from Secrets Manager, cached five minutes; on the laptop from the environment. */
export const createSecrets = (env: Environment): Secrets =>
  env[ENV.secretsFrom] === 'environment' ? fromEnvironment(env) : fromSecretsManager(env);

const fromEnvironment = (env: Environment): Secrets => ({
  coupangKeys: async () => ({
    accessKey: required(env, 'COUPANG_ACCESS_KEY'),
    secretKey: required(env, 'COUPANG_SECRET_KEY'),
  }),
  slackToken: async () => required(env, 'SLACK_BOT_TOKEN'),
});

const fromSecretsManager = (env: Environment): Secrets => {
  const provider = new SecretsProvider({ clientConfig: awsClientConfig(env, 'SECRETS_MANAGER') });
  const read = async <T extends z.ZodMiniType>(
    name: string,
    schema: T,
    fresh = false,
  ): Promise<z.infer<T>> => {
    const secret = await provider.get(name, { maxAge: CACHE_SECONDS, forceFetch: fresh });
    const result = schema.safeParse(typeof secret === 'string' ? parseJson(secret) : undefined);
    if (result.success) return result.data;
    const wrong = result.error.issues.map((issue) => issue.path.join('.') || 'the whole value').join(', ');
    throw new ConfigError(
      `The secret ${name} is not set up: ${wrong} is missing or wrong. Store its JSON anew.`,
    );
  };
  return {
    coupangKeys: ({ market, vendorId }, { fresh } = {}) =>
      read(SECRETS.coupang(market, vendorId), coupangSecret, fresh),
    slackToken: async ({ fresh } = {}) => (await read(SECRETS.slack, slackSecret, fresh)).botToken,
  };
};

const parseJson = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    // What JSON.parse says quotes the secret.
    return undefined;
  }
};
