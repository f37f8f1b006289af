import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { BlindFacts } from '../../domain/notice/notice.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { section } from '../format/blocks.ts';
import { cutText } from '../format/cut-text.ts';
import {
  formatAbsolute,
  formatBetween,
  formatDuration,
  formatSlackDate,
  formatSpan,
} from '../format/format-due.ts';
import type { Message } from '../format/message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { tidyLine } from '../format/tidy-text.ts';
import { wingButton } from '../card/wing.ts';
import { WORDING } from '../wording/wording.ts';
import type { Texts } from '../wording/texts.ts';

const MOST_DEADLINES = 10;

/**
 * The blindness notice: the cause and what to do (D10). Once it is over: how long it lasted, and the cause.
 * @param now corrected clock, epoch ms: the minutes are those at the moment of sending
 */
export const buildBlindness = (facts: BlindFacts, vendor: VendorConfig, now: number): Message =>
  facts.state === 'open' ? buildOpen(facts, vendor, now) : buildOver(facts, vendor, facts.until ?? now);

const buildOpen = (facts: BlindFacts, vendor: VendorConfig, now: number): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const cause = texts.blindCause[facts.cause];
  const zone = MARKET_ZONES[vendor.market];
  const lasted = words.blindFor(formatDuration(now - facts.since, texts));
  const deadlines = words.deadlineCount(facts.deadlineCount);
  return {
    text: noticePush(words.blind, [lasted, cause.name, deadlines, words.lookInWingShort], vendor),
    blocks: [
      noticeTitle('⚠️', words.blindTitle(lasted), shopName(vendor), cause.effect ?? words.blindEffect),
      section(words.since(formatSlackDate(facts.since, zone, texts)), words.cause(nameCause(facts, texts))),
      section(words.lookInWing, ...cause.toDo),
      section(listDeadlines(facts, zone, texts)),
      wingButton(words.openWing),
    ],
  };
};

const buildOver = (facts: BlindFacts, vendor: VendorConfig, until: number): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.notice;
  const zone = MARKET_ZONES[vendor.market];
  const lasted = formatBetween(facts.since, until, texts);
  const cause = texts.blindCause[facts.cause].name;
  const push = [formatAbsolute(until, zone, texts), words.wasBlindFor(lasted), cause];
  return {
    text: noticePush(words.blindOver, push, vendor),
    blocks: [
      noticeTitle(
        '☑️',
        words.blindOver,
        `${formatSpan(facts.since, until, zone)}${texts.aside(lasted)}`,
        shopName(vendor),
      ),
      section(
        words.fromTo(formatSlackDate(facts.since, zone, texts), formatSlackDate(until, zone, texts)),
        words.cause(nameCause(facts, texts)),
      ),
    ],
  };
};

/** `등록되지 않은 IP 203.0.113.7`. */
const nameCause = ({ cause, ip }: BlindFacts, texts: Texts): string => {
  const { name } = texts.blindCause[cause];
  return ip === undefined ? name : `${name} \`${cutText(tidyLine(ip), { limit: OUR_LIMITS.detail })}\``;
};

/** `이 동안과 앞으로 1시간 안 마감 2건: {date} {product}, …`. */
const listDeadlines = ({ deadlines, deadlineCount }: BlindFacts, zone: string, texts: Texts): string => {
  const words = texts.notice;
  const listed = deadlines.slice(0, MOST_DEADLINES).map(({ dueAt, product = '' }) => {
    const named = cutText(tidyLine(product), { limit: OUR_LIMITS.productInList });
    return `${formatSlackDate(dueAt, zone, texts)} ${named}`.trimEnd();
  });
  const more = deadlineCount - listed.length;
  const list = [...listed, ...(more > 0 ? [words.more(more)] : [])].join(texts.comma);
  const counted = words.deadlinesWhileBlind(deadlineCount);
  return deadlineCount === 0 ? counted : words.deadlinesListed(counted, list);
};
