import { ConfigError } from '../lib/config/config-error.ts';
import { nearestWord } from '../lib/config/nearest-word.ts';
import type { Names } from '../lib/config/names.ts';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { VendorRef } from '../lib/domain/inquiry/inquiry.ts';

/**
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
    const meant = nearestWord(id, [...vendors.map((each) => each.id), ...also]);
    const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
    throw new ConfigError(`The configuration has no vendor ${wanted}.${question} It has: ${known}.`);
  }
  if (found.length > 1) {
    const markets = found.map((candidate) => candidate.market).join(' and ');
    throw new ConfigError(`Vendor ${id} sells in ${markets}. Name one: --market ${vendor.market}`);
  }
  return vendor;
};

export type Target = { of: 'slack' } | CoupangTarget;
export type CoupangTarget = { of: 'coupang'; vendor: VendorRef; label: string };

export const findTarget = (name: string, market: string | undefined, config: Config): Target => {
  if (name === 'slack') return { of: 'slack' };
  const { id: vendorId, label, ...vendor } = findVendor(name, market, config, ['slack']);
  return { of: 'coupang', vendor: { market: vendor.market, vendorId }, label };
};

export const secretName = (target: Target, { secrets }: Names): string =>
  target.of === 'slack' ? secrets.slack : secrets.coupang(target.vendor.market, target.vendor.vendorId);
