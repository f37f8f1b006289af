import { defined } from '../defined.ts';
import {
  type AskingPost,
  askingPosts,
  namelessAskingPost,
  newestAgentPost,
  newestPostId,
  postKey,
} from '../inquiry/asking-posts.ts';
import type { Inquiry, Post, VendorRef } from '../inquiry/inquiry.ts';
import { normalText } from '../inquiry/normal-text.ts';
import { orderPosts } from '../inquiry/order-posts.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import {
  clockAt,
  clockFrom,
  clockOfPost,
  type KnownSight,
  pastAtFirstSight,
  seenAtOf,
  TOLERANCE_MS,
} from './asked-at.ts';
import {
  hold,
  newFacts,
  newRequestOnPost,
  type Request,
  type RowSight,
  sameRequestAgain,
  seenFacts,
  takenOver,
} from './facts-from-row.ts';
import { lineOf } from './line.ts';
import { ownPost } from './observe.ts';
import { findOutcome, showsEnd } from './outcome.ts';
import {
  announce,
  closeTicket,
  isExpired,
  listedFactsOf,
  markUnverified,
  reopenTicket,
  stopWatching,
  type TicketChange,
} from './ticket-changes.ts';
import { answersTo, postIdOf, postIdsOf, provisionalId } from './ticket-id.ts';
import type { Ended, ListedFacts, Ticket, TicketFacts, TicketKey } from './ticket.ts';

export type ListingContext = KnownSight & { vendor: VendorRef };

export type ListingDecision = {
  /** The tickets that this row shows, known ones and new ones. */
  shown: TicketKey[];
  /** They are written in this order. After a crash in between, the next poll can go on. */
  changes: TicketChange[];
  creates: { key: TicketKey; facts: TicketFacts }[];
  /** Closed tickets to look up: the row may be an older copy, or says that it was answered. */
  lookUps: TicketKey[];
};

/**
 * After a closing the lists may lag this long. Until then a row without an asking post is no new request (R10), and an older
 * request stays closed after a newer one ended (R15).
 */
const SETTLES_MS = 30 * MINUTE_MS;
/** The same for a NO_ANSWER row that calls itself answered. */
const SETTLES_ANSWERED_MS = 2 * HOUR_MS;
/** A second reading this long after the first one announces a provisional ticket (R10). */
const ANNOUNCED_AFTER_MS = 2 * MINUTE_MS;
/** For a ticket that closed unannounced, a reading later than this is a first sight again (R15). */
const SECOND_WITHIN_MS = HOUR_MS;
/**
 * For this long after a re-opening no row re-opens the ticket again without a new post. Nor does an answer end it while its flag
 * asks, or a look-up without a post (R14, R15).
 */
const REOPENED_FOR_MS = HOUR_MS;
/** A text that keeps changing is edited in the card each time. The thread gets at most one line in this time. */
const LINE_EVERY_MS = 10 * MINUTE_MS;

type Sight = RowSight & {
  context: ListingContext;
  /** The tickets that this row ends. */
  ends: readonly TicketChange<Ended>[];
};

/** What one request adds to the decision. */
type Part = {
  shown?: TicketKey;
  change?: TicketChange;
  create?: ListingDecision['creates'][number];
  lookUp?: TicketKey;
};

/**
 * What a row of a NO_ANSWER or TRANSFER page means for the tickets of its inquiry (R10, R11, R14, R15).
 * @param stored all tickets of the inquiry, read consistently
 */
export const decideListing = (
  row: Listing,
  stored: readonly Ticket[],
  context: ListingContext,
): ListingDecision => {
  const tickets = learnPosts(row, stored);
  const requests = findRequests(row, tickets);
  const hasAskingPost = (ticket: Ticket): boolean => requests.some((request) => request.ticket === ticket);
  const ends = tickets.flatMap((ticket) =>
    hasAskingPost(ticket) ? [] : (endByPosts(ticket, row, context.now) ?? []),
  );
  const open = tickets.filter((ticket) => !isClosed(ticket) && !ends.some(({ before }) => before === ticket));
  const sight: Sight = { row, context, all: tickets, ends, open };
  const parts =
    requests.length > 0 ? requests.map((request) => decideRequest(request, sight)) : [decideUnasked(sight)];
  return {
    shown: parts.flatMap(({ shown }) => shown ?? []),
    changes: [...ends, ...parts.flatMap(({ change }) => change ?? [])],
    creates: parts.flatMap(({ create }) => create ?? []),
    lookUps: parts.flatMap(({ lookUp }) => lookUp ?? []),
  };
};

