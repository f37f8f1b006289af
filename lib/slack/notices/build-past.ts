import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { PastFacts } from '../../domain/notice/notice-facts.ts';
import { wingButton } from '../card/wing.ts';
import { section, type Message } from '../format/blocks.ts';
import { formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING } from '../wording/wording.ts';
import { noticePush } from './notice-push.ts';

/** The message about the requests of a day that were past their deadline at first sight. No card follows, and nothing warns of them (D5). */
export const buildPast = ({ source, count, oldestAt }: PastFacts, vendor: VendorConfig): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.past;
  const zone = MARKET_ZONES[vendor.market];
  const named = texts.countOf[source](count);
  return {
    text: noticePush(words.push, [named, words.oldest(formatAbsolute(oldestAt, zone, texts))], vendor),
    blocks: [
      noticeTitle('📋', named, words.past, shopName(vendor)),
      section(words.oldest(formatSlackDate(oldestAt, zone, texts)), words.effect),
      section(words.toDo[source](texts.wingPlace[source])),
      wingButton(texts.notice.openWing, source),
    ],
  };
};
