import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { nightSteps } from '../../domain/ladder/night-alerts.ts';
import type { OpeningFacts } from '../../domain/notice/notice.ts';
import type { ReachedStep } from '../../domain/ticket/step.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { context, section } from '../format/blocks.ts';
import { formatLeft, formatSlackDate, formatSlackTime } from '../format/format-due.ts';
import { listLines } from '../format/list-lines.ts';
import { memberLine } from './member-line.ts';
import type { Message } from '../format/message.ts';
import { noticePush } from './notice-push.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING } from '../wording/wording.ts';
import type { Texts } from '../wording/texts.ts';
import type { LinkTo } from '../format/format-link.ts';

/** The last steps of a ticket: a long holiday may bring a dozen. */
const MOST_STEPS = 4;

/**
 * The list at opening (C4): the tickets with an alert outside the hours, open ones first, each with its steps and its state.
 */
export const buildOpening = (
  night: OpeningFacts,
  members: readonly Ticket[],
  vendor: VendorConfig,
  linkTo: LinkTo,
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.shift;
  const zone = MARKET_ZONES[vendor.market];
  const count = members.length + (night.more ?? 0);
  const isClosed = ({ facts: { state } }: Ticket): boolean => state === 'closed';
  const lines = members
    .toSorted((a, b) => Number(isClosed(a)) - Number(isClosed(b)) || a.facts.dueAt - b.facts.dueAt)
    .map((ticket) => memberLine(ticket, texts, { linkTo }, listSteps(ticket, night, zone, texts)));
  return {
    text: noticePush(words.opening, [words.count(count), ...stillOpen(members, texts)], vendor),
    blocks: [
      noticeTitle('🌅', words.openingTitle(count), ...stillOpen(members, texts)),
      ...listLines({ lines, count }, texts),
      section(
        texts.notice.fromTo(
          formatSlackDate(night.since, zone, texts),
          formatSlackDate(night.until, zone, texts),
        ),
      ),
      context(shopName(vendor)),
    ],
  };
};

const stillOpen = (members: readonly Ticket[], texts: Texts): string[] => {
  const open = members.filter(({ facts: { state } }) => state !== 'closed').length;
  return open > 0 ? [texts.shift.leftOpen(open)] : [];
};

/** `마감 3시간 전 02:17, 마감 지남 05:27`. */
const listSteps = (ticket: Ticket, night: OpeningFacts, zone: string, texts: Texts): string =>
  nightSteps(ticket.facts, night)
    .slice(-MOST_STEPS)
    .map((step) => `${nameStep(step, texts)} ${formatSlackTime(step.at, night.until, zone, texts)}`)
    .join(', ');

/** For a step before a deadline: the time that was really left. */
const nameStep = ({ name, deadline, at }: ReachedStep, texts: Texts): string => {
  switch (name) {
    case '6h':
    case '3h':
    case '1h':
    case '15m':
      return texts.step.before(formatLeft(deadline - at, texts));
    default:
      return texts.step.named[name];
  }
};
