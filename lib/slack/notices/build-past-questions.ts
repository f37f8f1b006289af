import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { PastQuestionsFacts } from '../../domain/notice/notice-facts.ts';
import { wingButton } from '../card/wing.ts';
import { section, type Message } from '../format/blocks.ts';
import { formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING } from '../wording/wording.ts';
import { noticePush } from './notice-push.ts';

/**
 * The one message about all requests that were past their deadline when their source was switched on. People may still answer them, but
 * no card follows, and nothing warns of them.
 */
export const buildPastQuestions = (
  { source, count, oldestAt }: PastQuestionsFacts,
  vendor: VendorConfig,
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.pastQuestions;
  const zone = MARKET_ZONES[vendor.market];
  const named = texts.countOf[source](count);
  return {
    text: noticePush(
      words.pastQuestions,
      [named, words.oldest(formatAbsolute(oldestAt, zone, texts))],
      vendor,
    ),
    blocks: [
      noticeTitle('📋', named, words.past, shopName(vendor)),
      section(words.oldest(formatSlackDate(oldestAt, zone, texts)), words.effect),
      section(words.toDo(texts.wingPlace[source])),
      wingButton(texts.notice.openWing, source),
    ],
  };
};
