import { ConfigError } from '../lib/config/config-error.ts';
import { nearestWord } from '../lib/config/nearest-word.ts';
import type { Names } from '../lib/config/names.ts';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { AdminTexts } from './wording/wording.ts';
import type { VendorRef } from '../lib/domain/inquiry/inquiry.ts';

/**
 * @param options.orSlack `slack` is a possible answer, too
 * @throws ConfigError that lists the possible answers
 */
export const findVendor = (
  id: string,
  market: string | undefined,
  { vendors }: Config,
  { texts, orSlack = false }: { texts: AdminTexts['secrets']; orSlack?: boolean },
): VendorConfig => {
  const found = vendors.filter(
    (candidate) => candidate.id === id && (market === undefined || candidate.market === market),
  );
  const [vendor] = found;
  if (vendor === undefined) {
    const describe = (known: VendorConfig): string => `${known.id} (${known.market})`;
    const known = vendors.map(describe).join(', ');
    const wanted = market === undefined ? id : `${id} (${market})`;
    const meant = nearestWord(id, [...vendors.map((each) => each.id), ...(orSlack ? ['slack'] : [])]);
    const fault = texts.noVendor(wanted, meant, known);
    throw new ConfigError(orSlack ? `${fault} ${texts.orSlack}` : fault);
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
  const { id: vendorId, label, ...vendor } = findVendor(name, market, config, { texts, orSlack: true });
  return { of: 'coupang', vendor: { market: vendor.market, vendorId }, label };
};

export const secretName = (target: Target, { secrets }: Names): string =>
  target.of === 'slack' ? secrets.slack : secrets.coupang(target.vendor.market, target.vendor.vendorId);
