import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Blind, BlindFacts } from '../../domain/notice/notice-facts.ts';
import { TEAM_CAUSE } from '../../domain/reading/vendor-state.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import {
  formatAbsolute,
  formatBetween,
  formatDuration,
  formatSlackDate,
  formatSlackTime,
  formatTime,
} from '../format/format-due.ts';
import { linkOrNumber, joinParts, listedProduct, listLines } from '../format/list-lines.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { wingButton } from '../card/wing.ts';
import type { Cards } from './render-open-tickets.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

const MOST_DEADLINES = 10;

/**
 * The blindness notice: the cause and what to do (D10). After its end: its duration and cause.
 * @param now epoch ms: the minutes are those at the moment of sending
 */
export const buildBlindness = (facts: BlindFacts, vendor: VendorConfig, now: number, cards: Cards): Message =>
  facts.state === 'open'
    ? buildOpen(facts, vendor, { now, cards })
    : buildOver(facts, vendor, facts.until ?? now);

/**
 * An all-clear whose vendor is blind again: the notice, and when readings had worked.
 * @param readAt the end of the earlier blindness
 */
export const buildBlindAgain = (
  blind: Blind,
  readAt: number,
  vendor: VendorConfig,
  when: { now: number; cards: Cards },
): Message => buildOpen(blind, vendor, { ...when, readAt });

const buildOpen = (
  facts: Blind,
  vendor: VendorConfig,
  { now, cards, readAt }: { now: number; cards: Cards; readAt?: number },
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const cause = texts.blindCause[TEAM_CAUSE[facts.cause]];
  const zone = MARKET_ZONES[vendor.market];
  const lasted = words.blindFor(formatDuration(now - facts.since, texts));
  const deadlines = words.deadlineCount(facts.deadlineCount);
  return {
    text: noticePush(words.blind, [lasted, cause.name, deadlines, words.lookInWingShort], vendor),
    blocks: [
      noticeTitle('⚠️', words.blindTitle(lasted), shopName(vendor), cause.effect ?? words.blindEffect),
      section(
        words.since(formatSlackDate(facts.since, zone, texts)),
        ...(readAt === undefined ? [] : [words.wasReadAt(formatSlackDate(readAt, zone, texts))]),
        words.cause(nameCause(facts, texts)),
      ),
      section(words.lookInWing, ...cause.toDo),
      ...listDeadlines(facts, zone, cards, texts),
      wingButton(words.openWing),
    ],
  };
};

/** The state of the all-clear, which follows as a reply with its counts (R17). */
const buildOver = (facts: BlindFacts, vendor: VendorConfig, until: number): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const zone = MARKET_ZONES[vendor.market];
  const lasted = words.wasBlindFor(formatBetween(facts.since, until, texts));
  return {
    text: noticePush(words.allClear, [formatAbsolute(until, zone, texts), lasted], vendor),
    blocks: [
      noticeTitle('✅', `${words.allClearTitle(formatTime(until, zone))}${texts.aside(lasted)}`),
      section(
        words.fromTo(
          formatSlackDate(facts.since, zone, texts),
          formatSlackTime(until, facts.since, zone, texts),
        ),
        words.cause(nameCause(facts, texts)),
      ),
      context(shopName(vendor)),
    ],
  };
};

/** `등록되지 않은 IP 203.0.113.7`. */
const nameCause = ({ cause, ip }: Blind, texts: Texts): string => {
  const { name } = texts.blindCause[TEAM_CAUSE[cause]];
  return ip === undefined ? name : `${name} \`${cutText(tidyLine(ip), { limit: OUR_LIMITS.detail })}\``;
};

/** `중단 중이거나 1시간 안에 마감되는 문의 2건`, then lines: `{date} · {product} · ‹카드›`. */
const listDeadlines = (
  { deadlines, deadlineCount: count }: Blind,
  zone: string,
  { members, linkTo }: Cards,
  texts: Texts,
): Block[] => {
  const lines = deadlines.slice(0, MOST_DEADLINES).map(({ inquiryId, answerId, dueAt, product }) => {
    const ticket = members.find(({ key }) => key.inquiryId === inquiryId && key.answerId === answerId);
    return joinParts(
      formatSlackDate(dueAt, zone, texts),
      listedProduct(product),
      linkOrNumber(inquiryId, ticket?.delivery, linkTo, texts),
    );
  });
  return listLines({ heading: texts.notice.deadlinesWhileBlind(count), lines, count }, texts);
};
