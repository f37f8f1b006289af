import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { Config, VendorConfig } from './schema.ts';

/** No vendor of Coupang has such an id. So its tickets meet no others, and nothing polls, warns or counts them. */
const PREFIX = 'test-ticket-';

export const isTestVendor = (vendorId: string): boolean => vendorId.startsWith(PREFIX);

const LABELS: Record<VendorConfig['language'], string> = { ko: '연습', en: 'Test', 'zh-TW': '測試' };

/** The made-up vendor with the given channel as its only one, in the configuration's first market. */
export const testVendorRef = (channel: string, { vendors: [first] }: Config): VendorRef => ({
  market: first?.market ?? 'KR',
  vendorId: `${PREFIX}${channel}`,
});

/**
 * The configuration of a test vendor. It has the first vendor's language, shows the time left and mentions nobody. `undefined` for any other
 * vendor.
 */
export const testVendor = (
  { market, vendorId }: VendorRef,
  { vendors: [first] }: Config,
): VendorConfig | undefined => {
  if (!isTestVendor(vendorId) || first === undefined) return undefined;
  const channel = vendorId.slice(PREFIX.length);
  return {
    ...first,
    id: vendorId,
    market,
    label: LABELS[first.language],
    live: false,
    // So that a team can see what Slack makes of it.
    timeLeft: true,
    channel,
    fallbackChannel: channel,
    mentions: {},
    stepChannels: {},
    nightPages: [],
    mentionOnNew: [],
    offHours: { mention: [] },
  };
};