type ClosedTicket = Ticket & { facts: ListedFacts & Ended };

const isClosed = (ticket: Ticket): ticket is ClosedTicket => ticket.facts.state === 'closed';

// Which requests a row shows (R10).

/**
 * A provisional ticket may close before its post is shown. If an older copy shows that post later, the post is the ticket's
 * own, and no second request.
 */
const learnPosts = ({ asking }: Listing, stored: readonly Ticket[]): Ticket[] => {
  const unknown = asking.filter(({ answerId }) => !stored.some((one) => answersTo(postIdsOf(one), answerId)));
  return stored.map((ticket) => {
    const { provisional, ...facts } = ticket.facts;
    const isMissing =
      facts.state === 'closed' && facts.endedBy !== undefined && postIdOf(ticket) === undefined;
    const post = isMissing ? unknown.find((one) => isPostOfEnded(one, ticket)) : undefined;
    if (!provisional || post?.at === undefined) return ticket;
    unknown.splice(unknown.indexOf(post), 1);
    return { ...ticket, facts: { ...facts, learntAnswerId: post.answerId, ...clockAt(post.at) } };
  });
};

const isPostOfEnded = (post: AskingPost, ticket: Ticket): boolean =>
  post.at !== undefined &&
  explainsRow(post, ticket) &&
  !(ticket.facts.knownPosts ?? []).includes(postKey(post));

/** The asking posts with their tickets, oldest first. A provisional ticket takes over the oldest post that explains its row. */
const findRequests = ({ asking }: Listing, tickets: readonly Ticket[]): Request[] => {
  const isKnown = (ticket: Ticket) => asking.some(({ answerId }) => answersTo(postIdsOf(ticket), answerId));
  const waiting = tickets.filter(
    (one) => one.facts.provisional && !isKnown(one) && (!isClosed(one) || closedWithoutCause(one)),
  );
  return asking.map((post, index) => {
    const known = tickets.find((one) => answersTo(postIdsOf(one), post.answerId));
    const takesOver = known ? undefined : waiting.find((one) => explainsRow(post, one));
    if (takesOver) waiting.splice(waiting.indexOf(takesOver), 1);
    return { post, isNewest: index === asking.length - 1, ...defined({ ticket: known ?? takesOver }) };
  });
};

/** Nothing that Coupang showed ended it, so an asking post may still be its request. */
const closedWithoutCause = ({ facts: { announcement, endedBy } }: Ticket): boolean =>
  announcement !== 'none' && endedBy === undefined;

/** A later post is a new request. */
const explainsRow = ({ at = 0 }: AskingPost, { facts: { provisional, openedAt } }: Ticket): boolean =>
  at <= (provisional?.seenAt ?? openedAt) + TOLERANCE_MS;

/** The end of an open ticket whose own post no longer asks, by the posts of the row (R14). */
const endByPosts = (ticket: Ticket, row: Listing, now: number): TicketChange<Ended> | undefined => {
  const own = ownPost(row, postIdsOf(ticket));
  // A row without the ticket's own post is an older copy, and so is one that has the post before it asked anew.
  const isJudged =
    !isClosed(ticket) && (ticket.facts.provisional || (own && !isFromBefore(own, ticket.facts)));
  const finding = isJudged && findOutcome({ ...ticket.key, ...ticket.facts }, row.inquiry, now);
  return finding && finding.found === 'end' ? closeTicket(ticket, finding, now) : undefined;
};

const isFromBefore = ({ at }: Post, { askedAt, askedAtUncertain }: ListedFacts): boolean =>
  !askedAtUncertain && at !== undefined && at <= askedAt - TOLERANCE_MS;

/** No post asks. The row belongs to an open ticket, or the lists lag behind a closing, or it is a provisional request. */
const decideUnasked = (sight: Sight): Part => {
  const { row, all, ends, open } = sight;
  const belongsTo = newest(open);
  if (belongsTo) return decideRequest({ isNewest: true, ticket: belongsTo }, sight);
  const last = lastClosing(sight);
  if (last && isSettling(last, row)) {
    const { before: ticket, facts } = last;
    const isUnclear = !showsEnd({ ...ticket.key, ...facts }, row.inquiry) || saysAnswered(row);
    // A ticket that this row ends is still open in the store.
    const isWatched = isUnclear && isClosed(ticket);
    return isWatched ? watchOlderCopy(ticket, { isNewest: true, ticket }, sight) : { shown: ticket.key };
  }
  const known = all.find((one) => one.key.answerId === provisionalIdOf(row) || isFormerName(one, row));
  if (!row.mayBeProvisional || ends.some(({ before }) => before === known)) return {};
  return decideRequest({ isNewest: true, ...defined({ ticket: known }) }, sight);
};

