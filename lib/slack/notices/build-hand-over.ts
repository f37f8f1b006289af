import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { HandOverFacts, Listed } from '../../domain/notice/notice.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, section } from '../format/blocks.ts';
import { formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import { renderOpenTickets } from './render-open-tickets.ts';
import type { Message } from '../format/message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING } from '../wording/wording.ts';

/**
 * The hand-over of a shift (S7): tickets without a claim, tickets with a claim, and what is due before the next shift ends.
 */
export const buildHandOver = (facts: HandOverFacts, vendor: VendorConfig): Message => {
  const { unclaimed, claimed, dueSoon, endsAt, nextEndsAt } = facts;
  const texts = WORDING[vendor.language];
  const words = texts.shift;
  const zone = MARKET_ZONES[vendor.market];
  const left = words.leftOpen(unclaimed.count + claimed.count);
  const nextEnd = nextEndsAt === undefined ? undefined : formatSlackDate(nextEndsAt, zone, texts);
  const list = (heading: string, listed: Listed): Block[] =>
    listed.count === 0
      ? []
      : renderOpenTickets(listed, { heading, room: OUR_LIMITS.list / 3, mentions: true }, vendor);
  const lists = [
    ...list(words.unclaimed(unclaimed.count), unclaimed),
    ...list(words.claimed(claimed.count), claimed),
    ...list(words.dueSoon(dueSoon.count, nextEnd), dueSoon),
  ];
  const end = formatAbsolute(endsAt, zone, texts);
  return {
    text: noticePush(words.handOver, [left, words.unclaimedShort(unclaimed.count), end], vendor),
    blocks: [
      noticeTitle('🔄', words.handOverTitle(end), left),
      ...(lists.length === 0 ? [section(words.nothingOpen)] : lists),
      context(shopName(vendor)),
    ],
  };
};
