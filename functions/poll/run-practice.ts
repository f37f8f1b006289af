import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { practiceRef } from '../../lib/config/practice-vendor.ts';
import { practiceWords } from '../../lib/config/practice-words.ts';
import { type Practice, practise } from '../../lib/workflows/intake/practise.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import type { Services } from './build-services.ts';

/** The channel to which a practice ticket goes, by id. */
const practiceEvent = z.strictObject({
  practice: z.string().check(z.regex(/^[CG][A-Z0-9]{2,60}$/, 'must be a Slack channel id')),
});

/** The bus and a cold start take some seconds; who waits longer than this waits for a fault. */
const LONGEST_MS = 60_000;

export const isPractice = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'practice' in event;

/** Sends one practice ticket (O8): asks Coupang nothing. */
export const runPractice = async (event: unknown, services: Services, clock: Clock): Promise<Practice> => {
  const { practice: channel } = parseEvent(practiceEvent, event, 'poll');
  const { config, settings, ports, lanes } = services;
  const vendor = practiceRef(channel, config);
  const stopAt = clock.now() + Math.min(LONGEST_MS, settings.timeoutMs - settings.stopsBeforeMs);
  return practise(vendor, MARKET_ZONES[vendor.market], practiceWords(config), stopAt, {
    ...ports,
    lanes,
    clock,
    sleep: (ms) => sleep(ms),
  });
};
