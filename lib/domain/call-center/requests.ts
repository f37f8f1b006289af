import { defined } from '../defined.ts';
import {
  type AskingPost,
  askingPosts,
  isHandOver,
  namelessAskingPost,
  newestAgentPost,
  newestPostId,
  postKey,
  orderPosts,
} from '../inquiry/asking-posts.ts';
import type { Inquiry, Post, VendorRef } from '../inquiry/inquiry.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import { type KnownSight } from './deadline.ts';
import { clockAt, TOLERANCE_MS } from '../ticket/clock.ts';
import { showsEnd } from './outcome.ts';
import { isExpired, type TicketChange } from '../ticket/ticket-changes.ts';
import { answersTo, postIdOf, postIdsOf, provisionalId } from '../ticket/ticket-id.ts';
import { type ClosedTicket, type Ended, isClosed, type Ticket } from '../ticket/ticket.ts';

/** One request to the seller in a row: an asking post, or the row itself if no post asks (R10). */
export type Request = {
  post?: AskingPost;
  /** No newer post asks, so the row's kind is this request's. */
  isNewest: boolean;
  ticket?: Ticket;
};

export type KnownRequest<T extends Ticket = Ticket> = Request & { ticket: T };

export type Sight = {
  row: Listing;
  context: KnownSight & { vendor: VendorRef };
  all: readonly Ticket[];
  /** Open after the row, newest request first. */
  open: readonly Ticket[];
  /** Closed after the row, latest closing first. */
  closings: readonly ClosedTicket[];
};

/**
 * The asking posts with their tickets, oldest first. A post without a ticket goes to the first provisional ticket that may take it over.
 * Ended tickets come first.
 */
export const findRequests = ({ asking, inquiry }: Listing, tickets: readonly Ticket[]): Request[] => {
  const isKnown = (ticket: Ticket) => asking.some(({ answerId }) => answersTo(postIdsOf(ticket), answerId));
  const waiting = tickets
    .filter((ticket) => ticket.facts.provisional && !isKnown(ticket))
    .sort((a, b) => Number(b.facts.endedBy !== undefined) - Number(a.facts.endedBy !== undefined));
  return asking.map((post, index) => {
    const known = tickets.find((ticket) => answersTo(postIdsOf(ticket), post.answerId));
    const takesOver = known ? undefined : waiting.find((ticket) => mayTakeOver(ticket, post, inquiry));
    if (takesOver) waiting.splice(waiting.indexOf(takesOver), 1);
    return { post, isNewest: index === asking.length - 1, ...defined({ ticket: known ?? takesOver }) };
  });
};

const mayTakeOver = (ticket: Ticket, post: AskingPost, inquiry: Inquiry): boolean => {
  const { state, endedBy, announcement, knownPosts = [] } = ticket.facts;
  if (!isEarlyEnough(post, ticket)) return false;
  // A decided post does not ask, so a post that asks beside it is another request.
  const isOther = endedBy?.startsWith('reason/') && showsEnd({ ...ticket.key, ...ticket.facts }, inquiry);
  if (endedBy !== undefined) {
    const isNew = isOther || isAfterEnd(post, ticket.facts, inquiry);
    return isUnnamed(ticket) && !knownPosts.includes(postKey(post)) && !isNew;
  }
  // Nothing from Coupang ended it, so the post may still be its request.
  return state !== 'closed' || announcement !== 'none';
};

/** A post without a time counts as early. */
const isEarlyEnough = ({ at = 0 }: AskingPost, { facts: { provisional, openedAt } }: Ticket): boolean =>
  at <= (provisional?.seenAt ?? openedAt) + TOLERANCE_MS;

const isUnnamed = (ticket: Ticket): boolean =>
  ticket.facts.provisional !== undefined && postIdOf(ticket) === undefined;

