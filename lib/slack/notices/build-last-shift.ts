import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { mentionsOfLastShift } from '../../domain/delivery/mentions.ts';
import { levelOfStep } from '../../domain/ladder/warning-level.ts';
import type { LastShiftFacts } from '../../domain/notice/notice-facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { formatAbsolute, formatWeekdayTime } from '../format/format-due.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { listLines } from '../format/list-lines.ts';
import { memberLine, unlistedClaimers } from './render-open-tickets.ts';
import { noticePush } from './notice-push.ts';
import { LEVEL_MARKS } from '../format/marks.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING, type Texts } from '../wording/wording.ts';
import type { LinkTo } from '../format/format-link.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

/** `now`: epoch ms. `claimStaleMs`: the age at which a claim no longer counts (S6). */
type ListContext = { vendor: VendorConfig; now: number; linkTo: LinkTo; claimStaleMs?: number };

/** At a longer distance a weekday is ambiguous. */
const WITHIN_A_WEEK_MS = 6 * DAY_MS;

/**
 * The tickets whose last shift ends (S4), the soonest deadline first. After the end of the shift it names nobody (C4).
 */
export const buildLastShift = (
  facts: LastShiftFacts,
  members: readonly Ticket[],
  { vendor, now, linkTo, claimStaleMs }: ListContext,
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.shift;
  const zone = MARKET_ZONES[vendor.market];
  const byDue = members.toSorted((a, b) => a.facts.dueAt - b.facts.dueAt);
  const soonest = byDue.find(({ facts: { state } }) => state !== 'closed');
  const isQuiet = now >= facts.endsAt;
  const lines = byDue.map((ticket) => memberLine(ticket, vendor, { now, linkTo, isQuiet }));
  const list = listLines({ lines, count: lines.length }, texts);
  const team = mentionsOfLastShift(members, vendor, now, claimStaleMs);
  const mentions = isQuiet ? [] : [...new Set([...team, ...unlistedClaimers(byDue, list)])];
  const blocks: Block[] = [
    noticeTitle(
      LEVEL_MARKS[levelOfStep('last-shift', vendor)],
      words.lastShiftTitle(members.length),
      words.nextShiftTooLate(nameNextShift(facts, zone, texts)),
    ),
    ...list,
    ...(mentions.length > 0 ? [section(formatMentions(mentions))] : []),
    context(shopName(vendor)),
  ];
  const due = soonest && texts.notice.soonestDue(formatAbsolute(soonest.facts.dueAt, zone, texts));
  const push = [words.count(members.length), ...(due === undefined ? [] : [due])];
  return { text: noticePush(words.lastShift, push, vendor), blocks };
};

const nameNextShift = (
  { endsAt, nextShiftAt }: LastShiftFacts,
  zone: string,
  texts: Texts,
): string | undefined => {
  if (nextShiftAt === undefined) return undefined;
  const isNear = nextShiftAt - endsAt < WITHIN_A_WEEK_MS;
  return (isNear ? formatWeekdayTime : formatAbsolute)(nextShiftAt, zone, texts);
};
