import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecrets } from '../../../functions/wiring/secrets.ts';
import { ConfigError, NotSetUp } from '../../../lib/config/config-error.ts';
import { namesOf } from '../../../lib/config/names.ts';
import { readSlackSecret, writeSlackSecret } from '../../../lib/config/read-secret.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';
import { type SecretsManager, startSecretsManager } from './start-secrets-manager.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/time/durations.ts';
import { type AwsCalls, awsClientConfig } from '../../../functions/wiring/aws-clients.ts';
import { createTicketStore } from '../../../lib/dynamodb/create-ticket-store.ts';
import { serve } from '../../fixtures/serve.ts';
import { slowTest } from '../../fixtures/slow-test.ts';

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const COUPANG = 'coupang-inquiry-notifier/coupang/KR/A00012345';
const SLACK = 'coupang-inquiry-notifier/slack';

/** Made up. */
const SIGNING = '0123456789abcdef0123456789abcdef';
const NEW_SIGNING = 'fedcba9876543210fedcba9876543210';
const slackSecret = (fields: object): string => JSON.stringify({ botToken: 'xoxb-made-up', ...fields });

const errorOf = (reading: Promise<unknown>): Promise<unknown> => reading.catch((error: unknown) => error);

describe('secrets from Secrets Manager', () => {
  let manager: SecretsManager;
  let now = 0;
  const clock = () => now;

  beforeEach(async () => {
    now = 0;
    manager = await startSecretsManager({
      [COUPANG]: '{"accessKey":"made-up-access","secretKey":"made-up-secret"}',
      [SLACK]: slackSecret({ signingSecret: SIGNING }),
    });
  });
  afterEach(() => manager.close());

  test('O5: are read once and kept for an hour, or until a fresh reading', async () => {
    const secrets = createSecrets(manager.env, {}, clock);
    expect(await secrets.coupangKeys(VENDOR)).toEqual({
      accessKey: 'made-up-access',
      secretKey: 'made-up-secret',
    });
    manager.secrets[COUPANG] = '{"accessKey":"new","secretKey":"new"}';
    now = HOUR_MS - 1;
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'made-up-access' });
    expect(manager.asked).toHaveLength(1);
    now = HOUR_MS;
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'new' });
    manager.secrets[COUPANG] = '{"accessKey":"newer","secretKey":"newer"}';
    expect(await secrets.coupangKeys(VENDOR, { fresh: true })).toMatchObject({ accessKey: 'newer' });
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'newer' });
    expect(manager.asked).toHaveLength(3);
  });

  test('O5: include a signing secret for five minutes, since its requests look like a stranger’s', async () => {
    const secrets = createSecrets(manager.env, {}, clock);
    expect(await secrets.slackRequestKeys()).toEqual({ signingSecrets: [SIGNING] });
    manager.secrets[SLACK] = slackSecret({ signingSecret: NEW_SIGNING });
    now = 5 * MINUTE_MS - 1;
    expect(await secrets.slackRequestKeys()).toEqual({ signingSecrets: [SIGNING] });
    now = 5 * MINUTE_MS;
    expect(await secrets.slackToken()).toBe('xoxb-made-up');
    expect(manager.asked).toHaveLength(1);
    expect(await secrets.slackRequestKeys()).toEqual({ signingSecrets: [NEW_SIGNING] });
    expect(manager.asked).toHaveLength(2);
  });

  test('O5: during a rotation the old signing secret also stays valid, until the stored instant', async () => {
    const previous = { signingSecret: SIGNING, until: '1970-01-01T00:04:00.000Z' };
    manager.secrets[SLACK] = slackSecret({ signingSecret: NEW_SIGNING, previous });
    const secrets = createSecrets(manager.env, {}, clock);
    expect(await secrets.slackRequestKeys()).toEqual({ signingSecrets: [NEW_SIGNING, SIGNING] });
    now = 4 * MINUTE_MS;
    expect(await secrets.slackRequestKeys()).toEqual({ signingSecrets: [NEW_SIGNING] });
    expect(manager.asked).toHaveLength(1);
  });

  test.each<[string, () => void, object]>([
    ['is missing', () => void delete manager.secrets[SLACK], { code: 'NOT_SET_UP' }],
    ['is malformed', () => void (manager.secrets[SLACK] = '{}'), { code: 'CONFIG' }],
    ['is refused', () => void manager.denied.push('GetSecretValue'), { name: 'AccessDeniedException' }],
  ])('O5: requests a signing secret that %s only once in 30 seconds', async (_how, spoil, error) => {
    spoil();
    const secrets = createSecrets(manager.env, {}, clock);
    for (now of [0, 1, 30 * SECOND_MS - 1])
      await expect(secrets.slackRequestKeys()).rejects.toMatchObject(error);
    expect(manager.asked.length + manager.missed.length).toBe(1);
    manager.denied.length = 0;
    manager.secrets[SLACK] = slackSecret({ signingSecret: SIGNING });
    now = 30 * SECOND_MS;
    expect(await secrets.slackRequestKeys()).toEqual({ signingSecrets: [SIGNING] });
  });

  test('never give a vendor the key of another', async () => {
    const other = { market: 'TW', vendorId: 'A00012345' } as const;
    manager.secrets['coupang-inquiry-notifier/coupang/TW/A00012345'] = '{"accessKey":"tw","secretKey":"tw"}';
    const secrets = createSecrets(manager.env, {}, clock);
    await secrets.coupangKeys(VENDOR);
    expect(await secrets.coupangKeys(other)).toMatchObject({ accessKey: 'tw' });
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'made-up-access' });
  });

  test('O12: are read with the prefix only', async () => {
    manager.secrets['staging-coupang-inquiry-notifier/slack'] = '{"botToken":"xoxb-staging"}';
    const secrets = createSecrets(manager.env, { namePrefix: 'staging' }, clock);
    expect(await secrets.slackToken()).toBe('xoxb-staging');
    await expect(secrets.coupangKeys(VENDOR)).rejects.toThrow(`no secret staging-${COUPANG}`);
  });

  test('include the end of the key and when it was stored (O7)', async () => {
    manager.secrets[COUPANG] = '{"accessKey":"a","secretKey":"s","expiresOn":"2027-05-24"}';
    manager.storedAt.set(COUPANG, 1_764_000_000_000);
    expect(await createSecrets(manager.env, {}).coupangKeys(VENDOR)).toEqual({
      accessKey: 'a',
      secretKey: 's',
      expiresOn: '2027-05-24',
      storedAt: 1_764_000_000_000,
    });
  });

  test.each(['"next May"', '20270524', 'null', '"2027-02-30"'])(
    'O7: ignore an expiresOn of %s, and the vendor is still read',
    async (expiresOn) => {
      manager.secrets[COUPANG] = `{"accessKey":"a","secretKey":"s","expiresOn":${expiresOn}}`;
      expect(await createSecrets(manager.env, {}).coupangKeys(VENDOR)).toEqual({
        accessKey: 'a',
        secretKey: 's',
      });
    },
  );

  test('O5: are not a fault if nobody has made them, and the error explains what to run', async () => {
    delete manager.secrets[COUPANG];
    delete manager.secrets[SLACK];
    const secrets = createSecrets(manager.env, {});
    const coupang = await errorOf(secrets.coupangKeys(VENDOR));
    expect(coupang).toBeInstanceOf(NotSetUp);
    expect(coupang).toMatchObject({ code: 'NOT_SET_UP', retryable: false });
    expect(String(coupang)).toContain('npm run secrets -- A00012345');
    const slack = await errorOf(secrets.slackToken());
    expect(slack).toBeInstanceOf(NotSetUp);
    expect(String(slack)).toContain('npm run secrets -- slack');
  });

  test('O5: are used as soon as they are stored', async () => {
    delete manager.secrets[COUPANG];
    const secrets = createSecrets(manager.env, {}, clock);
    await errorOf(secrets.coupangKeys(VENDOR));
    manager.secrets[COUPANG] = '{"accessKey":"first","secretKey":"s"}';
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'first' });
  });

  test.each([
    '',
    'not json but hush-hush',
    '{"accessKey":"hush-hush"}',
    '[]',
    '{"accessKey":"","secretKey":"hush-hush"}',
  ])('O5: fail for %j with an error that names the secret and never its value', async (value) => {
    manager.secrets[COUPANG] = value;
    const error = await errorOf(createSecrets(manager.env, {}).coupangKeys(VENDOR));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(COUPANG);
    expect(String(error)).not.toContain('hush-hush');
  });
});

