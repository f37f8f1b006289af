import { parseConfig } from '../../lib/config/parse-config.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { VENDOR } from './create-world.ts';

/** Typed into some replies. The configuration blocks it. All is made up. */
export const BLOCKED_PHRASE = '010-0000-1234';
const SIGNATURE = 'A made-up team';

const CONFIG = parseConfig(
  {
    region: 'ap-northeast-2',
    egress: 'none',
    alarmMail: 'ops@example.com',
    acting: 'on',
    vendors: [
      {
        id: VENDOR.vendorId,
        market: VENDOR.market,
        label: 'AA',
        live: true,
        channel: 'C0CS',
        fallbackChannel: 'C0OPS',
        acting: { signature: SIGNATURE, guard: { 'personal-data': 'block' } },
      },
    ],
  },
  'made-up config',
);

/** The vendor's configuration for one request: its person answers in the name of that login, and reads in that channel. */
export const actingVendor = (by: string, wingId: string, channel: string): VendorConfig => {
  const [vendor] = CONFIG.vendors;
  if (!vendor) throw new Error('the made-up config names a vendor');
  return { ...vendor, channel, acting: { ...vendor.acting, people: { [by]: { wingId } } } };
};
