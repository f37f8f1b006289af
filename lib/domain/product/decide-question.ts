import { defined } from '../defined.ts';
import { orderPosts, postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import type { ListingDecision, PolledContext, PolledRow } from '../ticket/source-rules.ts';
import { clockAt, isOver, type TicketClock, TOLERANCE_MS } from '../ticket/clock.ts';
import {
  closeTicket,
  isExpired,
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
 * NOANSWER may show an answered or deleted question for so long. Later the buyer asks again.
 * Assumption: listed-after-comment-asks-again.
 */
const LISTS_LAG_MS = HOUR_MS;

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
    ? decideFirstSight(row, context)
    : isClosed(newest)
      ? decideClosed(newest, row, stored, context)
      : decideOpen(newest, row, context);
  return { shown: [], changes: [], creates: [], lookUps: [], ...decided };
};

type Part = Partial<ListingDecision>;

const decideFirstSight = (row: PolledRow, context: PolledContext): Part => {
  const comment = newestComment(row.inquiry);
  if (!comment) return create(row, '0', context);
  if (asksAgain(row, comment.at ?? context.now)) return create(row, keyAfter(comment), context);
  return createAnswered(row, context);
};

const create = (row: PolledRow, answerId: string, context: PolledContext): Part => {
  const { inquiry } = row;
  const { now } = context;
  const isPast = isPastAtFirstReading(inquiry, context);
  const facts = {
    ...newFacts(row, isPast ? 'expired' : 'open', context),
    ...(answerId === '0' && !isPast ? clockOf(inquiry, context) : startOf(inquiry, isPast, now)),
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
  const key = keyOf(inquiry, '0', context);
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
    const asks = !isStored && asksAgain(row, answeredAt(comment, facts));
    return asks ? create(row, answerId, context) : keepListed(ticket, row);
  }
  if (isExpired(facts) || facts.outcome === 'left-unanswered') return keepListed(ticket, row);
  // The row is an older copy, or the seller deleted the comment.
  if (facts.endedBy?.startsWith('post/')) return watchOlderCopy(ticket, row);
  const mayLag = facts.endedBy !== undefined && !asksAgain(row, facts.closedAt);
  return mayLag || reopenedRecently(facts, context.now)
    ? keepListed(ticket, row)
    : { shown: [ticket.key], changes: [reopenQuestion(ticket, row.inquiry, context.now)] };
};

/** Our own clock is sure. The comment's may be hours ahead. */
const answeredAt = (comment: Post, { endedBy, closedAt }: ClosedTicket['facts']): number => {
  const { at = closedAt } = comment;
  return endedBy === `post/${postKey(comment)}` ? Math.min(at, closedAt) : at;
};

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
  const fingerprint = questionFingerprint(row.inquiry, isExpired(ticket.facts) ? 'expired' : 'closed');
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

const asksAgain = ({ isComplete, beganAt }: PolledRow, endedAt: number): boolean =>
  isComplete && beganAt - endedAt >= LISTS_LAG_MS;

/** Comments from before a request do not end it. */
const knownPostsOf = ({ posts }: Inquiry): Pick<ListedFacts, 'knownPosts'> =>
  posts.length > 0 ? { knownPosts: posts.map(postKey) } : {};

const newestComment = (inquiry: Inquiry): Post | undefined => orderPosts(inquiry.posts).at(-1);

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

/** Until the source has been read completely for the first time, old questions are stored unannounced. */
const isPastAtFirstReading = (
  { inquiryAt }: Inquiry,
  { firstReadAt, now }: Pick<PolledContext, 'firstReadAt' | 'now'>,
): boolean => firstReadAt === undefined && inquiryAt !== undefined && isOver(clockAt(inquiryAt), now);

/**
 * The 24 hours begin when the buyer asked. If that time is unknown, ahead, or a day before a reading that did not show the question, they
 * begin with that reading, or now. Assumption: product-time-offset.
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
