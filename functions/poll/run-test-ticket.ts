import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { testVendorRef } from '../../lib/config/test-vendor.ts';
import { testTicketWords } from '../../lib/config/test-ticket-words.ts';
import { type TestTicketOutcome, sendTestTicket } from '../../lib/workflows/intake/send-test-ticket.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import type { Services } from './build-services.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** The id of the channel for the test ticket. */
const testTicketEvent = z.strictObject({
  testTicket: z.string().check(z.regex(/^[CG][A-Z0-9]{2,60}$/, 'must be a Slack channel id')),
});

/** The bus and a cold start take some seconds. After this time something is wrong. */
const LONGEST_MS = MINUTE_MS;

export const isTestTicket = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'testTicket' in event;

/** Sends one test ticket (O8). It does not call Coupang. */
export const runTestTicket = async (
  event: unknown,
  services: Services,
  clock: Clock,
): Promise<TestTicketOutcome> => {
  const { testTicket: channel } = parseEvent(testTicketEvent, event, 'poll');
  const { config, settings, ports, lanes } = services;
  const { timeoutMs, stopsBeforeMs } = settings.spans;
  const vendor = testVendorRef(channel, config);
  const stopAt = clock.now() + Math.min(LONGEST_MS, timeoutMs - stopsBeforeMs);
  return sendTestTicket(vendor, MARKET_ZONES[vendor.market], testTicketWords(config), stopAt, {
    ...ports,
    lanes,
    clock,
    sleep: (ms) => sleep(ms),
  });
};