const newest = (tickets: readonly Ticket[]): Ticket | undefined =>
  tickets.reduce<Ticket | undefined>((a, b) => (a && a.facts.askedAt >= b.facts.askedAt ? a : b), undefined);

const provisionalIdOf = ({ inquiry }: Listing): string => provisionalId(newestPostId(inquiry));

/** An earlier version named the ticket of a row without an asking post by the newest agent's post. */
const isFormerName = ({ key, facts }: Ticket, { inquiry }: Listing): boolean => {
  const isUnasked = facts.provisional !== undefined || (isExpired(facts) && facts.fingerprint !== undefined);
  return isUnasked && key.answerId === (newestAgentPost(inquiry)?.answerId ?? '0');
};

type Closing = Pick<TicketChange<Ended>, 'before' | 'facts'>;

/** A closing counts if something that Coupang showed ended the ticket, or if the ticket was announced (R10). */
const closingsOf = ({ all, ends }: Sight): Closing[] => {
  const closed = all.filter(isClosed).map((before) => ({ before, facts: before.facts }));
  return [...ends, ...closed].filter(
    ({ facts }) => facts.endedBy !== undefined || facts.announcement !== 'none',
  );
};

const lastClosing = (sight: Sight): Closing | undefined =>
  closingsOf(sight).reduce<Closing | undefined>(
    (a, b) => (a && a.facts.closedAt >= b.facts.closedAt ? a : b),
    undefined,
  );

const isSettling = ({ before, facts }: Closing, row: Listing): boolean => {
  const sinceMs = row.beganAt - facts.closedAt;
  if (sinceMs >= SETTLES_MS) return saysAnswered(row) && sinceMs < SETTLES_ANSWERED_MS;
  // On a TRANSFER row this word proves nothing. Assumption: transfer-may-say-request-answer.
  const saysAsked = row.kind === 'reply' && row.inquiry.counselingStatus === 'requestAnswer';
  const rowAsksAgain = saysAsked || asksAfterEnd(facts, row.inquiry);
  return !rowAsksAgain || !showsEnd({ ...before.key, ...facts }, row.inquiry);
};

/** A post without an id asks, and it came after the post that ended the ticket. */
const asksAfterEnd = ({ endedBy }: Ended, inquiry: Inquiry): boolean => {
  const nameless = namelessAskingPost(inquiry);
  const ordered = orderPosts(inquiry.posts);
  const ending = ordered.findIndex((post) => endedBy === `post/${postKey(post)}`);
  return nameless !== undefined && ending >= 0 && ordered.indexOf(nameless) > ending;
};

const saysAnswered = ({ kind, inquiry: { counselingStatus } }: Listing): boolean =>
  kind === 'reply' && counselingStatus === 'answered';

// What a row does to the ticket of a request (R15).

const decideRequest = (request: Request, sight: Sight): Part => {
  const { ticket } = request;
  if (!ticket) return create(request, sight);
  if (isClosed(ticket)) return decideClosed(ticket, request, sight);
  const change = updateOpen(ticket, request, sight);
  return { shown: ticket.key, ...defined({ change }) };
};

const create = (request: Request, sight: Sight): Part => {
  const { row, context } = sight;
  const past = pastAtFirstSight(request, row, context);
  // NO_ANSWER may show it, too, and could not be read. The next run decides.
  if (past === 'not-known') return {};
  const answerId = request.post?.answerId ?? provisionalIdOf(row);
  const { inquiryId } = row.inquiry;
  const key: TicketKey = { ...context.vendor, source: 'call-center', inquiryId, answerId };
  return { shown: key, create: { key, facts: newFacts(key, request, sight, past) } };
};

const updateOpen = (ticket: Ticket, request: Request, sight: Sight): TicketChange | undefined => {
  const { facts, outbox } = ticket;
  const { provisional } = facts;
  const { now } = sight.context;
  const takesOver = provisional !== undefined && request.post !== undefined;
  const isHeld = provisional?.announceAt !== undefined;
  if (isHeld && !takesOver && sight.row.beganAt < provisional.seenAt + ANNOUNCED_AFTER_MS) return undefined;
  const seen = (takesOver ? takenOver : seenFacts)(ticket, request, sight);
  if (isHeld) return announce(ticket, seen);
  if (facts.state === 'open' && facts.fingerprint === seen.fingerprint) return undefined;
  const last = facts.history.findLast(({ name }) => lineOf(name).type === 'changed');
  const isNews =
    normalText(seen.text) !== normalText(facts.text) ||
    Math.abs(seen.askedAt - facts.askedAt) >= TOLERANCE_MS;
  const line = { name: `changed-${outbox.version + 1}` as const, at: now };
  const history = isNews && now - (last?.at ?? 0) >= LINE_EVERY_MS ? [...seen.history, line] : seen.history;
  return { before: ticket, facts: { ...seen, state: 'open', history }, event: 'TicketChanged' };
};

