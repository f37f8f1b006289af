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
  const alike = vendors.filter((vendor) => vendor.id === id);
  const found = alike.filter((vendor) => market === undefined || vendor.market === market);
  const [vendor] = found;
  if (vendor === undefined) {
    const known = [...vendors.map((one) => `${one.id} (${one.market})`), ...also].join(', ');
    const wanted = market === undefined ? id : `${id} (${market})`;
    throw new ConfigError(`The configuration has no vendor ${wanted}. It has: ${known}.`);
  }
  if (found.length > 1) {
    const markets = found.map((one) => one.market).join(' and ');
    throw new ConfigError(`Vendor ${id} sells in ${markets}. Name one: --market ${vendor.market}`);
  }
  return vendor;
};
