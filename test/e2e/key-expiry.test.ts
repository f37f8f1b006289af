import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../local/page/texts.ts';
import { LINES, METRICS, namesOf } from '../../lib/config/names.ts';
import { addDays, dateAt } from '../../lib/domain/time/dates.ts';
import { createHandlers } from '../../local/run/create-handlers.ts';
import { readSettings } from '../../local/run/read-settings.ts';
import { startSystem, type System } from '../../local/run/start-system.ts';
import { type SecretsManager, startSecretsManager } from '../unit/functions/start-secrets-manager.ts';
import { makeDataDir, removeDataDir } from './start-laptop.ts';
import { workday } from './workday.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

const SECRETS = namesOf({}).secrets;

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const COUPANG = SECRETS.coupang(VENDOR.market, VENDOR.vendorId);
const CHANNEL = 'C0CS';

/** A system whose functions read Secrets Manager, as on AWS. The key has a last day. */
describe('a system whose key ends in five days', () => {
  const expiresOn = addDays(dateAt(workday(), 'Asia/Seoul'), 5);
  let dataDir: string;
  let manager: SecretsManager;
  let system: System;
  const counted: Record<string, number[]> = {};
  const lines: Record<string, Record<string, unknown>[]> = {};

  beforeAll(async () => {
    dataDir = await makeDataDir();
    const settings = await readSettings({ DATA_DIR: dataDir, PORT: '0', POLL_SECONDS: '60' });
    const note = (message: string, fields?: Record<string, unknown>): void => {
      if (fields) (lines[message] ??= []).push(fields);
      if (message === 'metric') (counted[String(fields?.['name'])] ??= []).push(Number(fields?.['value']));
    };
    const log = { info: note, warn: note, error: note };
    manager = await startSecretsManager({});
    system = await startSystem(
      {
        ...settings,
        config: { ...settings.config, settings: { ...settings.config.settings, callsPerSecond: 5 } },
        simulator: { seed: 1, arrivals: false, callsPerSecond: Infinity },
      },
      {
        handlers: (env, clock) => {
          const { SECRETS_FROM: _environment, ...rest } = env;
          const {
            COUPANG_ACCESS_KEY: accessKey,
            COUPANG_SECRET_KEY: secretKey,
            SLACK_BOT_TOKEN: botToken,
            SLACK_SIGNING_SECRET: signingSecret,
          } = env;
          manager.secrets[COUPANG] = JSON.stringify({ accessKey, secretKey, expiresOn });
          manager.secrets[SECRETS.slack] = JSON.stringify({ botToken, signingSecret });
          return createHandlers(log, () => {}, TERMINAL_TEXTS.en)({ ...manager.env, ...rest }, clock);
        },
        log,
        print: () => {},
        schedule: false,
        now: workday,
      },
    );
  });
  afterAll(async () => {
    await system.stop();
    await manager.close();
    await removeDataDir(dataDir);
  });

  const last = (name: string): number | undefined => counted[name]?.at(-1);
  const notices = () =>
    (system.slack?.channels.messages(CHANNEL) ?? []).filter(({ text }) => text.startsWith('[키 만료]'));
  const until = async (holds: () => boolean): Promise<void> => {
    for (let looks = 0; looks < 10_000 && !holds(); looks += 1) await sleep(20);
    expect(holds()).toBe(true);
  };

  test('O7: announces the last day in Slack once, however often it is checked', async () => {
    await system.poll(VENDOR);
    await system.trackSla();
    await until(() => notices().length === 1 && system.notifying() === 0);
    await system.trackSla();
    expect(notices()).toHaveLength(1);
    expect(notices()[0]?.text).toBe(`[키 만료] 5일 남음 · ${expiresOn}까지 · AA몰`);
    expect(last(METRICS.keyDaysLeft)).toBe(5);
  });

  test('S9: logs open tickets, and counts complete readings', () => {
    const { open, oldestMs } = lines[LINES.vendorFigures]?.at(-1) ?? {};
    expect([open, oldestMs]).toEqual([2, expect.any(Number)]);
    expect(oldestMs).toBeGreaterThan(0);
    expect(last(METRICS.readingAgeSeconds)).toBeLessThan(60);
    expect([last(METRICS.coupangUnreachable), last(METRICS.deadlinesMissed)]).toEqual([0, 0]);
    expect(counted[METRICS.slackRefused]).toBeUndefined();
  });

  test('O6: counts a refusal by Slack, although the card was posted as plain text', async () => {
    system.slack?.fail({ error: 'invalid_blocks' }, { times: 1, method: 'chat.postMessage' });
    await system.simulator?.handOver({ askedAt: workday() - HOUR_MS });
    await system.poll(VENDOR);
    await until(() => counted[METRICS.slackRefused] !== undefined && system.notifying() === 0);
    expect(counted[METRICS.slackRefused]).toEqual([1]);
  });

  test('S9: logs the time to answer, and counts tickets that Coupang closed unanswered', async () => {
    // Coupang closes only what wants an answer.
    const [first, second] = system.simulator?.inquiries().filter(({ list }) => list === 'NO_ANSWER') ?? [];
    await system.simulator?.answer(first?.inquiryId ?? '');
    await system.simulator?.age(second?.inquiryId ?? '', 0);
    await system.simulator?.tick();
    await system.poll(VENDOR);
    expect(lines[LINES.answered]).toEqual([{ ...VENDOR, answeredAfterMs: expect.any(Number) }]);
    expect(last(METRICS.deadlinesMissed)).toBe(1);
    await system.trackSla();
    expect(lines[LINES.vendorFigures]?.at(-1)).toMatchObject({ open: 1 });
  });
});
