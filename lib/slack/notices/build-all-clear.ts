import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { AllClearFacts } from '../../domain/notice/notice.ts';
import { context, section } from '../format/blocks.ts';
import { formatAbsolute, formatBetween, formatSlackDate, formatTime } from '../format/format-due.ts';
import type { Message } from '../format/message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING } from '../wording/wording.ts';

/**
 * The all-clear, with the counts of the blind time (R17). They are "at least" while the counting goes on, and for good if
 * something could not be read.
 */
export const buildAllClear = (facts: AllClearFacts, vendor: VendorConfig): Message => {
  const { since, until } = facts;
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const zone = MARKET_ZONES[vendor.market];
  const isCounting = facts.state === 'counting';
  const atLeast = isCounting || facts.isPartial === true;
  const lasted = words.wasBlindFor(formatBetween(since, until, texts));
  const asked = words.askedMeanwhile(facts.asked, atLeast);
  const missed = words.missedMeanwhile(facts.missed, atLeast);
  const counts = words.meanwhileShort(facts.asked, facts.missed, atLeast);
  const push = [formatAbsolute(until, zone, texts), counts, lasted];
  return {
    text: noticePush(words.allClear, push, vendor),
    blocks: [
      noticeTitle(
        '✅',
        `${words.allClearTitle(formatTime(until, zone))}${texts.aside(lasted)}`,
        words.meanwhile(`${asked}${texts.comma}${missed}`),
      ),
      section(
        words.fromTo(formatSlackDate(since, zone, texts), formatSlackDate(until, zone, texts)),
        ...(isCounting ? [words.stillCounting] : []),
        ...(facts.asked > 0 ? [words.endedWithoutCard] : []),
      ),
      context(shopName(vendor)),
    ],
  };
};
