import type { Config, VendorConfig } from './schema.ts';

/** Both mark the card as a test, like its label. Neither comes from a buyer. */
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

/** In the language of the configuration's first vendor. */
export const testTicketWords = ({ vendors: [first] }: Config): Words => WORDS[first?.language ?? 'ko'];
