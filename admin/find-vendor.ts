import { ConfigError } from '../lib/config/config-error.ts';
import { nearestWord } from '../lib/config/nearest-word.ts';
import type { Names } from '../lib/config/names.ts';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { AdminTexts } from './wording/wording.ts';
import type { VendorRef } from '../lib/domain/inquiry/inquiry.ts';

/**
 * @param options.also other possible answers
 * @throws ConfigError that lists the possible answers
 */
export const findVendor = (
  id: string,
  market: string | undefined,
  { vendors }: Config,
  { texts, also = [] }: { texts: AdminTexts['secrets']; also?: readonly string[] },
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
    throw new ConfigError(texts.noVendor(wanted, meant, known));
  }
  if (found.length > 1) {
    const markets = found.map((candidate) => candidate.market);
    throw new ConfigError(texts.severalMarkets(id, markets, `--market ${vendor.market}`));
  }
  return vendor;
};

export type Target = { of: 'slack' } | CoupangTarget;
export type CoupangTarget = { of: 'coupang'; vendor: VendorRef; label: string };

export const findTarget = (
  name: string,
  market: string | undefined,
  config: Config,
  texts: AdminTexts['secrets'],
): Target => {
  if (name === 'slack') return { of: 'slack' };
  const { id: vendorId, label, ...vendor } = findVendor(name, market, config, { texts, also: ['slack'] });
  return { of: 'coupang', vendor: { market: vendor.market, vendorId }, label };
};

export const secretName = (target: Target, { secrets }: Names): string =>
  target.of === 'slack' ? secrets.slack : secrets.coupang(target.vendor.market, target.vendor.vendorId);
