import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { missesLeft } from '../../domain/report/report-figures.ts';
import type { InTimeShare, ReportFacts } from '../../domain/notice/notice-facts.ts';
import { OUTCOMES } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatDuration, formatWeekdayDate } from '../format/format-due.ts';
import { formatShare, formatThreshold } from '../format/format-share.ts';
import { renderHandOver, sayHandOver } from './build-hand-over.ts';
import { renderOpenTickets, type ReportCards } from './render-open-tickets.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

/**
 * A day's or a week's figures (S7), the share compared with the threshold (S8), and tickets due before the next shift. A hand-over
 * in the report lists the tickets instead (R27).
 */
export const buildReport = (
  facts: ReportFacts,
  vendor: VendorConfig,
  listed: Omit<ReportCards, 'isQuiet'>,
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.report;
  const title = words[facts.about];
  const days = nameDays(facts, vendor, texts);
  const bars = OUTCOMES.map((outcome) => ({ name: texts.outcome[outcome], count: facts.closed[outcome] }));
  const closed = bars.reduce((sum, { count }) => sum + count, 0);
  const { dueBeforeNextShift: due, handOver, holidaysUnknown } = facts;
  const ended = bars.filter(({ count }) => count > 0);
  const lists = facts.about === 'daily' && !handOver;
  // A report comes at any time.
  const cards = { ...listed, isQuiet: true };
  const heading = words.dueBeforeNextShift(due.count);
  const acts = sayActs(facts, texts);
  const room = OUR_LIMITS.list - JSON.stringify(acts).length;
  const blocks: Block[] = [
    ...(handOver
      ? [...renderHandOver(handOver, vendor, cards, room), section(`📊 *${title}* · ${days}`)]
      : [noticeTitle('📊', title, days)]),
    section(words.flow(facts.opened, closed), ...(closed > 0 ? [barChart(ended)] : [])),
    section(...figuresOf(facts, texts)),
    section(
      lineOf(words.rolling, [sayShare(facts.rolling, texts)]),
      ...describeStanding(facts.rolling, vendor.inTimeThreshold, texts),
    ),
    ...acts,
    ...(lists ? renderOpenTickets(due, { heading, room: OUR_LIMITS.list / 2 }, vendor, cards) : []),
    ...(holidaysUnknown === undefined ? [] : [section(words.holidaysUnknown(holidaysUnknown))]),
    context(shopName(vendor)),
  ];
  const share = formatShare(facts.share);
  const push = [
    ...(handOver ? sayHandOver(handOver, vendor) : [days]),
    ...(share === undefined ? [] : [words.shareShort(share, ratioOf(facts.share))]),
    words.closedShort(closed),
  ];
  return { text: noticePush(handOver ? texts.shift.handOver : title, push, vendor), blocks };
};

/** Mentions nobody: a report about a person must not call that person. */
const sayActs = ({ acts = [] }: ReportFacts, texts: Texts): Block[] => {
  if (acts.length === 0) return [];
  const lines = acts.map(({ by, name = by, claimed, confirmed, replied }) =>
    texts.report.actsOf(
      `@${cutText(tidyLine(name), { limit: OUR_LIMITS.idInList })}`,
      claimed,
      confirmed,
      replied,
    ),
  );
  return [section(texts.report.acts, ...lines)];
};

/** `11/25(수)`, or for a week `11/23(월)–11/29(일)`. */
const nameDays = ({ from, until }: ReportFacts, { market }: VendorConfig, texts: Texts): string => {
  const zone = MARKET_ZONES[market];
  const first = formatWeekdayDate(from, zone, texts);
  // The span is half-open, so the last day is the day before.
  const last = formatWeekdayDate(Math.max(from, until - 1), zone, texts);
  return first === last ? first : `${first}–${last}`;
};

/** Lines such as `*답변 소요 시간* 중앙값 39분 · 답변의 90% 7시간 이내`. */
const figuresOf = ({ share, medianMs, p90Ms, worst }: ReportFacts, texts: Texts): string[] => {
  const words = texts.report;
  const lines = [lineOf(words.inTime, [sayShare(share, texts)])];
  if (medianMs !== undefined && p90Ms !== undefined) {
    const median = formatDuration(medianMs, texts);
    const p90 = words.within(formatDuration(p90Ms, texts));
    lines.push(lineOf(words.timeToAnswer, [`${words.median} ${median}`, `${words.ninety} ${p90}`]));
  }
  const categories = worst.slice(0, 3).map(({ category, missed, counted }) => {
    const named = cutText(tidyLine(category), { limit: OUR_LIMITS.category });
    return `${named === '' ? words.noCategory : named} ${words.missedOf(missed, counted)}`;
  });
  return categories.length === 0 ? lines : [...lines, lineOf(words.worst, categories)];
};

const lineOf = (name: string, parts: readonly string[]): string => `*${name}* ${parts.join(' · ')}`;

const sayShare = (share: InTimeShare, texts: Texts): string => {
  const shown = formatShare(share);
  return shown === undefined ? texts.report.none : `${shown}${texts.aside(ratioOf(share))}`;
};

const describeStanding = (rolling: InTimeShare, threshold: number, { report: words }: Texts): string[] => {
  if (rolling.counted === 0) return [];
  const standing = missesLeft(rolling, threshold);
  const at = formatThreshold(threshold);
  if ('needed' in standing)
    return [standing.needed === 'never' ? words.neverBack(at) : words.answersNeeded(standing.needed, at)];
  return standing.left === 'any' ? [] : [words.missesLeft(standing.left, at)];
};

const ratioOf = ({ inTime, counted }: InTimeShare): string => `${inTime}/${counted}`;

export type Bar = { name: string; count: number };

const WIDTH = 16;
const BLOCK = '█';

/**
 * The name comes last, since a Korean letter may not be as wide as two Latin letters.
 * @internal
 */
export const barChart = (bars: readonly Bar[]): string => {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const digits = `${most}`.length;
  const lines = bars.map(({ name, count }) => {
    const blocks = count <= 0 ? 0 : Math.max(1, Math.round((count / most) * WIDTH));
    return `${BLOCK.repeat(blocks).padEnd(WIDTH)} ${`${count}`.padStart(digits)}  ${name}`;
  });
  return ['```', ...lines, '```'].join('\n');
};