describe('the secret of Slack', () => {
  const names = namesOf({});

  test('ignores spaces around its values', () => {
    const text = JSON.stringify({ botToken: ' xoxb-made-up\n', signingSecret: `${SIGNING}\n` });
    expect(readSlackSecret(text, names)).toEqual({ botToken: 'xoxb-made-up', signingSecret: SIGNING });
  });

  test.each<[object, object]>([
    [{ teamId: 'T0OURS' }, { workspace: { teamId: 'T0OURS' } }],
    [
      { teamId: 'T0OURS', enterpriseId: 'E0OURS' },
      { workspace: { teamId: 'T0OURS', enterpriseId: 'E0OURS' } },
    ],
    [{ teamId: 'ours' }, {}],
    [{ teamId: 'T0OURS', enterpriseId: 'ours' }, {}],
    [{ enterpriseId: 'E0OURS' }, {}],
  ])('accepts %j as a workspace, or as none if an id is malformed', (stored, read) => {
    expect(readSlackSecret(slackSecret(stored), names)).toEqual({ botToken: 'xoxb-made-up', ...read });
    const text = writeSlackSecret({ botToken: 'xoxb-made-up', ...read });
    expect(readSlackSecret(text, names)).toEqual({ botToken: 'xoxb-made-up', ...read });
  });

  test.each<[string, string, string]>([
    ['a blank token', '{"botToken":" \\n","signingSecret":"hush"}', 'botToken is blank or malformed'],
    ['a person’s token', '{"botToken":"xoxp-hush"}', 'botToken is blank or malformed'],
    ['a token with a blank inside', '{"botToken":"xoxb-hush hush"}', 'botToken is blank or malformed'],
    ['no token', `{"signingSecret":"${SIGNING}"}`, 'botToken is missing or not a string'],
    ['a token that is a number', '{"botToken":1}', 'botToken is missing or not a string'],
    ['a blank signing secret', slackSecret({ signingSecret: '  ' }), 'signingSecret is blank or malformed'],
    ['a short signing secret', slackSecret({ signingSecret: 'hush' }), 'signingSecret is blank or malformed'],
    ['a list', '["hush"]', 'it is not a JSON object'],
    ['no JSON', 'xoxb-hush', 'it is not a JSON object'],
  ])('is refused if it is %s, with an error that names it and contains no value', (_what, text, says) => {
    const error = thrownBy(ConfigError, () => readSlackSecret(text, names));
    expect(String(error)).toContain(`The secret ${SLACK} cannot be used: `);
    expect(String(error)).toContain(says);
    expect(String(error)).toContain('npm run secrets -- slack');
    expect(String(error)).not.toMatch(/hush|0123456789abcdef/);
  });

  test('may contain a malformed entry of a rotation, which is ignored, and messages are still sent', () => {
    const text = slackSecret({ signingSecret: SIGNING, previous: { signingSecret: 'hush', until: 'soon' } });
    expect(readSlackSecret(text, names)).toEqual({ botToken: 'xoxb-made-up', signingSecret: SIGNING });
  });
});

