import { ConfigError } from '../../lib/config/config-error.ts';
import { SECRETS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { VendorRef } from '../../lib/domain/inquiry.ts';

/** Whose keys are stored. */
export type Target = { of: 'slack' } | { of: 'coupang'; vendor: VendorRef; label: string };

/** @throws ConfigError that lists what could be meant */
export const findTarget = (name: string, market: string | undefined, { vendors }: Config): Target => {
  if (name === 'slack') return { of: 'slack' };
  const alike = vendors.filter(({ id }) => id === name);
  const found = alike.filter((vendor) => market === undefined || vendor.market === market);
  const [vendor] = found;
  if (vendor === undefined) {
    const known = vendors.map(({ id, market: where }) => `${id} (${where})`).join(', ');
    const wanted = market === undefined ? name : `${name} (${market})`;
    throw new ConfigError(`The configuration names no vendor ${wanted}. Known are: ${known}, slack.`);
  }
  if (found.length > 1) {
    const markets = found.map((one) => one.market).join(' and ');
    throw new ConfigError(`Vendor ${name} sells in ${markets}. Name one: --market ${vendor.market}`);
  }
  return { of: 'coupang', vendor: { market: vendor.market, vendorId: vendor.id }, label: vendor.label };
};

export const secretName = (target: Target): string =>
  target.of === 'slack' ? SECRETS.slack : SECRETS.coupang(target.vendor.market, target.vendor.vendorId);
