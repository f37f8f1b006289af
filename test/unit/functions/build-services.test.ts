import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { buildServices as buildPoll } from '../../../functions/poll/build-services.ts';
import { buildServices as buildTrackSla } from '../../../functions/track-sla/build-services.ts';
import { SYSTEM_CLOCK } from '../../../functions/wiring/system-clock.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const configured = z.looseObject({ settings: z.looseObject({}) });

const envWith = (settings: Record<string, number>): Record<string, string> => {
  const env = makeFunctionEnv();
  const file = env['NOTIFIER_CONFIG_FILE'] ?? '';
  const config = configured.parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...config, settings: { ...config.settings, ...settings } }));
  return env;
};

describe('R17: poll and track-sla agree on what blindness is', () => {
  test.each([
    [{}, 300_000],
    [{ blindMinutes: 12 }, 720_000],
    [{ pollSeconds: 1200 }, 1_800_000],
  ])('with %j', (settings, blindMs) => {
    const env = envWith(settings);
    expect(buildPoll(env, log, SYSTEM_CLOCK).settings).toMatchObject({ blindMs });
    expect(buildTrackSla(env, log, SYSTEM_CLOCK).settings).toEqual({ intervalMs: 60_000, blindMs });
  });
});

test('R17: a vendor that is not live is not polled, and so not judged', () => {
  expect(buildTrackSla(makeFunctionEnv(false), log, SYSTEM_CLOCK).vendors).toEqual([]);
  expect(buildTrackSla(makeFunctionEnv(), log, SYSTEM_CLOCK).vendors).not.toEqual([]);
});
