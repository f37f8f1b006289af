import { defined } from '../defined.ts';
import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { type Listing, mergeReadings } from '../reading/merge-readings.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import { clockOfPost, pastAtFirstSight, SAME_TIME_MS } from './deadline.ts';
import { type TicketClock, TOLERANCE_MS } from '../ticket/clock.ts';
import {
  factsOfNewRequest,
  leaveUnannounced,
  knownPostsOf,
  newFacts,
  seenFacts,
  restartedFacts,
  factsWithPost,
  withNewestPost,
} from './facts-from-row.ts';
import { isUnchanged, ownPost } from './observe.ts';
import { findOutcome, showsEnd } from './outcome.ts';
import { type FoundEnd } from '../ticket/own-end.ts';
import {
  closingsOf,
  findRequests,
  listsMayLag,
  isTicketOfRow,
  type KnownRequest,
  learnPost,
  provisionalIdOf,
  type Request,
  isMarkedAnswered,
  LISTS_LAG_MS,
  type Sight,
} from './requests.ts';
import {
  announce,
  closeTicket,
  isExpired,
  reopenedRecently,
  mayWait,
  reopenTicket,
  type TicketChange,
  updateTicket,
} from '../ticket/ticket-changes.ts';
import type { ListingDecision, SourceRules } from '../ticket/source-rules.ts';
import { postIdsOf } from '../ticket/ticket-id.ts';
import {
  type ClosedTicket,
  type Ended,
  isClosed,
  type ListedFacts,
  type Ticket,
  type TicketKey,
} from '../ticket/ticket.ts';

export type ListingContext = Sight['context'];

/** A second reading after this time announces a provisional ticket (R10). */
const ANNOUNCED_AFTER_MS = 2 * MINUTE_MS;
/** For a ticket that closed unannounced: a reading this long after the first one is a new first reading. */
const SECOND_WITHIN_MS = HOUR_MS;

type Part = Partial<ListingDecision>;

/**
 * Decides how a row of a NO_ANSWER or TRANSFER page changes the tickets of its inquiry (R10, R11, R14, R15).
 * @param stored all tickets of the inquiry, read consistently
 * @internal
 */
export const decideListing = (
  row: Listing,
  stored: readonly Ticket[],
  context: ListingContext,
): ListingDecision => {
  const requests = findRequests(row, stored);
  const withoutRequest = stored.filter((ticket) => !requests.some((request) => request.ticket === ticket));
  const ends = withoutRequest.flatMap((ticket) => endByPosts(ticket, row, context.now) ?? []);
  const open = stored.filter((ticket) => !isClosed(ticket) && !ends.some(({ before }) => before === ticket));
  const sight: Sight = {
    row,
    context,
    all: stored,
    open: open.sort((a, b) => b.facts.askedAt - a.facts.askedAt),
    closings: closingsOf(stored, ends),
  };
  const parts =
    requests.length > 0
      ? requests.map((request) => decideRequest(request, sight))
      : [decideRowWithoutAskingPost(sight)];
  return {
    shown: parts.flatMap(({ shown = [] }) => shown),
    changes: [...ends, ...parts.flatMap(({ changes = [] }) => changes)],
    creates: parts.flatMap(({ creates = [] }) => creates),
    lookUps: parts.flatMap(({ lookUps = [] }) => lookUps),
  };
};

const endByPosts = (ticket: Ticket, row: Listing, now: number): TicketChange<Ended> | undefined => {
  const own = ownPost(row, postIdsOf(ticket));
  // A row that lacks the own post of a ticket is an older copy, and cannot end it. A provisional ticket has no own post.
  const isJudged = !isClosed(ticket) && (ticket.facts.provisional || own);
  const end = isJudged ? findEnd(ticket, row.inquiry, now) : undefined;
  return end && closeTicket(ticket, end, now, withNewestPost(ticket, row.inquiry, now));
};

