import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { SOURCE_NAMES, SOURCES } from '../../domain/sources.ts';
import { missesLeft } from '../../domain/report/report-figures.ts';
import type { InTimeShare, OutcomeCounts, ReportFacts } from '../../domain/notice/notice-facts.ts';
import type { Outcome } from '../../domain/ticket/ticket.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, section, type Message } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatDuration, formatWeekdayDate } from '../format/format-due.ts';
import { formatThreshold } from '../format/format-share.ts';
import { joinParts } from '../format/list-lines.ts';
import { renderNearest, sayHandOver, titleHandOver } from './build-hand-over.ts';
import { figuresOfSources, keyFigures, sayScoreShare, sayShare } from './key-figures.ts';
import { renderOpenTickets, type ReportCards } from './render-open-tickets.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

/** The lines of a report, with its title and a hand-over in it. */
const MOST_LINES = 10;
/** The nearest tickets that a report names. Its heading counts all of them. */
const MOST_DUE = 3;
const MOST_PEOPLE = 5;

/**
 * A day's or a week's figures (S7), the tickets due before the next shift, and the share compared with the threshold (S8), in at most ten
 * lines. A hand-over in the report comes first, and names the tickets instead (R27).
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
  const shop = shopName(vendor);
  const { handOver, holidaysUnknown } = facts;
  const closedCount = sumOf(Object.values(facts.closed));
  // A report comes at any time.
  const cards = { ...listed, isQuiet: true };
  const figures = sayFigures(facts, texts);
  const outcomes = sayOutcomes(facts.closed, texts);
  const flow = sayFlow(facts, texts);
  const background = [...sayStanding(facts, vendor.inTimeThreshold, texts), ...sayWorst(facts, texts)];
  const others = sayOtherSources(facts, texts);
  const acts = sayActs(facts, texts);
  // A gap keeps the figures of the hand-overs apart from those of other sources.
  const below = others.length > 0 ? [background, [...others, ...acts]] : [[...background, ...acts]];
  const warning = holidaysUnknown === undefined ? [] : [words.holidaysUnknown(holidaysUnknown)];
  // Without the two lines above the tickets.
  const left = MOST_LINES - 2 - [figures, flow, outcomes, ...below.flat(), ...warning].length;
  const room = OUR_LIMITS.list - JSON.stringify([figures, outcomes, flow, below, warning]).length;
  const blocks: Block[] = [
    ...(handOver
      ? [
          titleHandOver(handOver, vendor),
          ...renderNearest(handOver, { most: Math.max(0, left), room }, vendor, cards),
          section(`📊 *${title}* · ${joinParts(days, shop)} · ${flow}`),
          section(figures, outcomes),
        ]
      : [
          noticeTitle('📊', title, days, shop),
          section(figures),
          section(outcomes, flow),
          ...(facts.about === 'daily' && left >= 0
            ? renderDue(facts, { most: Math.min(MOST_DUE, left), room }, vendor, cards)
            : []),
        ]),
    ...[...below, warning].flatMap((lines) => (lines.length > 0 ? [section(...lines)] : [])),
  ];
  const share = sayShare(facts.share, texts);
  const push = [
    ...(handOver ? sayHandOver(handOver, vendor) : [days]),
    ...(share === undefined ? [] : [words.shareShort(share)]),
    words.closed(closedCount),
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

/** `24시간 내 답변 *96% (24/25)* (3%p 상승) · 답변 시간(중앙값) *39분* (12분 빨라짐) · 마감 초과 *1건* (1건 증가) · 전일 대비`. */
const sayFigures = (facts: ReportFacts, texts: Texts): string => {
  const figures = keyFigures(facts, texts);
  const hasTrend = figures.some(({ trend }) => trend !== undefined);
  return joinParts(
    facts.bySource && `*${nameClosing(texts)}*`,
    ...figures.map(
      ({ name, value, trend }) => `${name} *${value}*${trend === undefined ? '' : texts.aside(trend)}`,
    ),
    hasTrend ? texts.report.against[facts.about] : undefined,
  );
};

/** The sources of the figures above. They need a name only beside other sources. */
const nameClosing = (texts: Texts): string =>
  SOURCE_NAMES.filter((source) => SOURCES[source].closesAtDeadline)
    .map((source) => texts.report.of[source])
    .join(texts.comma);

/** `*🛍️ 상품 문의* · 신규 12건 · 24시간 내 답변 9건 · 마감 초과 2건 · …`: one line for each source beside the hand-overs. */
const sayOtherSources = (facts: ReportFacts, texts: Texts): string[] =>
  figuresOfSources(facts, texts).map(({ source, name, figures }) =>
    joinParts(
      `*${name}*`,
      ...(figures.length > 0
        ? figures.map(({ name: of, value }) => `${of} ${value}`)
        : [texts.report.ofSource.none]),
      facts.unseen?.[source] ? texts.report.unseen : undefined,
    ),
  );

