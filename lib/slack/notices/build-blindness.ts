import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import {
  type AllClearFacts,
  type Blind,
  type BlindFacts,
  isSameTicket,
} from '../../domain/notice/notice-facts.ts';
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
} from '../format/format-due.ts';
import { linkOrNumber, joinParts, listLines } from '../format/list-lines.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { wingButton } from '../card/wing.ts';
import { type Cards, productOf } from './render-open-tickets.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

const MOST_DEADLINES = 10;

/**
 * The blindness notice: the cause and what to do (D10). After its end: its duration and cause.
 * @param now epoch ms: the minutes are those at the moment of sending
 */
export const buildBlindness = (facts: BlindFacts, vendor: VendorConfig, now: number, cards: Cards): Message =>
  facts.state === 'open'
    ? buildOpen(facts, vendor, { now, cards })
    : facts.state === 'over'
      ? buildOver(facts, vendor, facts.until ?? now)
      : buildOff(facts, vendor);

/** The texts of a source beside the hand-overs. */
export const sideSightOf = ({ source }: Pick<BlindFacts, 'source'>, { sideSight }: Texts) =>
  sideSight[source];

/**
 * An all-clear whose vendor is blind again: the notice, and when readings had worked.
 * @param clear its `until` is the end of the earlier blindness
 */
export const buildBlindAgain = (
  blind: Blind,
  { source, until: readAt }: Pick<AllClearFacts, 'source' | 'until'>,
  vendor: VendorConfig,
  when: { now: number; cards: Cards },
): Message => buildOpen({ ...blind, source }, vendor, { ...when, readAt });

const buildOpen = (
  facts: Blind & Pick<BlindFacts, 'source'>,
  vendor: VendorConfig,
  { now, cards, readAt }: { now: number; cards: Cards; readAt?: number },
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const side = sideSightOf(facts, texts);
  const lasted = words.blindFor(formatDuration(now - facts.since, texts));
  const cause = { ...texts.blindCause[TEAM_CAUSE[facts.cause]], ...side?.cause[TEAM_CAUSE[facts.cause]] };
  const effect = cause.effect ?? side?.effect ?? words.blindEffect;
  const title = side?.title(lasted) ?? words.blindTitle(lasted);
  const zone = MARKET_ZONES[vendor.market];
  const deadlines = words.deadlineCount(facts.deadlineCount);
  return {
    text: noticePush(
      side?.blind ?? words.blind,
      [lasted, cause.name, deadlines, words.lookInWingShort],
      vendor,
    ),
    blocks: [
      noticeTitle('⚠️', title, shopName(vendor), effect),
      section(
        words.since(formatSlackDate(facts.since, zone, texts)),
        ...(readAt === undefined ? [] : [words.wasReadAt(formatSlackDate(readAt, zone, texts))]),
        words.cause(nameCause(facts, texts)),
      ),
      section(words.lookInWing(texts.wingPlace[facts.source]), ...cause.toDo),
      ...(side ? [section(side.others)] : []),
      ...listDeadlines(facts, zone, cards, texts),
      wingButton(words.openWing, facts.source),
    ],
  };
};

/** The blind time alone, since the all-clear announces that it is over (R17). */
const buildOver = (facts: BlindFacts, vendor: VendorConfig, until: number): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const zone = MARKET_ZONES[vendor.market];
  const side = sideSightOf(facts, texts);
  const title = side?.blind ?? words.blind;
  const lasted = formatBetween(facts.since, until, texts);
  return {
    text: noticePush(title, [formatAbsolute(facts.since, zone, texts), lasted], vendor),
    blocks: [
      noticeTitle('☑️', title, lasted),
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

/** The source was switched off. An edit notifies nobody. */
const buildOff = (facts: BlindFacts, vendor: VendorConfig): Message => {
  const texts = WORDING[vendor.language];
  const side = sideSightOf(facts, texts);
  const off = side?.off ?? '';
  const zone = MARKET_ZONES[vendor.market];
  return {
    text: noticePush(off, [texts.notice.since(formatAbsolute(facts.since, zone, texts))], vendor),
    blocks: [
      noticeTitle('⏹️', off),
      section(
        ...(side ? [side.offEffect] : []),
        texts.notice.since(formatSlackDate(facts.since, zone, texts)),
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
  const lines = deadlines.slice(0, MOST_DEADLINES).map((line) => {
    const ticket = members.find(({ key }) => isSameTicket(key, line));
    return joinParts(
      formatSlackDate(line.dueAt, zone, texts),
      productOf(line, ticket, texts),
      linkOrNumber(line.inquiryId, ticket?.delivery, linkTo, texts),
    );
  });
  return listLines({ heading: texts.notice.deadlinesWhileBlind(count), lines, count }, texts);
};
