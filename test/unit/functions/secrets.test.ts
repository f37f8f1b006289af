import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { createSecrets } from '../../../functions/wiring/secrets.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';

const secretRequest = z.object({ SecretId: z.string() });
const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;

/** A Secrets Manager on loopback, with made-up secrets. */
const startSecretsManager = async (secrets: Record<string, string>) => {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { SecretId } = secretRequest.parse(JSON.parse(Buffer.concat(chunks).toString()));
      asked.push(SecretId);
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ Name: SecretId, SecretString: secrets[SecretId] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const env = {
    AWS_REGION: 'ap-northeast-2',
    AWS_ACCESS_KEY_ID: 'made-up',
    AWS_SECRET_ACCESS_KEY: 'made-up',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
  };
  return { asked, env, secrets, close: () => new Promise((resolve) => server.close(resolve)) };
};

describe('secrets from Secrets Manager', () => {
  let manager: Awaited<ReturnType<typeof startSecretsManager>>;

  beforeEach(async () => {
    manager = await startSecretsManager({
      'coupang-inquiry-notifier/coupang/KR/A00012345':
        '{"accessKey":"made-up-access","secretKey":"made-up-secret"}',
      'coupang-inquiry-notifier/slack': '{"botToken":"xoxb-made-up","signingSecret":"made-up"}',
    });
  });
  afterEach(() => manager.close());

  test('are read once and kept, until a fresh reading is asked for', async () => {
    const secrets = createSecrets(manager.env);
    expect(await secrets.coupangKeys(VENDOR)).toEqual({
      accessKey: 'made-up-access',
      secretKey: 'made-up-secret',
    });
    await secrets.coupangKeys(VENDOR);
    expect(manager.asked).toHaveLength(1);
    manager.secrets['coupang-inquiry-notifier/coupang/KR/A00012345'] =
      '{"accessKey":"new","secretKey":"new"}';
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'made-up-access' });
    expect(await secrets.coupangKeys(VENDOR, { fresh: true })).toMatchObject({ accessKey: 'new' });
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'new' });
    expect(manager.asked).toHaveLength(2);
  });

  test('give Slack its bot token', async () => {
    expect(await createSecrets(manager.env).slackToken()).toBe('xoxb-made-up');
  });

  test.each([
    '',
    'not json but hush-hush',
    '{"accessKey":"hush-hush"}',
    '[]',
    '{"accessKey":"","secretKey":"hush-hush"}',
  ])('that are not set up (%j) are an error that names the secret and never its value', async (value) => {
    manager.secrets['coupang-inquiry-notifier/coupang/KR/A00012345'] = value;
    const error = await createSecrets(manager.env)
      .coupangKeys(VENDOR)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain('coupang-inquiry-notifier/coupang/KR/A00012345');
    expect(String(error)).not.toContain('hush-hush');
  });
});

describe('secrets from the environment', () => {
  test('are the variables of the laptop', async () => {
    const secrets = createSecrets({
      SECRETS_FROM: 'environment',
      COUPANG_ACCESS_KEY: 'a',
      COUPANG_SECRET_KEY: 's',
      SLACK_BOT_TOKEN: 't',
    });
    expect(await secrets.coupangKeys(VENDOR)).toEqual({ accessKey: 'a', secretKey: 's' });
    expect(await secrets.slackToken()).toBe('t');
  });

  test('name the variable that is missing', async () => {
    await expect(createSecrets({ SECRETS_FROM: 'environment' }).slackToken()).rejects.toThrow(
      'SLACK_BOT_TOKEN',
    );
  });
});
