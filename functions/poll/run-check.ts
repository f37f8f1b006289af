import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { checkVendor, type VendorCheck } from '../../lib/workflows/intake/check-vendor.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import type { Services } from './build-services.ts';

/** The doctor's question. `market` is needed if two configured vendors share an id. */
const checkEvent = z.strictObject({ check: z.string(), market: z.optional(z.enum(['KR', 'TW'])) });

/** Long enough for one try and one retry. */
export const CHECK_TIMEOUT_MS = 20_000;

export const isCheck = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'check' in event;

/**
 * Checks whether a vendor can be read from here. It may be not live yet: the check comes before going live.
 * @throws ConfigError for a vendor that is not configured, or configured in two markets
 */
export const runCheck = async (event: unknown, services: Services, clock: Clock): Promise<VendorCheck> => {
  const { check, market } = parseEvent(checkEvent, event, 'poll');
  const vendor = findVendor(check, market, services);
  const { settings, ports } = services;
  return checkVendor(
    vendor,
    { zone: MARKET_ZONES[vendor.market], egress: settings.egress, timeoutMs: CHECK_TIMEOUT_MS },
    {
      states: ports.states,
      source: services.sourceOf(vendor),
      keyStoredAt: () => services.keyStoredAt(vendor),
      clock,
    },
  );
};

/** @throws ConfigError for a vendor that is not configured, or configured in two markets */
export const findVendor = (
  vendorId: string,
  market: VendorRef['market'] | undefined,
  { config }: Services,
): VendorRef => {
  const found = config.vendors.filter(
    (vendor) => vendor.id === vendorId && (market === undefined || vendor.market === market),
  );
  const [vendor, another] = found;
  if (vendor === undefined) {
    throw new ConfigError(
      `Vendor ${vendorId}${market === undefined ? '' : ` (${market})`} is not in vendors[] of the configuration: add it and deploy.`,
    );
  }
  if (another) {
    throw new ConfigError(
      `Vendor ${vendorId} sells in ${vendor.market} and ${another.market}: name the market, too.`,
    );
  }
  return { market: vendor.market, vendorId };
};
