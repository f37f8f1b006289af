import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { namesOf } from '../../lib/config/names.ts';
import { type SecretsManager, startSecretsManager } from '../unit/functions/start-secrets-manager.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const SECRETS = namesOf({}).secrets;

const COUPANG = SECRETS.coupang('KR', 'A00012345');

/** A system after a first deploy: its functions read Secrets Manager, which holds no keys yet. */
describe('a system without secrets', () => {
  let manager: SecretsManager;
  let laptop: Laptop;
  const logged: string[] = [];

  beforeAll(async () => {
    manager = await startSecretsManager({});
    const note = (level: string) => (message: string, fields?: Record<string, unknown>) =>
      void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
    laptop = await startLaptop(await makeDataDir(), {
      env: { POLL_SECONDS: '60' },
      sources: ['call-center'],
      configure: (config) => ({ ...config, acting: 'off' }),
      toEnv: ({ SECRETS_FROM: _environment, ...rest }) => ({ ...manager.env, ...rest }),
      log: { info: note('info'), warn: note('warn'), error: note('error') },
    });
  });
  afterAll(async () => {
    await laptop.end();
    await manager.close();
  });

  /** The clock's jump is also a blind time. Its notice is not a card. */
  const cards = () => laptop.messages().filter(({ metadata }) => metadata?.event_payload['name'] === 'card');

  test('polls without failing: one warning per run, and no counted failure (O5)', async () => {
    expect(await laptop.poll()).toMatchObject({ result: 'not-set-up', readings: 0 });
    expect(logged.filter((line) => line.startsWith('warn poll'))).toHaveLength(1);
    expect(logged.filter((line) => line.startsWith('error'))).toEqual([]);
    const counted = logged.filter((line) => line.startsWith('info metric'));
    expect(counted).toEqual(['info metric {"name":"CoupangUnreachable","value":0}']);
  });

  test('keeps new messages without an error, and uses a key as soon as it is stored (O5)', async () => {
    const { COUPANG_ACCESS_KEY: accessKey, COUPANG_SECRET_KEY: secretKey } = laptop.system.env;
    manager.secrets[COUPANG] = JSON.stringify({ accessKey, secretKey });
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 2 });
    await laptop.until(() => logged.filter((line) => line.includes('"not_set_up"')).length >= 1);
    expect(logged.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(cards()).toEqual([]);
  });

  test('posts each card once as soon as a token is stored (O5)', async () => {
    manager.secrets[SECRETS.slack] = JSON.stringify({ botToken: laptop.system.env['SLACK_BOT_TOKEN'] });
    await laptop.sleep(6 * MINUTE_MS);
    await laptop.system.trackSla();
    await laptop.until(() => cards().length === 2 && laptop.system.notifying() === 0);
    expect(cards()).toHaveLength(2);
  });
});
