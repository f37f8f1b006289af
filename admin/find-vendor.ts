import { ConfigError } from '../lib/config/config-error.ts';
import type { Config, VendorConfig } from '../lib/config/schema.ts';

/**
 * The vendor that a person means.
 * @param also other possible answers
 * @throws ConfigError that lists the possible answers
 */
export const findVendor = (
  id: string,
  market: string | undefined,
  { vendors }: Config,
  also: readonly string[] = [],
): VendorConfig => {
  const found = vendors.filter(
    (candidate) => candidate.id === id && (market === undefined || candidate.market === market),
  );
  const [vendor] = found;
  if (vendor === undefined) {
    const describe = (known: VendorConfig): string => `${known.id} (${known.market})`;
    const known = [...vendors.map(describe), ...also].join(', ');
    const wanted = market === undefined ? id : `${id} (${market})`;
    throw new ConfigError(`The configuration has no vendor ${wanted}. It has: ${known}.`);
  }
  if (found.length > 1) {
    const markets = found.map((candidate) => candidate.market).join(' and ');
    throw new ConfigError(`Vendor ${id} sells in ${markets}. Name one: --market ${vendor.market}`);
  }
  return vendor;
};