describe('secrets from the environment', () => {
  test('are the variables of the laptop', async () => {
    const env = { COUPANG_ACCESS_KEY: 'a', COUPANG_SECRET_KEY: 's', SLACK_BOT_TOKEN: 't' };
    const secrets = createSecrets({ SECRETS_FROM: 'environment', ...env }, {});
    expect(await secrets.coupangKeys(VENDOR)).toEqual({ accessKey: 'a', secretKey: 's' });
    expect(await secrets.slackToken()).toBe('t');
  });

  test('hold the workspace of a laptop', async () => {
    const env = { SECRETS_FROM: 'environment', SLACK_SIGNING_SECRET: 's' };
    const read = (more: object) => createSecrets({ ...env, ...more }, {}).slackRequestKeys();
    expect(await read({})).toEqual({ signingSecrets: ['s'] });
    expect(await read({ SLACK_TEAM_ID: 'T0OURS', SLACK_ENTERPRISE_ID: 'E0OURS' })).toEqual({
      signingSecrets: ['s'],
      workspace: { teamId: 'T0OURS', enterpriseId: 'E0OURS' },
    });
  });

  test('name the variable that is missing', async () => {
    await expect(createSecrets({ SECRETS_FROM: 'environment' }, {}).slackToken()).rejects.toThrow(
      'SLACK_BOT_TOKEN',
    );
  });
});

