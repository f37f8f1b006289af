import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSecrets } from '../../../functions/wiring/secrets.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { NotSetUp } from '../../../lib/config/not-set-up.ts';
import { type SecretsManager, startSecretsManager } from './start-secrets-manager.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const COUPANG = 'coupang-inquiry-notifier/coupang/KR/A00012345';
const SLACK = 'coupang-inquiry-notifier/slack';

const thrownBy = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );

describe('secrets from Secrets Manager', () => {
  let manager: SecretsManager;
  let now = 0;
  const clock = () => now;

  beforeEach(async () => {
    now = 0;
    manager = await startSecretsManager({
      [COUPANG]: '{"accessKey":"made-up-access","secretKey":"made-up-secret"}',
      [SLACK]: '{"botToken":"xoxb-made-up","signingSecret":"made-up"}',
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

  test('O5: a signing secret is kept for five minutes, since its requests look like a stranger’s', async () => {
    const secrets = createSecrets(manager.env, {}, clock);
    expect(await secrets.slackSigningSecret()).toBe('made-up');
    manager.secrets[SLACK] = '{"botToken":"xoxb-made-up","signingSecret":"new"}';
    now = 5 * MINUTE_MS - 1;
    expect(await secrets.slackSigningSecret()).toBe('made-up');
    now = 5 * MINUTE_MS;
    expect(await secrets.slackToken()).toBe('xoxb-made-up');
    expect(manager.asked).toHaveLength(1);
    expect(await secrets.slackSigningSecret()).toBe('new');
    expect(manager.asked).toHaveLength(2);
  });

  test('one vendor never gets the key of another', async () => {
    const other = { market: 'TW', vendorId: 'A00012345' } as const;
    manager.secrets['coupang-inquiry-notifier/coupang/TW/A00012345'] = '{"accessKey":"tw","secretKey":"tw"}';
    const secrets = createSecrets(manager.env, {}, clock);
    await secrets.coupangKeys(VENDOR);
    expect(await secrets.coupangKeys(other)).toMatchObject({ accessKey: 'tw' });
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'made-up-access' });
  });

  test('O12: with a prefix only its own secrets are read', async () => {
    manager.secrets['staging-coupang-inquiry-notifier/slack'] = '{"botToken":"xoxb-staging"}';
    const secrets = createSecrets(manager.env, { namePrefix: 'staging' }, clock);
    expect(await secrets.slackToken()).toBe('xoxb-staging');
    await expect(secrets.coupangKeys(VENDOR)).rejects.toThrow(`no secret staging-${COUPANG}`);
  });

  test('give Slack its bot token', async () => {
    expect(await createSecrets(manager.env, {}).slackToken()).toBe('xoxb-made-up');
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
    'O7: an expiresOn of %s is ignored, and the vendor is still read',
    async (expiresOn) => {
      manager.secrets[COUPANG] = `{"accessKey":"a","secretKey":"s","expiresOn":${expiresOn}}`;
      expect(await createSecrets(manager.env, {}).coupangKeys(VENDOR)).toEqual({
        accessKey: 'a',
        secretKey: 's',
      });
    },
  );

  test('O5: a secret that nobody has made is no fault, and says what to run', async () => {
    delete manager.secrets[COUPANG];
    delete manager.secrets[SLACK];
    const secrets = createSecrets(manager.env, {});
    const coupang = await thrownBy(secrets.coupangKeys(VENDOR));
    expect(coupang).toBeInstanceOf(NotSetUp);
    expect(coupang).toMatchObject({ code: 'NOT_SET_UP', retryable: false });
    expect(String(coupang)).toContain('npm run secrets -- A00012345');
    const slack = await thrownBy(secrets.slackToken());
    expect(slack).toBeInstanceOf(NotSetUp);
    expect(String(slack)).toContain('npm run secrets -- slack');
  });

  test('O5: a secret that was not set up is used as soon as it is stored', async () => {
    delete manager.secrets[COUPANG];
    const secrets = createSecrets(manager.env, {}, clock);
    await thrownBy(secrets.coupangKeys(VENDOR));
    manager.secrets[COUPANG] = '{"accessKey":"first","secretKey":"s"}';
    expect(await secrets.coupangKeys(VENDOR)).toMatchObject({ accessKey: 'first' });
  });

  test.each([
    '',
    'not json but hush-hush',
    '{"accessKey":"hush-hush"}',
    '[]',
    '{"accessKey":"","secretKey":"hush-hush"}',
  ])('O5: %j is an error that names the secret and never its value', async (value) => {
    manager.secrets[COUPANG] = value;
    const error = await thrownBy(createSecrets(manager.env, {}).coupangKeys(VENDOR));
    expect(error).toBeInstanceOf(ConfigError);
    expect(String(error)).toContain(COUPANG);
    expect(String(error)).not.toContain('hush-hush');
  });
});

describe('secrets from the environment', () => {
  test('are the variables of the laptop', async () => {
    const env = { COUPANG_ACCESS_KEY: 'a', COUPANG_SECRET_KEY: 's', SLACK_BOT_TOKEN: 't' };
    const secrets = createSecrets({ SECRETS_FROM: 'environment', ...env }, {});
    expect(await secrets.coupangKeys(VENDOR)).toEqual({ accessKey: 'a', secretKey: 's' });
    expect(await secrets.slackToken()).toBe('t');
  });

  test('name the variable that is missing', async () => {
    await expect(createSecrets({ SECRETS_FROM: 'environment' }, {}).slackToken()).rejects.toThrow(
      'SLACK_BOT_TOKEN',
    );
  });
});
