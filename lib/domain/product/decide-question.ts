import { defined } from '../defined.ts';
import { orderPosts, postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import type { ListingDecision, PolledContext, PolledRow } from '../ticket/source-rules.ts';
import { clockAt, isOver, type TicketClock, TOLERANCE_MS } from '../ticket/clock.ts';
import {
  closeTicket,
  listedFactsOf,
  mayWait,
  reopenedRecently,
  reopenTicket,
  type TicketChange,
  updateTicket,
} from '../ticket/ticket-changes.ts';
import {
  type ClosedTicket,
  isClosed,
  type ListedFacts,
  type NotEnded,
  type Ticket,
  type TicketFacts,
  type TicketKey,
} from '../ticket/ticket.ts';
import { DAY_MS, HOUR_MS } from '../time/durations.ts';
import { judgeQuestion } from './judge-question.ts';
import { questionFacts, questionFingerprint } from './observe-question.ts';

/**
 * NOANSWER may list an answered or deleted question this long. After that, the buyer asked again.
 * Assumption: listed-after-comment-asks-again.
 */
const LISTING_LAG_MS = HOUR_MS;

/** NOANSWER of the oldest window also shows older questions, which are left alone. */
export const LEFT_AFTER_MS = 30 * DAY_MS;

/**
 * Decides how a row of NOANSWER changes the tickets of its question (R31). Listed means open; a comment answers. A question that is still
 * listed an hour after its newest comment is a new request.
 * @param stored all tickets of the question
 */
export const decideQuestion = (
  row: PolledRow,
  stored: readonly Ticket[],
  context: PolledContext,
): ListingDecision => {
  const newest = stored.toSorted((a, b) => b.facts.openedAt - a.facts.openedAt)[0];
  const decided = !newest
    ? decideFirstSight(row, stored, context)
    : isClosed(newest)
      ? decideClosed(newest, row, stored, context)
      : decideOpen(newest, row, context);
  return { shown: [], changes: [], creates: [], lookUps: [], ...decided };
};

type Part = Partial<ListingDecision>;

const decideFirstSight = (row: PolledRow, stored: readonly Ticket[], context: PolledContext): Part => {
  const comment = newestComment(row.inquiry);
  if (!comment) return create(row, FIRST_REQUEST, stored, context);
  const { now } = context;
  if (isListedAfterLag(row, timeOf(comment, now, now)))
    return create(row, keyAfter(comment), stored, context);
  return createAnswered(row, context);
};

const create = (
  row: PolledRow,
  answerId: string,
  stored: readonly Ticket[],
  context: PolledContext,
): Part => {
  const { inquiry } = row;
  const { now } = context;
  if (inquiry.inquiryAt !== undefined && now - inquiry.inquiryAt >= LEFT_AFTER_MS) return {};
  const isPast = isPastAtFirstSight(inquiry, context);
  const isErased = stored.some(({ facts: { erased } }) => erased);
  const facts = {
    ...newFacts(row, isPast ? 'expired' : 'open', context),
    ...(isErased && { text: '', erased: true as const }),
    ...(answerId === FIRST_REQUEST && !isPast ? clockOf(inquiry, context) : startOf(inquiry, isPast, now)),
    ...knownPostsOf(inquiry),
  };
  const key = keyOf(inquiry, answerId, context);
  return {
    shown: [key],
    creates: [
      {
        key,
        facts: isPast
          ? { ...facts, announcement: 'none', state: 'closed', outcome: 'unknown', closedAt: now }
          : { ...facts, announcement: 'card', state: 'open' },
      },
    ],
  };
};

/** Answered between two readings. It is counted, and no card follows. */
const createAnswered = (row: PolledRow, context: PolledContext): Part => {
  const { inquiry } = row;
  const facts: ListedFacts = {
    ...newFacts(row, 'closed', context),
    ...clockOf(inquiry, context),
    announcement: 'none',
  };
  const end = judgeQuestion({ facts: { ...facts, state: 'open' } }, inquiry);
  if (!end) return {};
  const key = keyOf(inquiry, FIRST_REQUEST, context);
  const closed: TicketFacts = { ...facts, state: 'closed', ...end, closedAt: context.now };
  return { shown: [key], creates: [{ key, facts: closed }] };
};

const decideOpen = (ticket: Ticket, row: PolledRow, { now }: PolledContext): Part => {
  const shown = [ticket.key];
  const end = judgeQuestion(ticket, row.inquiry);
  if (end) return { shown, changes: [closeTicket(ticket, end, now)] };
  const seen = seenFacts(ticket, row.inquiry);
  const isUnchanged = ticket.facts.state === 'open' && ticket.facts.fingerprint === seen.fingerprint;
  return {
    shown,
    changes: isUnchanged || mayWait(ticket, seen, now) ? [] : [updateTicket(ticket, seen, now)],
  };
};

const decideClosed = (
  ticket: ClosedTicket,
  row: PolledRow,
  stored: readonly Ticket[],
  context: PolledContext,
): Part => {
  const { facts } = ticket;
  const comment = newestComment(row.inquiry);
  if (comment && !facts.knownPosts?.includes(postKey(comment))) {
    const answerId = keyAfter(comment);
    const isStored = stored.some(({ key }) => key.answerId === answerId);
    const asks = !isStored && isListedAfterLag(row, answeredAt(comment, facts, context.now));
    return asks ? create(row, answerId, stored, context) : keepListed(ticket, row);
  }
  if (isLeft(facts)) return keepListed(ticket, row);
  // The row is an older copy, or the seller deleted the comment.
  const isAnswered = facts.endedBy?.startsWith('post/') ?? false;
  // Nobody has seen a question that was answered at first sight, so no second look-up is needed.
  if (isAnswered && facts.announcement === 'card') return watchOlderCopy(ticket, row);
  const mayLag = !isAnswered && facts.endedBy !== undefined && !isListedAfterLag(row, facts.closedAt);
  return mayLag || reopenedRecently(facts, context.now)
    ? keepListed(ticket, row)
    : { shown: [ticket.key], changes: [reopenQuestion(ticket, row.inquiry, context.now)] };
};

/** No row re-opens it: it was past at first sight, ran out while the source was off, or was left for 30 days. */
const isLeft = ({ outcome }: ClosedTicket['facts']): boolean =>
  outcome === 'unknown' || outcome === 'left-unanswered';

/** `closedAt` is reliable. The comment's own time may be hours in the future. */
const answeredAt = (comment: Post, { endedBy, closedAt }: ClosedTicket['facts'], now: number): number => {
  const at = timeOf(comment, closedAt, now);
  return endedBy === `post/${postKey(comment)}` ? Math.min(at, closedAt) : at;
};

const timeOf = ({ at }: Post, otherwise: number, now: number): number =>
  at === undefined || at > now + TOLERANCE_MS ? otherwise : at;

/** The deadline stays if it is still ahead. Otherwise the clock begins now. */
export const reopenQuestion = (
  ticket: ClosedTicket,
  inquiry: Inquiry,
  now: number,
): TicketChange<NotEnded> => {
  const seen = seenFacts(ticket, inquiry);
  const clock = ticket.facts.dueAt > now ? {} : uncertainFrom(now);
  return reopenTicket(ticket, { ...seen, ...clock, ...knownPostsOf(inquiry) }, now);
};

/** Keeps a listed closed ticket in the index, so that the next poll can skip the same row. */
const keepListed = (ticket: ClosedTicket, row: PolledRow): Part => {
  const shown = [ticket.key];
  const fingerprint = questionFingerprint(row.inquiry, isLeft(ticket.facts) ? 'expired' : 'closed');
  if (ticket.facts.fingerprint === fingerprint) return { shown };
  return {
    shown,
    changes: [{ before: ticket, facts: { ...ticket.facts, fingerprint }, event: 'TicketChanged' }],
  };
};

const watchOlderCopy = (ticket: ClosedTicket, row: PolledRow): Part => ({
  ...keepListed(ticket, row),
  ...(ticket.poll.lookUpAt === undefined && { lookUps: [ticket.key] }),
});

const isListedAfterLag = ({ isComplete, beganAt }: PolledRow, endedAt: number): boolean =>
  isComplete && beganAt - endedAt >= LISTING_LAG_MS;

/** Comments from before a request do not end it. */
const knownPostsOf = ({ posts }: Inquiry): Pick<ListedFacts, 'knownPosts'> =>
  posts.length > 0 ? { knownPosts: posts.map(postKey) } : {};

const newestComment = (inquiry: Inquiry): Post | undefined => orderPosts(inquiry.posts).at(-1);

/** The key of a question's first request. */
const FIRST_REQUEST = '0';

const keyAfter = (comment: Post): string => `after-${comment.answerId ?? '0'}`;

const keyOf = ({ inquiryId }: Inquiry, answerId: string, { vendor }: PolledContext): TicketKey => ({
  ...vendor,
  source: 'product',
  inquiryId,
  answerId,
});

const newFacts = (
  { inquiry }: PolledRow,
  state: 'open' | 'closed' | 'expired',
  { now }: PolledContext,
): Omit<ListedFacts, keyof TicketClock | 'announcement'> => ({
  ...questionFacts(inquiry),
  kind: 'question',
  openedAt: now,
  steps: [],
  history: [],
  siblings: [],
  fingerprint: questionFingerprint(inquiry, state),
});

/** A field that Coupang omitted this time keeps its old value. */
const seenFacts = ({ facts }: Ticket, inquiry: Inquiry): ListedFacts => {
  const { text, isTextCut, ...seen } = questionFacts(inquiry);
  const { isTextCut: _, ...kept } = listedFactsOf(facts);
  return {
    ...kept,
    ...seen,
    ...(kept.erased ? {} : { text, ...defined({ isTextCut }) }),
    fingerprint: questionFingerprint(inquiry, 'open'),
  };
};

/** The first complete readings store old questions without a card. */
const isPastAtFirstSight = ({ inquiryAt }: Inquiry, { isFirstSight, now }: PolledContext): boolean =>
  inquiryAt !== undefined && isOver(clockAt(inquiryAt), now) && isFirstSight(inquiryAt);

/**
 * The 24 hours start when the buyer asked. If that time is missing or in the future: now. If they are over, but a complete reading of the
 * last day did not show the question: at that reading. Assumption: product-time-offset.
 */
const clockOf = ({ inquiryAt }: Inquiry, { now, recentCompleteAt }: PolledContext): TicketClock => {
  if (inquiryAt === undefined || inquiryAt > now + TOLERANCE_MS) return uncertainFrom(now);
  const clock = clockAt(inquiryAt);
  const wasRead = recentCompleteAt !== undefined && now - recentCompleteAt < DAY_MS;
  return isOver(clock, now) && wasRead ? uncertainFrom(Math.max(inquiryAt, recentCompleteAt)) : clock;
};

const startOf = ({ inquiryAt = 0 }: Inquiry, isPast: boolean, now: number): TicketClock =>
  isPast ? clockAt(inquiryAt) : uncertainFrom(now);

const uncertainFrom = (at: number): TicketClock => ({
  ...clockAt(at),
  askedAtUncertain: true,
  clockIsOurs: true,
});