/**
 * If the own post is dated a minute or more before a certain `askedAt`, the inquiry is an older copy. The end that it shows belongs to an
 * earlier request on this post and does not count (R14). A post dated since `askedAt` ends the ticket nevertheless: Coupang may have moved
 * the time of the own post back for good.
 */
export const findEnd = (ticket: Ticket, inquiry: Inquiry, now: number): FoundEnd | undefined => {
  const { key, facts } = ticket;
  const own = facts.provisional ? undefined : ownPost({ inquiry }, postIdsOf(ticket));
  // Judges with the clock with which the ticket closes, so that `inTime` matches its deadline.
  const end = findOutcome({ ...key, ...withNewestPost(ticket, inquiry, now) }, inquiry, now);
  if (!end || !own || !isOlderCopyOfPost(own, facts)) return end;
  const ending = inquiry.posts.find((post) => end.endedBy === `post/${postKey(post)}`);
  return (ending?.at ?? Number.NEGATIVE_INFINITY) >= facts.askedAt ? end : undefined;
};

const isOlderCopyOfPost = ({ at }: Post, { askedAt, askedAtUncertain }: ListedFacts): boolean =>
  !askedAtUncertain && at !== undefined && at <= askedAt - SAME_TIME_MS;

/** Without an asking post a row belongs to an open ticket, lags behind a closing, or is a provisional request (R10). */
const decideRowWithoutAskingPost = (sight: Sight): Part => {
  const { row, all } = sight;
  const [belongsTo] = sight.open;
  if (belongsTo) return decideRequest({ isNewest: true, ticket: belongsTo }, sight);
  const [last] = sight.closings;
  if (last && listsMayLag(last, row)) {
    const isUnclear = !showsEnd({ ...last.key, ...last.facts }, row.inquiry) || isMarkedAnswered(row);
    // If this row itself ends the ticket, no look-up is needed. `all` then holds the open ticket, and not `last`.
    const needsLookUp = isUnclear && all.includes(last);
    return needsLookUp ? watchOlderCopy({ isNewest: true, ticket: last }, sight) : { shown: [last.key] };
  }
  const known = all.find((ticket) => isTicketOfRow(ticket, row));
  const endsNow = known !== undefined && !isClosed(known);
  if (!row.mayBeProvisional || endsNow) return {};
  return decideRequest({ isNewest: true, ...defined({ ticket: known }) }, sight);
};

const decideRequest = (request: Request, sight: Sight): Part => {
  const { ticket, post } = request;
  if (!ticket) return create(request, sight);
  if (isClosed(ticket)) return decideClosed({ ...request, ticket: learnPost(ticket, post) }, sight);
  return { shown: [ticket.key], changes: updateOpen({ ...request, ticket }, sight) };
};

export const create = (request: Request, sight: Sight): Part => {
  const { row, context } = sight;
  const past = pastAtFirstSight(request, row, context);
  // The NO_ANSWER list may hold this row, too, but this run did not read that list whole (R11). The next run decides.
  if (past === 'not-known') return {};
  const answerId = request.post?.answerId ?? provisionalIdOf(row);
  const { inquiryId } = row.inquiry;
  const key: TicketKey = { ...context.vendor, source: 'call-center', inquiryId, answerId };
  return { shown: [key], creates: [{ key, facts: newFacts(key, request, sight, past) }] };
};

const updateOpen = (request: KnownRequest, sight: Sight): TicketChange[] => {
  const { ticket, post } = request;
  const { provisional, state, fingerprint } = ticket.facts;
  const takesOver = provisional !== undefined && post !== undefined;
  const isUnannounced = provisional?.announceAt !== undefined;
  if (isUnannounced && !takesOver && sight.row.beganAt < provisional.seenAt + ANNOUNCED_AFTER_MS) return [];
  const seen = (takesOver ? factsWithPost : seenFacts)(request, sight);
  if (isUnannounced) return [announce(ticket, seen)];
  const { now } = sight.context;
  const isSame = state === 'open' && fingerprint === seen.fingerprint;
  return isSame || mayWait(ticket, seen, now) ? [] : [updateTicket(ticket, seen, now)];
};

