import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { type Learnt, learn } from '../../lib/workflows/intake/learn.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { vendorConfig } from '../wiring/read-config.ts';
import type { Services } from './build-services.ts';
import { CHECK_TIMEOUT_MS, findVendor } from './run-check.ts';

/** `market` is needed if two configured vendors share an id. */
const learnEvent = z.strictObject({ learn: z.string(), market: z.optional(z.enum(['KR', 'TW'])) });

/** A call that has just begun may take five seconds, and its answer must still be counted. */
const STOPS_BEFORE_MS = 15_000;

export const isLearn = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'learn' in event;

/**
 * Returns what a vendor's last weeks say about our assumptions, as numbers only (I9).
 * @throws ConfigError for a vendor that is not configured, configured in two markets, or switched off
 */
export const runLearn = async (event: unknown, services: Services, clock: Clock): Promise<Learnt> => {
  const { learn: vendorId, market } = parseEvent(learnEvent, event, 'poll');
  const vendor = findVendor(vendorId, market, services);
  const { config, settings, ports } = services;
  if (!vendorConfig(config, vendor).live) {
    throw new ConfigError(
      `Vendor ${vendorId} has live: false, so its inquiries are not read. Set live: true and deploy.`,
    );
  }
  return learn(
    vendor,
    {
      zone: MARKET_ZONES[vendor.market],
      egress: settings.egress,
      timeoutMs: CHECK_TIMEOUT_MS,
      stopAt: clock.now() + settings.spans.timeoutMs - STOPS_BEFORE_MS,
    },
    {
      states: ports.states,
      source: services.sourceOf(vendor),
      keyStoredAt: () => services.keyStoredAt(vendor),
      clock,
    },
  );
};