const SHORT: Partial<AwsCalls> = { requestTimeout: 500, socketTimeout: 500 };

describe('an AWS that does not answer', () => {
  let close: () => Promise<void>;
  afterEach(() => close());

  /** Sends the given text and never ends. */
  const start = async (begin?: string) => {
    let requestCount = 0;
    const server = await serve((_request, response) => {
      requestCount += 1;
      if (begin !== undefined) response.write(begin);
    });
    close = server.close;
    const env = {
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'madeup',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      AWS_ENDPOINT_URL_DYNAMODB: server.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: server.url,
    };
    return { env, asked: () => requestCount };
  };
  const readState = async (env: Record<string, string>, calls: Partial<AwsCalls> = {}): Promise<unknown> => {
    const client = new DynamoDBClient(awsClientConfig(env, 'DYNAMODB', { ...SHORT, ...calls }));
    const { states } = createTicketStore({ client, tableName: 'made-up', newToken: () => 'made-up' });
    return states.read(VENDOR).finally(() => client.destroy());
  };

  test('is given up after some tries, and counts as an outage of the store', async () => {
    const { env, asked: requestCount } = await start();
    await expect(readState(env)).rejects.toMatchObject({ code: 'STORE', kind: 'unavailable' });
    expect(requestCount()).toBe(4);
  });

  slowTest('is given up sooner by a function for which a person waits', async () => {
    const { env, asked: requestCount } = await start();
    await expect(readState(env, { maxAttempts: 2 })).rejects.toMatchObject({ code: 'STORE' });
    expect(requestCount()).toBe(2);
  });

  slowTest('is also given up if an answer begins but does not continue', async () => {
    const { env } = await start('{"Item":');
    await expect(readState(env)).rejects.toMatchObject({ code: 'STORE' });
  });

  slowTest('does not delay a press longer while it reads the signing secret', async () => {
    const { env, asked: requestCount } = await start();
    const calls = { ...SHORT, maxAttempts: 2 };
    const { slackRequestKeys } = createSecrets(env, {}, Date.now, calls);
    await expect(slackRequestKeys()).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(requestCount()).toBe(2);
  });

  slowTest('does not delay a poll until its time-out while it reads the key (O6)', async () => {
    const { env, asked: requestCount } = await start();
    const client = new SecretsManagerClient(awsClientConfig(env, 'SECRETS_MANAGER', SHORT));
    const reading = client.send(new GetSecretValueCommand({ SecretId: 'made-up' }));
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(requestCount()).toBe(3);
    client.destroy();
  });
});

test('each client has 3 s to connect and 10 s to get an answer, and then fails', () => {
  expect(awsClientConfig({}, 'EVENTBRIDGE').requestHandler).toEqual({
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    socketTimeout: 10_000,
    throwOnRequestTimeout: true,
  });
});
