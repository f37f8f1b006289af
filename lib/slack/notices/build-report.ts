import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { missesLeft } from '../../domain/report/report-figures.ts';
import type { InTimeShare, ReportFacts } from '../../domain/notice/notice-facts.ts';
import { type Outcome, OUTCOMES } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatDuration, formatWeekdayDate } from '../format/format-due.ts';
import { formatShare, formatThreshold } from '../format/format-share.ts';
import { joinParts } from '../format/list-lines.ts';
import { renderHandOver, sayHandOver } from './build-hand-over.ts';
import { type KeyFigure, keyFigures } from './key-figures.ts';
import { renderOpenTickets, type ReportCards } from './render-open-tickets.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

/** The lines of a report, with its title. A hand-over in it has its own. */
const MOST_LINES = 10;
/** The nearest tickets that a report names. Its heading counts all of them. */
const MOST_DUE = 3;
const MOST_PEOPLE = 5;

/**
 * A day's or a week's figures (S7), the share compared with the threshold (S8), and the tickets due before the next shift, in at most
 * ten lines. A hand-over in the report lists the tickets instead (R27).
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
  const { handOver, holidaysUnknown, opened, closed, p90Ms } = facts;
  const closedCount = sumOf(Object.values(closed));
  // A report comes at any time.
  const cards = { ...listed, isQuiet: true };
  const parts = [
    [sayFigures(facts, texts)],
    [
      ...(closedCount > 0 ? [sayOutcomes(closed, texts)] : []),
      joinParts(
        words.flow(opened, closedCount),
        p90Ms === undefined ? undefined : words.ninety(formatDuration(p90Ms, texts)),
      ),
    ],
    [
      ...sayWorst(facts, texts),
      ...sayStanding(facts.rolling, vendor.inTimeThreshold, texts),
      ...sayActs(facts, texts),
    ],
    holidaysUnknown === undefined ? [] : [words.holidaysUnknown(holidaysUnknown)],
  ].filter((lines) => lines.length > 0);
  const room = MOST_LINES - 1 - parts.flat().length;
  const sections = parts.map((lines) => section(...lines));
  const blocks: Block[] = [
    ...(handOver
      ? [
          ...renderHandOver(handOver, vendor, cards, OUR_LIMITS.list - JSON.stringify(sections).length),
          section(`📊 *${title}* · ${days}`),
        ]
      : [noticeTitle('📊', title, days, shopName(vendor))]),
    ...sections,
    ...(facts.about === 'daily' && !handOver ? renderDue(facts, room, vendor, cards) : []),
    ...(handOver ? [context(shopName(vendor))] : []),
  ];
  const share = formatShare(facts.share);
  const push = [
    ...(handOver ? sayHandOver(handOver, vendor) : [days]),
    ...(share === undefined ? [] : [words.shareShort(share, ratioOf(facts.share))]),
    words.closedShort(closedCount),
  ];
  return { text: noticePush(handOver ? texts.shift.handOver : title, push, vendor), blocks };
};

/** `11/25(수)`, or for a week `11/23(월)–11/29(일)`. */
const nameDays = ({ from, until }: ReportFacts, { market }: VendorConfig, texts: Texts): string => {
  const zone = MARKET_ZONES[market];
  const first = formatWeekdayDate(from, zone, texts);
  // The span is half-open, so the last day is the day before.
  const last = formatWeekdayDate(Math.max(from, until - 1), zone, texts);
  return first === last ? first : `${first}–${last}`;
};

/** `24시간 내 답변 *96%* ▲3 · 답변 시간(중앙값) *39분* ▼12분 · 마감 초과 *1건* ▲1 (전일 대비)`. */
const sayFigures = (facts: ReportFacts, texts: Texts): string => {
  const figures = keyFigures(facts, texts);
  const hasTrend = figures.some(({ trend }) => trend !== undefined);
  return `${joinParts(...figures.map(sayFigure))}${hasTrend ? texts.aside(texts.report.against[facts.about]) : ''}`;
};

const sayFigure = ({ name, value, trend }: KeyFigure): string =>
  [name, `*${value}*`, ...(trend === undefined ? [] : [trend])].join(' ');

