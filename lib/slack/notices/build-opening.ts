import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { nightSteps } from '../../domain/ladder/last-shift.ts';
import type { OpeningFacts } from '../../domain/notice/notice-facts.ts';
import { isDeadlineStep, namedLeftMs, type ReachedStep } from '../../domain/ticket/step.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { context, section, type Message } from '../format/blocks.ts';
import { formatLeft, formatSlackDate, formatSlackTime } from '../format/format-due.ts';
import { linkOrNumber, joinParts, listedProduct, listLines } from '../format/list-lines.ts';
import { nameState } from '../card/describe-state.ts';
import { nameClaimer } from '../card/name-claimer.ts';
import { nameProduct } from '../format/name-product.ts';
import { noticePush } from './notice-push.ts';
import { markOf } from '../format/marks.ts';
import { noticeTitle, shopName } from '../format/message-title.ts';
import { WORDING, type Texts } from '../wording/wording.ts';
import type { LinkTo } from '../format/format-link.ts';

/** The list at opening (C4): tickets with an alert outside the hours, open tickets first, each with its events. */
export const buildOpening = (
  night: OpeningFacts,
  members: readonly Ticket[],
  { vendor, now, linkTo }: { vendor: VendorConfig; now: number; linkTo: LinkTo },
): Message => {
  const texts = WORDING[vendor.language];
  const words = texts.shift;
  const zone = MARKET_ZONES[vendor.market];
  const count = members.length + (night.more ?? 0);
  const isClosed = ({ facts: { state } }: Ticket): boolean => state === 'closed';
  const lines = members
    .toSorted((a, b) => Number(isClosed(a)) - Number(isClosed(b)) || a.facts.dueAt - b.facts.dueAt)
    .map((ticket) => {
      const line = joinParts(
        ...sayWhatHappened(ticket, night, zone, texts),
        listedProduct(nameProduct(ticket.facts, texts)),
        ...(isClosed(ticket) ? [] : [nameClaimer(ticket.facts, texts)]),
        linkOrNumber(ticket.key.inquiryId, ticket.delivery, linkTo, texts),
      );
      return `${markOf(ticket, vendor, now)} ${line}`;
    });
  return {
    text: noticePush(words.opening, [words.count(count), ...stillOpen(members, texts)], vendor),
    blocks: [
      noticeTitle('🌅', words.openingTitle(count), ...stillOpen(members, texts)),
      ...listLines({ lines, count }, texts),
      section(
        texts.notice.fromTo(
          formatSlackDate(night.since, zone, texts),
          formatSlackTime(night.until, night.since, zone, texts),
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

/** `22:26 마감 놓침`, `02:17 답변 완료`; for an open ticket the last warning, its deadline and its kind. */
const sayWhatHappened = (ticket: Ticket, night: OpeningFacts, zone: string, texts: Texts): string[] => {
  const { state, outcome, closedAt, dueAt, kind } = ticket.facts;
  const at = (instant: number): string => formatSlackTime(instant, night.until, zone, texts);
  if (outcome === 'auto-closed') return [`${at(dueAt)} ${texts.shift.missed}`];
  if (state === 'closed') return [`${at(closedAt ?? dueAt)} ${nameState(ticket, texts)}`];
  const last = nightSteps(ticket.facts, night).at(-1);
  if (last?.name === 'overdue') return [`${at(dueAt)} ${texts.step.past}`, nameState(ticket, texts)];
  const warned = last ? [`${at(last.at)} ${texts.shift.warned(nameStep(last, texts))}`] : [];
  return [...warned, texts.pushDue[kind](formatSlackDate(dueAt, zone, texts)), nameState(ticket, texts)];
};

const nameStep = ({ name, deadline, at }: ReachedStep, texts: Texts): string =>
  isDeadlineStep(name)
    ? texts.step.before(formatLeft(namedLeftMs(name, deadline - at), texts))
    : texts.step.named[name];