const decideClosed = (ticket: ClosedTicket, request: Request, sight: Sight): Part => {
  const { row, context } = sight;
  const { key: shown, facts: closed } = ticket;
  if (!request.isNewest) return watch(ticket, request, sight);
  const reopen = (facts: ListedFacts): Part => ({ shown, change: reopenTicket(ticket, facts, context.now) });
  if (closed.provisional && request.post && closed.endedBy === undefined)
    return reopen(takenOver(ticket, request, sight));
  const postClock = clockOfPost(request.post?.at, context.now);
  const laterThan = closed.clockIsOurs ? closed.closedAt : closed.askedAt;
  if (postClock && postClock.askedAt >= laterThan + TOLERANCE_MS)
    return reopen(newRequestOnPost(ticket, request, sight, postClock));
  // Nothing is written, so the next reading decides again, until the wait is over.
  if (isSuperseded(ticket, sight) || wasReopened(ticket, sight)) return { shown };
  if (isExpired(closed) && row.kind === 'confirm') return watch(ticket, request, sight);
  if (!showsEnd({ ...shown, ...closed }, row.inquiry)) return watchOlderCopy(ticket, request, sight);
  const clock = closed.dueAt > context.now ? undefined : clockFrom(seenAtOf(row, context));
  const facts = sameRequestAgain(ticket, request, sight, clock);
  const { provisional } = closed;
  if (provisional?.announceAt === undefined) return reopen(facts);
  // It closed unannounced. Lists may show it, drop it and show it again. A later sight may still be the second one.
  const sinceMs = row.beganAt - provisional.seenAt;
  const isSecond = sinceMs >= ANNOUNCED_AFTER_MS && sinceMs < SECOND_WITHIN_MS;
  const change = isSecond
    ? announce(ticket, facts)
    : { before: ticket, facts: hold(facts, sight), event: 'TicketChanged' as const };
  return { shown, change };
};

/** A list and its copies may contradict each other for long. A ticket does not follow each of them without a new post. */
const wasReopened = ({ facts }: Ticket, { row, context }: Sight): boolean => {
  const { knownPosts = [] } = facts;
  const isKnown = row.inquiry.posts.every((post) => knownPosts.includes(postKey(post)));
  return isKnown && isReopened(facts, context.now);
};

/** A newer request of the inquiry ended a short time ago: the lists lag behind it. */
const isSuperseded = (ticket: Ticket, sight: Sight): boolean =>
  closingsOf(sight).some(
    ({ before, facts }) =>
      before !== ticket &&
      facts.askedAt > ticket.facts.askedAt &&
      sight.row.beganAt - facts.closedAt < SETTLES_MS,
  );

/** The index keeps a closed ticket that is listed, so that the same row needs no other look. */
const watch = (ticket: ClosedTicket, request: Request, sight: Sight): Part => {
  const { fingerprint, siblings } = seenFacts(ticket, request, sight, true);
  const shown = ticket.key;
  if (ticket.facts.fingerprint === fingerprint) return { shown };
  const facts = { ...ticket.facts, siblings, ...defined({ fingerprint }) };
  return { shown, change: { before: ticket, facts, event: 'TicketChanged' } };
};

const watchOlderCopy = (ticket: ClosedTicket, request: Request, sight: Sight): Part => ({
  ...watch(ticket, request, sight),
  ...(ticket.poll.lookUpAt === undefined && { lookUp: ticket.key }),
});

// What a look-up means for a ticket (R9, R14).

export type LookUpDecision = {
  change?: TicketChange;
  /** Absent if the ticket closes. */
  lookUpAgainAt?: number;
  /** The look-up shows that the agent still asks. */
  stillAsks: boolean;
};

/**
 * `lacked`: complete readings lacked the ticket. `unsure`: no reading of the run showed it, but a list that cannot be read whole
 * may have hidden it. `not-absent`: it is listed, or its window was not read.
 */
export type AbsenceKind = 'lacked' | 'unsure' | 'not-absent';