/** @param isBelieved true: the row may re-open the ticket even if it does not show what ended it */
export const decideClosed = (request: KnownRequest<ClosedTicket>, sight: Sight, isBelieved = false): Part => {
  const { row, context } = sight;
  const { ticket, post, isNewest } = request;
  const { key, facts: closed } = ticket;
  const shown = [key];
  const reopen = (facts: ListedFacts) => ({ shown, changes: [reopenTicket(ticket, facts, context.now)] });
  if (closed.provisional && post && closed.endedBy === undefined)
    return reopen(factsWithPost(request, sight));
  if (!isNewest) return keepFingerprint(request, sight);
  const postClock = clockOfPost(post?.at, context.now);
  if (postClock && isNewerRequest(postClock, closed))
    return reopen(restartedFacts(request, sight, postClock));
  // Writes nothing, so that the next reading decides again.
  if (!row.mayBeProvisional || isSuperseded(ticket, sight) || reopenedAndNoNewPost(ticket, sight))
    return { shown };
  if (isExpired(closed) && row.kind === 'confirm') return keepFingerprint(request, sight);
  if (!isBelieved && !showsEnd({ ...key, ...closed }, row.inquiry)) return watchOlderCopy(request, sight);
  const facts = factsOfNewRequest(request, sight);
  const { provisional } = closed;
  if (provisional?.announceAt === undefined) return reopen(facts);
  // A list may drop an unannounced ticket, which closes it, and show it again. That reading is the second one and announces it.
  const sinceMs = row.beganAt - provisional.seenAt;
  const isSecond = sinceMs >= ANNOUNCED_AFTER_MS && sinceMs < SECOND_WITHIN_MS;
  const change = isSecond
    ? announce(ticket, facts)
    : { before: ticket, facts: leaveUnannounced(facts, sight), event: 'TicketChanged' as const };
  return { shown, changes: [change] };
};

const isNewerRequest = ({ askedAt }: TicketClock, closed: ClosedTicket['facts']): boolean =>
  closed.askedAtUncertain
    ? askedAt >= closed.closedAt + TOLERANCE_MS
    : askedAt >= closed.askedAt + SAME_TIME_MS;

/** Whether a newer request ended recently, so that the lists lag behind it. */
const isSuperseded = ({ key, facts }: Ticket, { closings, row }: Sight): boolean =>
  closings
    .filter((other) => other.key.answerId !== key.answerId && other.facts.askedAt > facts.askedAt)
    .some((other) => row.beganAt - other.facts.closedAt < LISTS_LAG_MS);

/** Without a new post, a row re-opens a ticket once an hour at most: lists and copies may contradict each other for hours. */
const reopenedAndNoNewPost = ({ facts }: Ticket, { row, context }: Sight): boolean => {
  const isKnown = knownPostsOf(row.inquiry).every((post) => facts.knownPosts?.includes(post));
  return isKnown && reopenedRecently(facts, context.now);
};

/** Keeps a listed closed ticket in the index, so that the next poll can skip the same row. */
const keepFingerprint = (request: KnownRequest<ClosedTicket>, sight: Sight): Part => {
  const { ticket } = request;
  const { fingerprint, siblings } = seenFacts(request, sight, true);
  const shown = [ticket.key];
  if (ticket.facts.fingerprint === fingerprint) return { shown };
  const facts = { ...ticket.facts, siblings, ...defined({ fingerprint }) };
  return { shown, changes: [{ before: ticket, facts, event: 'TicketChanged' }] };
};

const watchOlderCopy = (request: KnownRequest<ClosedTicket>, sight: Sight): Part => ({
  ...keepFingerprint(request, sight),
  ...(request.ticket.poll.lookUpAt === undefined && { lookUps: [request.ticket.key] }),
});

export const HAND_OVER_RULES: SourceRules<Listing, ListingContext> = {
  source: 'call-center',
  merge: mergeReadings,
  isUnchanged,
  decide: decideListing,
};