/** Gives a closed provisional ticket the post that an older copy shows later, so that the post is not a second request. */
export const learnPost = (ticket: ClosedTicket, post: AskingPost | undefined): ClosedTicket => {
  if (ticket.facts.endedBy === undefined || !isUnnamed(ticket) || !post) return ticket;
  const { provisional, ...facts } = ticket.facts;
  const clock = post.at === undefined ? {} : clockAt(post.at);
  return { ...ticket, facts: { ...facts, learntAnswerId: post.answerId, ...clock } };
};

/** A post without an id may belong to a provisional ticket. */
export const showsRequest = (ticket: Ticket, inquiry: Inquiry): boolean => {
  const isProvisional = ticket.facts.provisional !== undefined;
  const isOwn = (post: AskingPost): boolean =>
    answersTo(postIdsOf(ticket), post.answerId) || (isProvisional && isEarlyEnough(post, ticket));
  return askingPosts(inquiry).some(isOwn) || (isProvisional && namelessAskingPost(inquiry) !== undefined);
};

export const provisionalIdOf = ({ inquiry }: Listing): string => provisionalId(newestPostId(inquiry));

export const isTicketOfRow = ({ key, facts }: Ticket, row: Listing): boolean => {
  if (key.answerId === provisionalIdOf(row)) return true;
  // An earlier release named the ticket by the newest agent's post, which never asked.
  const named = newestAgentPost(row.inquiry);
  const isExpiredRow = isExpired(facts) && facts.fingerprint !== undefined && !(named && isHandOver(named));
  const isUnasked = facts.provisional !== undefined || isExpiredRow;
  return isUnasked && key.answerId === (named?.answerId ?? '0');
};

/**
 * How long the lists may lag behind a closing. Until then a row without an asking post is no new request (R10), and an older request stays
 * closed after a newer one ended (R15).
 */
export const LISTS_LAG_MS = 30 * MINUTE_MS;
/** The same for a NO_ANSWER row that is marked as answered. */
const LISTS_LAG_ANSWERED_MS = 2 * HOUR_MS;

/** The closings behind which the lists may lag (R10). If only an absence or the time closed a ticket, the lists had dropped it before. */
export const closingsOf = (stored: readonly Ticket[], ends: readonly TicketChange<Ended>[]): ClosedTicket[] =>
  [...ends.map(({ before, facts }) => ({ ...before, facts })), ...stored.filter(isClosed)]
    // A ticket that an earlier release closed has no `endedBy`.
    .filter(({ facts }) => facts.endedBy !== undefined || facts.outcome !== 'unknown')
    .sort((a, b) => b.facts.closedAt - a.facts.closedAt);

/** Whether a row without an asking post only lags behind the last closing (R10). */
export const listsMayLag = ({ key, facts }: ClosedTicket, row: Listing): boolean => {
  // On a TRANSFER row this status proves nothing.
  // Assumption: transfer-may-say-request-answer.
  const isAwaitingAnswer = row.kind === 'reply' && row.inquiry.counselingStatus === 'requestAnswer';
  const rowAsksAgain = isAwaitingAnswer || asksAfterEnd(facts, row.inquiry);
  if (rowAsksAgain && showsEnd({ ...key, ...facts }, row.inquiry)) return false;
  return row.beganAt - facts.closedAt < (isMarkedAnswered(row) ? LISTS_LAG_ANSWERED_MS : LISTS_LAG_MS);
};

const asksAfterEnd = (ended: Ended, inquiry: Inquiry): boolean => {
  const nameless = namelessAskingPost(inquiry);
  return nameless !== undefined && isAfterEnd(nameless, ended, inquiry);
};

const isAfterEnd = (post: Post, { endedBy }: Partial<Ended>, inquiry: Inquiry): boolean => {
  const ordered = orderPosts(inquiry.posts);
  const ending = ordered.findIndex((other) => endedBy === `post/${postKey(other)}`);
  return ending >= 0 && ordered.indexOf(post) > ending;
};

export const isMarkedAnswered = ({ kind, inquiry: { counselingStatus } }: Listing): boolean =>
  kind === 'reply' && counselingStatus === 'answered';