/** An unverified ticket closes as `unknown` this long after its deadline (R14). */
export const GIVE_UP_AFTER_MS = 7 * DAY_MS;
const LOOK_UP_AGAIN_MS = [5 * MINUTE_MS, 10 * MINUTE_MS, 20 * MINUTE_MS];

/**
 * What happens to a ticket after its look-up, or without one. Posts close it, or the end of the waiting time.
 * @param inquiry `undefined` if the look-up found nothing, failed, or was not made
 */
export const decideLookUp = (
  ticket: Ticket,
  inquiry: Inquiry | undefined,
  now: number,
  absence: AbsenceKind,
): LookUpDecision => {
  const { facts, poll } = ticket;
  const stillAsks = inquiry !== undefined && showsRequest(ticket, inquiry);
  const again = { lookUpAgainAt: lookUpAgainAt(poll.lookUps, now), stillAsks };
  if (isClosed(ticket)) {
    const isWatched = facts.fingerprint !== undefined;
    if (absence === 'lacked') return { ...(isWatched && { change: stopWatching(ticket) }), stillAsks };
    const change = stillAsks ? reopenByLookUp(ticket, inquiry, now) : undefined;
    return { ...defined({ change }), ...again };
  }
  const isLacked = absence === 'lacked';
  const { provisional } = facts;
  // It was stored and not announced, and nobody waits for it.
  if (isLacked && provisional?.announceAt !== undefined) return { change: giveUp(ticket, now), stillAsks };
  const finding = inquiry && findOutcome({ ...ticket.key, ...facts }, inquiry, now);
  if (finding?.found === 'end' && !isDoubtful(finding, ticket, absence, now))
    return { change: closeTicket(ticket, finding, now), stillAsks };
  const hasNothing =
    isLacked && provisional !== undefined && inquiry !== undefined && !stillAsks && !isReopened(facts, now);
  const isOver = (isLacked || facts.state === 'unverified') && isGivenUp(facts, now);
  if (hasNothing || isOver) return { change: giveUp(ticket, now), stillAsks };
  return { ...(isLacked && facts.state === 'open' && { change: markUnverified(ticket) }), ...again };
};

/** A post without an id may be the request of a provisional ticket. */
const showsRequest = (ticket: Ticket, inquiry: Inquiry): boolean =>
  askingPosts(inquiry).some((post) => isRequestOf(ticket, post)) ||
  (ticket.facts.provisional !== undefined && namelessAskingPost(inquiry) !== undefined);

const isRequestOf = (ticket: Ticket, post: AskingPost): boolean =>
  answersTo(postIdsOf(ticket), post.answerId) ||
  (ticket.facts.provisional !== undefined && explainsRow(post, ticket));

/**
 * Whether a ticket stays open although it was answered: its flag still asks, and it is listed, its absence is looked up for the
 * first time, or it was re-opened a short time ago.
 */
const isDoubtful = (
  { flagAsks }: { flagAsks?: true },
  { facts, poll }: Ticket,
  absence: AbsenceKind,
  now: number,
): boolean => {
  if (!flagAsks || absence === 'not-absent') return flagAsks === true;
  const isFirst = absence === 'unsure' ? poll.lookUps === 0 : facts.state === 'open';
  return isFirst || isReopened(facts, now);
};

/** Whether a row or a flag re-opened the ticket a short time ago. */
const isReopened = ({ history }: TicketFacts, now: number): boolean => {
  const reopenedAt = history.findLast(({ name }) => lineOf(name).type === 'reopened')?.at ?? 0;
  return now - reopenedAt < REOPENED_FOR_MS;
};

/** A look-up that lacks what ended the ticket may be an older copy, too. From the second one on it is believed. */
const reopenByLookUp = (ticket: ClosedTicket, inquiry: Inquiry, now: number): TicketChange | undefined => {
  const { facts: closed } = ticket;
  if (!showsEnd({ ...ticket.key, ...closed }, inquiry) && ticket.poll.lookUps < 2) return undefined;
  const facts = {
    ...listedFactsOf(closed),
    ...(closed.dueAt <= now && clockFrom(now)),
    knownPosts: inquiry.posts.map(postKey),
  };
  return reopenTicket(ticket, facts, now);
};

const giveUp = (ticket: Ticket, now: number): TicketChange =>
  closeTicket(ticket, { outcome: 'unknown' }, now);

/** Whether it is too late to find out how a ticket ended. */
export const isGivenUp = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + GIVE_UP_AFTER_MS;

/** The gaps are 5, 10 and 20 minutes, then an hour. */
export const lookUpAgainAt = (lookUps: number, now: number): number =>
  now + (LOOK_UP_AGAIN_MS[lookUps] ?? HOUR_MS);
