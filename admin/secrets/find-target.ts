import type { Names } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { findVendor } from '../find-vendor.ts';

/** The owner of the keys. */
export type Target = { of: 'slack' } | CoupangTarget;
export type CoupangTarget = { of: 'coupang'; vendor: VendorRef; label: string };

/** @throws ConfigError that lists the possible answers */
export const findTarget = (name: string, market: string | undefined, config: Config): Target => {
  if (name === 'slack') return { of: 'slack' };
  const { id: vendorId, label, ...vendor } = findVendor(name, market, config, ['slack']);
  return { of: 'coupang', vendor: { market: vendor.market, vendorId }, label };
};

export const secretName = (target: Target, { secrets }: Names): string =>
  target.of === 'slack' ? secrets.slack : secrets.coupang(target.vendor.market, target.vendor.vendorId);
