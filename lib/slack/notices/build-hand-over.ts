import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { HandOverFacts, Listed } from '../../domain/notice/notice-facts.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import { type Cards, renderOpenTickets, type ReportCards } from './render-open-tickets.ts';
import { joinParts } from '../format/list-lines.ts';
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
    titleHandOver(facts, vendor),
    ...renderLists(facts, vendor, { ...cards, now, isQuiet: now >= facts.endsAt }),
    context(shopName(vendor)),
  ],
});

export const sayHandOver = (facts: HandOverFacts, vendor: VendorConfig): string[] => {
  const texts = WORDING[vendor.language];
  const words = texts.shift;
  const end = formatAbsolute(facts.endsAt, MARKET_ZONES[vendor.market], texts);
  return [words.leftOpen(countOpen(facts)), words.dueSoonShort(facts.dueSoon.count), end];
};

export const titleHandOver = (facts: HandOverFacts, vendor: VendorConfig): Block => {
  const texts = WORDING[vendor.language];
  const end = formatAbsolute(facts.endsAt, MARKET_ZONES[vendor.market], texts);
  return noticeTitle('🔄', texts.shift.handOverTitle(end), texts.shift.leftOpen(countOpen(facts)));
};

/**
 * The counts of its lists in one line, and the nearest tickets, for a report that contains the hand-over (R27).
 * @param limits `most`: the most tickets; `room`: the most characters, as they are sent
 */
export const renderNearest = (
  facts: HandOverFacts,
  limits: { most: number; room: number },
  vendor: VendorConfig,
  cards: ReportCards,
): Block[] => {
  const lists = filledLists(facts, vendor);
  if (lists.length === 0) return [section(WORDING[vendor.language].shift.nothingOpen)];
  const heading = joinParts(...lists.map((list) => list.heading));
  const lines = lists.flatMap(({ listed }) => listed.lines);
  return renderOpenTickets({ count: countOpen(facts), lines }, { heading, ...limits }, vendor, cards);
};

const renderLists = (facts: HandOverFacts, vendor: VendorConfig, cards: ReportCards): Block[] => {
  const lists = filledLists(facts, vendor).flatMap(({ heading, listed, part }) =>
    renderOpenTickets(listed, { heading, room: OUR_LIMITS.list * part }, vendor, cards),
  );
  return lists.length === 0 ? [section(WORDING[vendor.language].shift.nothingOpen)] : lists;
};

/** The lists with tickets, the most urgent first. `part`: of the room. */
const filledLists = (
  { unclaimed, claimed, dueSoon, nextEndsAt }: HandOverFacts,
  { language, market }: VendorConfig,
): { heading: string; listed: Listed; part: number }[] => {
  const texts = WORDING[language];
  const words = texts.shift;
  const nextEnd =
    nextEndsAt === undefined ? undefined : formatSlackDate(nextEndsAt, MARKET_ZONES[market], texts);
  return [
    { heading: words.dueSoon(dueSoon.count, nextEnd), listed: dueSoon, part: 1 / 2 },
    { heading: words.unclaimed(unclaimed.count), listed: unclaimed, part: 1 / 4 },
    { heading: words.claimed(claimed.count), listed: claimed, part: 1 / 4 },
  ].filter(({ listed }) => listed.count > 0);
};

const countOpen = ({ dueSoon, unclaimed, claimed }: HandOverFacts): number =>
  dueSoon.count + unclaimed.count + claimed.count;