/** `▇▇▇▇▇▇▇▇▇▁ 답변 완료 12 · 확인 완료 5 · 자동 종료 1`. */
const sayOutcomes = (closed: Record<Outcome, number>, texts: Texts): string => {
  const counts = OUTCOMES.filter((outcome) => closed[outcome] > 0).map(
    (outcome) => `${texts.outcome[outcome]} ${closed[outcome]}`,
  );
  return `${doneBar(closed.answered + closed.confirmed, sumOf(Object.values(closed)))} ${joinParts(...counts)}`;
};

const WIDTH = 10;

/**
 * The part that was answered or confirmed is high, the rest low. Neither is hidden by rounding.
 * @param all more than 0
 * @internal
 */
export const doneBar = (done: number, all: number): string => {
  const least = done > 0 ? 1 : 0;
  const most = done < all ? WIDTH - 1 : WIDTH;
  const high = Math.min(most, Math.max(least, Math.round((done / all) * WIDTH)));
  return '▇'.repeat(high) + '▁'.repeat(WIDTH - high);
};

const sayWorst = ({ worst }: ReportFacts, { report: words }: Texts): string[] => {
  const categories = worst.slice(0, 3).map(({ category, missed, counted }) => {
    const named = cutText(tidyLine(category), { limit: OUR_LIMITS.category });
    return `${named === '' ? words.noCategory : named} ${words.missedOf(missed, counted)}`;
  });
  return categories.length === 0 ? [] : [`*${words.worst}* ${joinParts(...categories)}`];
};

/** `*최근 30일 24시간 내 답변* 96% (101/105) · 기준 95%: 1건까지 더 놓쳐도 기준을 지킵니다.` */
const sayStanding = (rolling: InTimeShare, threshold: number, texts: Texts): string[] => {
  const words = texts.report;
  const share = formatShare(rolling, threshold);
  if (share === undefined) return [];
  const shown = `*${words.rolling}* ${share}${texts.aside(ratioOf(rolling))}`;
  return [joinParts(shown, describeStanding(rolling, threshold, texts))];
};

const describeStanding = (
  rolling: InTimeShare,
  threshold: number,
  { report: words }: Texts,
): string | undefined => {
  const standing = missesLeft(rolling, threshold);
  const at = formatThreshold(threshold);
  if ('needed' in standing)
    return standing.needed === 'never' ? words.neverBack(at) : words.answersNeeded(standing.needed, at);
  return standing.left === 'any' ? undefined : words.missesLeft(standing.left, at);
};

/** `*담당자별* @minji 담당 5, 확인 2 · @lead 담당 1`. Mentions nobody: a report about a person must not call that person. */
const sayActs = ({ acts = [] }: ReportFacts, texts: Texts): string[] => {
  if (acts.length === 0) return [];
  const { acts: title, did, othersActed } = texts.report;
  const people = acts.slice(0, MOST_PEOPLE).map(({ by, name = by, ...counts }) => {
    const own = (['claimed', 'confirmed', 'replied'] as const).flatMap((deed) =>
      counts[deed] > 0 ? [did[deed](counts[deed])] : [],
    );
    return `@${cutText(tidyLine(name), { limit: OUR_LIMITS.idInList })} ${own.join(texts.comma)}`;
  });
  const others = acts.length - people.length;
  return [`*${title}* ${joinParts(...people, others > 0 ? othersActed(others) : undefined)}`];
};

/** All tickets due before the next shift, counted, and the nearest of them, as far as there are lines left. */
const renderDue = (
  { dueBeforeNextShift: { count, lines } }: ReportFacts,
  room: number,
  vendor: VendorConfig,
  cards: ReportCards,
): Block[] => {
  const nearest = lines.slice(0, Math.max(0, Math.min(MOST_DUE, room - 1)));
  const heading = WORDING[vendor.language].report.dueBeforeNextShift(count);
  return renderOpenTickets(
    { count: nearest.length, lines: nearest },
    { heading, room: OUR_LIMITS.list },
    vendor,
    cards,
  );
};

const ratioOf = ({ inTime, counted }: InTimeShare): string => `${inTime}/${counted}`;

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