const sayFlow = ({ opened, p90Ms, unseen = {} }: ReportFacts, texts: Texts): string =>
  joinParts(
    texts.report.opened(opened),
    p90Ms === undefined ? undefined : texts.report.ninety(formatDuration(p90Ms, texts)),
    SOURCE_NAMES.some((source) => unseen[source] && SOURCES[source].closesAtDeadline)
      ? texts.report.unseen
      : undefined,
  );

/** Outcomes with one symbol are alike for the team. Slack shows each symbol in every theme. */
/** `replaced` is in no figure. */
const OUTCOME_GROUPS: { symbol: string; outcomes: readonly Outcome[] }[] = [
  { symbol: '🟩', outcomes: ['answered', 'confirmed'] },
  { symbol: '🟥', outcomes: ['auto-closed', 'left-unanswered'] },
  { symbol: '⬜', outcomes: ['withdrawn', 'decided-by-coupang', 'deleted'] },
  { symbol: '❔', outcomes: ['unknown'] },
];
const MOST_CELLS = 10;

/**
 * `종료 19건 🟩🟩🟩🟩🟩🟩🟩🟩🟥⬜ · 🟩 답변 완료 12, 확인 완료 5 · 🟥 자동 종료 1 · ⬜ 이관 취소 1`: what the bar counts, the bar, and its legend.
 * @internal
 */
export const sayOutcomes = (closed: OutcomeCounts, texts: Texts): string => {
  const groups = OUTCOME_GROUPS.map(({ symbol, outcomes }) => ({
    symbol,
    outcomes: outcomes.filter((outcome) => (closed[outcome] ?? 0) > 0),
    count: sumOf(outcomes.map((outcome) => closed[outcome] ?? 0)),
  })).filter(({ count }) => count > 0);
  const cells = shareCells(groups.map(({ count }) => count));
  const bar = groups.map(({ symbol }, index) => symbol.repeat(cells[index] ?? 0)).join('');
  const legend = groups.map(({ symbol, outcomes }) => {
    const counts = outcomes.map((outcome) => `${texts.outcome[outcome]} ${closed[outcome]}`);
    // A no-break space, so that a narrow screen keeps the symbol with its words.
    return `${symbol}\u00A0${counts.join(texts.comma)}`;
  });
  return joinParts(`${texts.report.closed(sumOf(Object.values(closed)))} ${bar}`.trim(), ...legend);
};

/** A cell for each of few tickets, else ten cells by share (Webster's method). Each part has at least one. */
const shareCells = (counts: readonly number[]): number[] => {
  const cells = counts.map(() => 1);
  for (let free = Math.min(MOST_CELLS, sumOf(counts)) - cells.length; free > 0; free -= 1) {
    const averages = counts.map((count, index) => count / ((cells[index] ?? 0) + 0.5));
    const next = averages.indexOf(Math.max(...averages));
    cells[next] = (cells[next] ?? 0) + 1;
  }
  return cells;
};

const sayWorst = ({ worst }: ReportFacts, { report: words }: Texts): string[] => {
  const categories = worst.slice(0, 3).map(({ category, missed, counted }) => {
    const named = cutText(tidyLine(category), { limit: OUR_LIMITS.category });
    return `${named === '' ? words.noCategory : named} ${words.missedOf(missed, counted)}`;
  });
  return categories.length === 0 ? [] : [`*${words.worst}* ${joinParts(...categories)}`];
};

/** `*최근 30일 24시간 내 답변* 96% (이관 61/64 · 상품 문의 40/41) · 기준 95%: 1건까지 더 놓쳐도 기준을 지킵니다.` */
const sayStanding = (facts: ReportFacts, threshold: number, texts: Texts): string[] => {
  const words = texts.report;
  const share = sayScoreShare(facts, threshold, texts);
  if (share === undefined) return [];
  const standing = describeStanding(facts.rolling, threshold, texts);
  return [joinParts(`*${words.rolling}* ${share}`, standing, facts.unseenInShare && words.unseen)];
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

/** All tickets due before the next shift, counted, and the nearest of them. */
const renderDue = (
  { dueBeforeNextShift: due }: ReportFacts,
  limits: { most: number; room: number },
  vendor: VendorConfig,
  cards: ReportCards,
): Block[] => {
  const heading = WORDING[vendor.language].report.dueBeforeNextShift(due.count);
  return renderOpenTickets(due, { heading, ...limits }, vendor, cards);
};

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
