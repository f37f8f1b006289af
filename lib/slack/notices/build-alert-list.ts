import { type Kind, KINDS } from '../../domain/sources.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { mentionsInList } from '../../domain/delivery/mentions.ts';
import { levelOfStep, type WarningLevel } from '../../domain/ladder/warning-level.ts';
import type { ListFacts } from '../../domain/notice/notice-facts.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { type ListSort, stepOfSort } from '../../domain/ticket/line.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import { isDeadlineStep, namedLeftMs } from '../../domain/ticket/step.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { formatAbsolute, formatDuration } from '../format/format-due.ts';
import type { LinkTo } from '../format/format-link.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { joinParts, listLines } from '../format/list-lines.ts';
import { LEVEL_MARKS } from '../format/marks.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { type Texts, WORDING } from '../wording/wording.ts';
import { nameSource } from '../card/describe-state.ts';
import { memberLine, unlistedClaimers } from './render-open-tickets.ts';
import { noticePush } from './notice-push.ts';

type ListContext = { vendor: VendorConfig; now: number; linkTo: LinkTo };

/** Many warnings of a step, or breaches (R24), the soonest deadline first. Each person is mentioned once. */
export const buildAlertList = (
  list: Notice & { facts: ListFacts },
  members: readonly Ticket[],
  { vendor, now, linkTo }: ListContext,
): Message => {
  const texts = WORDING[vendor.language];
  const rows = members
    .toSorted((a, b) => a.facts.dueAt - b.facts.dueAt)
    .map((ticket) => ({ ticket, ...mentionsInList(ticket, list, vendor, now) }));
  const lines = rows.map(({ ticket, claimer }) =>
    memberLine(ticket, vendor, { now, linkTo, isQuiet: !claimer }),
  );
  const shown = listLines({ lines, count: lines.length }, texts);
  const own = rows.filter(({ claimer }) => claimer).map(({ ticket }) => ticket);
  const mentions = [...new Set([...rows.flatMap((row) => row.mentions), ...unlistedClaimers(own, shown)])];
  const { level, advice = [], ...words } = describeSort(list.facts.of, members, vendor, now);
  const [first] = members;
  const source = first && nameSource(first, texts);
  const title = joinParts(source, capitalize(words.title));
  const blocks: Block[] = [
    noticeTitle(LEVEL_MARKS[level], title, shopName(vendor)),
    ...shown,
    ...(advice.length > 0 ? [section(...advice)] : []),
    ...(mentions.length > 0 ? [section(formatMentions(mentions))] : []),
    context(texts.list.threads),
  ];
  const next = rows.find(({ ticket }) => ticket.facts.dueAt > now)?.ticket.facts.dueAt;
  const zone = MARKET_ZONES[vendor.market];
  const due = next === undefined ? [] : [texts.notice.soonestDue(formatAbsolute(next, zone, texts))];
  const push = [texts.shift.count(members.length), ...due];
  return { text: noticePush(joinParts(source, capitalize(words.state)), push, vendor), blocks };
};

const capitalize = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

type Described = {
  level: WarningLevel;
  state: string;
  title: string;
  advice?: string[];
};

const describeSort = (
  of: ListSort,
  members: readonly Ticket[],
  vendor: VendorConfig,
  now: number,
): Described => {
  const texts = WORDING[vendor.language];
  const { list: words, step: steps } = texts;
  const count = members.length;
  const name = stepOfSort(of)?.name;
  if (isDeadlineStep(name)) {
    const level = levelOfStep(name, vendor);
    const isNear = level === 'last';
    const leftMs = Math.max(...members.map(({ facts }) => facts.dueAt)) - now;
    const isPast = leftMs <= 0;
    // Rounded up, so that all of them are due within it.
    const left = formatDuration(Math.ceil(namedLeftMs(name, leftMs) / MINUTE_MS) * MINUTE_MS, texts);
    return {
      level: isPast ? 'overdue' : level,
      state: isPast ? steps.past : steps.before(left),
      title: isPast ? `${steps.past} ${texts.shift.count(count)}` : words.dueWithin(left, count),
      ...(isNear && !isPast && { advice: adviseEach(members, words.meaning, texts) }),
    };
  }
  switch (name) {
    case undefined:
      return {
        level: 'overdue',
        state: texts.outcome['auto-closed'],
        title: words.breaches(count),
        advice: [words.breachAdvice],
      };
    case 'overdue':
      return {
        level: 'overdue',
        state: steps.named[name],
        title: words.overdue(count),
        advice: adviseEach(members, words.overdueAdvice, texts),
      };
    case 'target':
    case 'stale':
      return {
        level: levelOfStep(name, vendor),
        state: steps.named[name],
        title: `${steps.named[name]} ${texts.shift.count(count)}`,
      };
    case 'off-hours':
      return { level: levelOfStep(name, vendor), state: steps.named[name], title: words.offHours(count) };
    case 'last-shift':
      return {
        level: levelOfStep(name, vendor),
        state: steps.named[name],
        title: texts.shift.lastShiftTitle(count),
      };
  }
};

const adviseEach = (members: readonly Ticket[], words: Record<Kind, string>, texts: Texts): string[] => {
  const kinds = KINDS.filter((kind) =>
    members.some(({ facts }) => facts.state !== 'closed' && facts.kind === kind),
  );
  return kinds.map((kind) => (kinds.length > 1 ? `*${texts.kind[kind]}* ${words[kind]}` : words[kind]));
};
