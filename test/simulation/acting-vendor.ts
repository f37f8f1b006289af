import type { VendorConfig } from '../../lib/config/schema.ts';
import { madeUpVendorConfig } from '../fixtures/made-up-config.ts';

/** Typed into some replies. The configuration blocks it. All is made up. */
export const BLOCKED_PHRASE = '010-0000-1234';
const SIGNATURE = 'A made-up team';

const CONFIGURED = madeUpVendorConfig(
  { live: true, acting: { signature: SIGNATURE, guard: { 'personal-data': 'block' } } },
  { acting: 'on' },
);

/** The vendor's configuration for one request: its person answers in the name of that login, and reads in that channel. */
export const actingVendor = (by: string, wingId: string, channel: string): VendorConfig => ({
  ...CONFIGURED,
  channel,
  acting: { ...CONFIGURED.acting, people: { [by]: { wingId } } },
});
