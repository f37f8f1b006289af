import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LINES, METRICS, namesOf } from '../../lib/config/names.ts';
import { addDays, dateAt } from '../../lib/domain/time/dates.ts';
import { type SecretsManager, startSecretsManager } from '../unit/functions/start-secrets-manager.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';
import { workday } from './workday.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

const SECRETS = namesOf({}).secrets;

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const COUPANG = SECRETS.coupang(VENDOR.market, VENDOR.vendorId);

/** A system whose functions read Secrets Manager, as on AWS. The key has a last day. */
describe('a system whose key ends in five days', () => {
  const expiresOn = addDays(dateAt(workday(), 'Asia/Seoul'), 5);
  let manager: SecretsManager;
  let laptop: Laptop;
  const counted: Record<string, number[]> = {};
  const lines: Record<string, Record<string, unknown>[]> = {};

  beforeAll(async () => {
    const note = (message: string, fields?: Record<string, unknown>): void => {
      if (fields) (lines[message] ??= []).push(fields);
      if (message === 'metric') (counted[String(fields?.['name'])] ??= []).push(Number(fields?.['value']));
    };
    manager = await startSecretsManager({});
    laptop = await startLaptop(await makeDataDir(), {
      env: { POLL_SECONDS: '60' },
      toEnv: ({ SECRETS_FROM: _environment, ...rest }) => {
        const { COUPANG_ACCESS_KEY: accessKey, COUPANG_SECRET_KEY: secretKey } = rest;
        const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = rest;
        manager.secrets[COUPANG] = JSON.stringify({ accessKey, secretKey, expiresOn });
        manager.secrets[SECRETS.slack] = JSON.stringify({ botToken, signingSecret });
        return { ...manager.env, ...rest };
      },
      log: { info: note, warn: note, error: note },
    });
  });
  afterAll(async () => {
    await laptop.end();
    await manager.close();
  });

  const last = (name: string): number | undefined => counted[name]?.at(-1);
  const notices = () => laptop.messages().filter(({ text }) => text.startsWith('[키 만료]'));

  test('O7: announces the last day in Slack once, however often it is checked', async () => {
    await laptop.poll();
    await laptop.system.trackSla();
    await laptop.until(() => notices().length === 1 && laptop.system.notifying() === 0);
    await laptop.system.trackSla();
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
    laptop.slack.fail({ error: 'invalid_blocks' }, { times: 1, method: 'chat.postMessage' });
    await laptop.simulator.handOver({ askedAt: workday() - HOUR_MS });
    await laptop.poll();
    await laptop.until(() => counted[METRICS.slackRefused] !== undefined && laptop.system.notifying() === 0);
    expect(counted[METRICS.slackRefused]).toEqual([1]);
  });

  test('S9: logs the time to answer, and counts tickets that Coupang closed unanswered', async () => {
    // Coupang closes only what wants an answer.
    const [first, second] = laptop.simulator.inquiries().filter(({ list }) => list === 'NO_ANSWER');
    await laptop.simulator.answer(first?.inquiryId ?? '');
    await laptop.simulator.age(second?.inquiryId ?? '', 0);
    await laptop.simulator.tick();
    await laptop.poll();
    expect(lines[LINES.answered]).toEqual([{ ...VENDOR, answeredAfterMs: expect.any(Number) }]);
    expect(last(METRICS.deadlinesMissed)).toBe(1);
    await laptop.system.trackSla();
    expect(lines[LINES.vendorFigures]?.at(-1)).toMatchObject({ open: 1 });
  });
});
