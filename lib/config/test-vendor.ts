import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { Config, VendorConfig } from './schema.ts';

/** No vendor of Coupang has such an id. So test tickets meet no others, and are not polled, warned about or counted. */
const PREFIX = 'test-ticket-';

export const isTestVendor = (vendorId: string): boolean => vendorId.startsWith(PREFIX);

const LABELS: Record<VendorConfig['language'], string> = { ko: '연습', en: 'Test', 'zh-TW': '測試' };

/** The test vendor of a channel, in the configuration's first market. */
export const testVendorRef = (channel: string, { vendors: [first] }: Config): VendorRef => ({
  market: first?.market ?? 'KR',
  vendorId: `${PREFIX}${channel}`,
});

/** Returns `undefined` for any other vendor. The test vendor has the first vendor's language and mentions nobody. */
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
    // Shows the team how Slack renders it.
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

/** Both mark the card as a test. Neither comes from a buyer. */
type Words = { product: string; text: string };

const WORDS: Record<VendorConfig['language'], Words> = {
  ko: {
    product: '연습 · 실제 문의가 아닙니다',
    text: 'doctor --test-ticket로 보낸 연습용 이관 건입니다. 곧 이관 취소로 바뀝니다. 아무것도 하지 않아도 됩니다.',
  },
  en: {
    product: 'Test · no real inquiry',
    text: 'A test hand-over, sent by doctor --test-ticket. It will be withdrawn in a moment. There is nothing to do.',
  },
  'zh-TW': {
    product: '測試 · 不是真的詢問',
    text: '由 doctor --test-ticket 送出的測試轉交，稍後會變成取消轉交。不必做任何處理。',
  },
};

export const testTicketWords = ({ vendors: [first] }: Config): Words => WORDS[first?.language ?? 'ko'];
