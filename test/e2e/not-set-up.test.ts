import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../local/page/texts.ts';
import { namesOf } from '../../lib/config/names.ts';
import { createHandlers } from '../../local/run/create-handlers.ts';
import { readSettings } from '../../local/run/read-settings.ts';
import { startSystem, type System } from '../../local/run/start-system.ts';
import { type SecretsManager, startSecretsManager } from '../unit/functions/start-secrets-manager.ts';
import { makeDataDir, removeDataDir, withSources } from './start-laptop.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const SECRETS = namesOf({}).secrets;

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const COUPANG = SECRETS.coupang(VENDOR.market, VENDOR.vendorId);

/** A system after a first deploy: its functions read Secrets Manager, which holds no keys yet. */
describe('a system without secrets', () => {
  let dataDir: string;
  let manager: SecretsManager;
  let system: System;
  let keys: Record<string, string | undefined>;
  let aheadMs = 0;
  const logged: string[] = [];

  beforeAll(async () => {
    dataDir = await makeDataDir();
    manager = await startSecretsManager({});
    const read = await readSettings({ DATA_DIR: dataDir, PORT: '0', POLL_SECONDS: '60' });
    const settings = withSources(read, ['call-center']);
    const note = (level: string) => (message: string, fields?: Record<string, unknown>) =>
      void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
    const log = { info: note('info'), warn: note('warn'), error: note('error') };
    system = await startSystem(
      {
        ...settings,
        config: {
          ...settings.config,
          acting: 'off',
          settings: { ...settings.config.settings, callsPerSecond: 5 },
        },
        simulator: { seed: 1, arrivals: false, callsPerSecond: Infinity },
      },
      {
        handlers: (env, clock) => {
          keys = env;
          const { SECRETS_FROM: _environment, ...rest } = env;
          return createHandlers(log, () => {}, TERMINAL_TEXTS.en)({ ...manager.env, ...rest }, clock);
        },
        log,
        print: () => {},
        now: () => Date.now() + aheadMs,
        schedule: false,
      },
    );
  });
  afterAll(async () => {
    await system.stop();
    await manager.close();
    await removeDataDir(dataDir);
  });

  const until = async (holds: () => boolean): Promise<void> => {
    for (let looks = 0; looks < 10_000 && !holds(); looks += 1) await sleep(20);
    expect(holds()).toBe(true);
  };
  /** The clock's jump is also a blind time. Its notice is not a card. */
  const cards = () =>
    (system.slack?.channels.messages('C0CS') ?? []).filter(
      ({ metadata }) => metadata?.event_payload['name'] === 'card',
    );

  test('polls without failing: one warning per run, and no counted failure (O5)', async () => {
    expect(await system.poll(VENDOR)).toMatchObject({ result: 'not-set-up', readings: 0 });
    expect(logged.filter((line) => line.startsWith('warn poll'))).toHaveLength(1);
    expect(logged.filter((line) => line.startsWith('error'))).toEqual([]);
    const counted = logged.filter((line) => line.startsWith('info metric'));
    expect(counted).toEqual(['info metric {"name":"CoupangUnreachable","value":0}']);
  });

  test('keeps new messages without an error, and uses a key as soon as it is stored (O5)', async () => {
    manager.secrets[COUPANG] = JSON.stringify({
      accessKey: keys['COUPANG_ACCESS_KEY'],
      secretKey: keys['COUPANG_SECRET_KEY'],
    });
    expect(await system.poll(VENDOR)).toMatchObject({ result: 'swept', opened: 2 });
    await until(() => logged.filter((line) => line.includes('"not_set_up"')).length >= 1);
    expect(logged.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(cards()).toEqual([]);
  });

  test('posts each card once as soon as a token is stored (O5)', async () => {
    manager.secrets[SECRETS.slack] = JSON.stringify({ botToken: keys['SLACK_BOT_TOKEN'] });
    aheadMs = 6 * MINUTE_MS;
    await system.trackSla();
    await until(() => cards().length === 2 && system.notifying() === 0);
    expect(cards()).toHaveLength(2);
  });
});
