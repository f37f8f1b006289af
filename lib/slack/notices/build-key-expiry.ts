import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
import type { KeyExpiryFacts } from '../../domain/notice/notice.ts';
import { section } from '../format/blocks.ts';
import { cutText } from '../format/cut-text.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import type { Message } from '../format/message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { tidyLine } from '../format/tidy-text.ts';
import { WORDING } from '../wording/wording.ts';

/**
 * Coupang's key ends soon (O7): in how many days, what stops then, and what to do, in order.
 * @param now epoch ms: the days left are those at the moment of sending
 */
export const buildKeyExpiry = ({ expiresOn }: KeyExpiryFacts, vendor: VendorConfig, now: number): Message => {
  const words = WORDING[vendor.language].keyExpiry;
  const days = keyDaysLeft(expiresOn, now, MARKET_ZONES[vendor.market]);
  const date = cutText(tidyLine(expiresOn), { limit: OUR_LIMITS.detail });
  const command = `npm run secrets -- ${vendor.id} --market ${vendor.market}`;
  return {
    text: noticePush(words.keyExpiry, [words.daysLeft(days), words.lastDayShort(date)], vendor),
    blocks: [
      noticeTitle('🔑', words.title(days), shopName(vendor)),
      section(words.lastDay(date), words.loses),
      section(...words.toDo, words.store(command)),
    ],
  };
};
