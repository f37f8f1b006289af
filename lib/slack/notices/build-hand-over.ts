import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { HandOverFacts, Listed } from '../../domain/notice/notice-facts.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import { type Cards, renderOpenTickets, type ReportCards } from './render-open-tickets.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING } from '../wording/wording.ts';

/**
 * The hand-over of a shift (S7): tickets due before the next shift ends, then other tickets without and with a claim.
 * After the end of the shift it mentions nobody (C4).
 * @param now epoch ms
 */
export const buildHandOver = (
  facts: HandOverFacts,
  vendor: VendorConfig,
  cards: Cards,
  now: number,
): Message => ({
  text: noticePush(WORDING[vendor.language].shift.handOver, sayHandOver(facts, vendor), vendor),
  blocks: [
    ...renderHandOver(facts, vendor, { ...cards, now, isQuiet: now >= facts.endsAt }),
    context(shopName(vendor)),
  ],
});

export const sayHandOver = (facts: HandOverFacts, vendor: VendorConfig): string[] => {
  const texts = WORDING[vendor.language];
  const words = texts.shift;
  const end = formatAbsolute(facts.endsAt, MARKET_ZONES[vendor.market], texts);
  return [words.leftOpen(countOpen(facts)), words.dueSoonShort(facts.dueSoon.count), end];
};

/**
 * Its title and lists, also for a report that contains the hand-over (R27).
 * @param room the most characters for its lists, as they are sent
 */
export const renderHandOver = (
  facts: HandOverFacts,
  vendor: VendorConfig,
  cards: ReportCards,
  room: number = OUR_LIMITS.list,
): Block[] => {
  const { unclaimed, claimed, dueSoon, endsAt, nextEndsAt } = facts;
  const texts = WORDING[vendor.language];
  const words = texts.shift;
  const zone = MARKET_ZONES[vendor.market];
  const nextEnd = nextEndsAt === undefined ? undefined : formatSlackDate(nextEndsAt, zone, texts);
  const list = (heading: string, listed: Listed, part: number): Block[] =>
    listed.count === 0 ? [] : renderOpenTickets(listed, { heading, room: room * part }, vendor, cards);
  const lists = [
    ...list(words.dueSoon(dueSoon.count, nextEnd), dueSoon, 1 / 2),
    ...list(words.unclaimed(unclaimed.count), unclaimed, 1 / 4),
    ...list(words.claimed(claimed.count), claimed, 1 / 4),
  ];
  return [
    noticeTitle(
      '🔄',
      words.handOverTitle(formatAbsolute(endsAt, zone, texts)),
      words.leftOpen(countOpen(facts)),
    ),
    ...(lists.length === 0 ? [section(words.nothingOpen)] : lists),
  ];
};

const countOpen = ({ dueSoon, unclaimed, claimed }: HandOverFacts): number =>
  dueSoon.count + unclaimed.count + claimed.count;
