import { defined } from '../defined.ts';
import { type AskingPost, postKey } from '../inquiry/asking-posts.ts';
import type { Kind } from '../inquiry/inquiry.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { clockAt, clockOfRequest, type KnownSight, movedClock, type TicketClock } from './asked-at.ts';
import { fingerprintOf, kindOf, postToShow, tell } from './observe.ts';
import { listedFactsOf } from './ticket-changes.ts';
import { ANNOUNCED_AT_LATEST_MS, postIdsOf, type PostIds } from './ticket-id.ts';
import type { ListedFacts, NotEnded, Sibling, Ticket, TicketFacts } from './ticket.ts';

/** What a row asks of the seller: one asking post, or the row itself if no post asks (R10). */
export type Request = {
  post?: AskingPost;
  /** No newer post asks. The row's kind belongs to this request. */
  isNewest: boolean;
  ticket?: Ticket;
};

/** A row, what is known, and the tickets of its inquiry: all of them, and those that are open after the row. */
export type RowSight = {
  row: Listing;
  context: KnownSight;
  all: readonly Ticket[];
  open: readonly Ticket[];
};

/**
 * The facts of a new ticket: an open one of an asking post, a provisional one, or one that is stored closed.
 * @param past when the request was asked, if it is past at first sight. Epoch ms
 */
export const newFacts = (
  ids: PostIds,
  request: Request,
  sight: RowSight,
  past: number | undefined,
): TicketFacts => {
  const { row, context, all } = sight;
  const { kind } = row;
  const isClosed = past !== undefined;
  const facts = {
    ...tell(row.inquiry, request.post ?? postToShow(row, ids)),
    kind,
    openedAt: context.now,
    steps: [],
    history: [],
    siblings: siblingsOf(all),
    fingerprint: fingerprint({ ids, kind, isClosed }, request, sight),
    announcement: 'none' as const,
  };
  if (isClosed)
    return { ...facts, ...clockAt(past), state: 'closed', outcome: 'unknown', closedAt: context.now };
  const clock = clockOfRequest(request.post, row, context);
  if (!request.post) return hold({ ...facts, ...clock }, sight);
  const known = clock.clockIsOurs && { knownPosts: knownPostsOf(sight) };
  return { ...facts, ...clock, ...known, state: 'open', announcement: 'card' };
};

/** It is stored and not announced. Without a fingerprint each reading looks at it. */
export const hold = (facts: ListedFacts, sight: RowSight): ListedFacts & NotEnded => {
  const { fingerprint: _, ...rest } = facts;
  const announceAt = sight.context.now + ANNOUNCED_AT_LATEST_MS;
  return {
    ...rest,
    knownPosts: knownPostsOf(sight),
    provisional: { seenAt: sight.row.beganAt, announceAt },
    state: 'open',
    announcement: 'none',
  };
};

/**
 * The facts from this row. A field that Coupang left out this time keeps its old value.
 * @param isClosed the row leaves the ticket closed
 */
export const seenFacts = (
  ticket: Ticket,
  request: Request,
  sight: RowSight,
  isClosed = false,
): ListedFacts => {
  const { row, context, all } = sight;
  const { formLink, isTextCut, ...kept } = listedFactsOf(ticket.facts);
  const ids = postIdsOf(ticket);
  const kind = request.isNewest ? kindOf(row, ticket.facts) : kept.kind;
  const own = request.post ?? postToShow(row, ids);
  const { formLink: newLink, isTextCut: isNewTextCut, ...told } = tell(row.inquiry, own);
  return {
    ...kept,
    ...told,
    ...(kept.erased
      ? { text: '', ...(newLink !== undefined && { formLink: '' }) }
      : defined({ formLink: newLink, isTextCut: isNewTextCut })),
    ...(ticket.facts.state !== 'closed' && movedClock(kept, request.post, context.now)),
    kind,
    siblings: siblingsOf(all.filter((one) => one !== ticket)),
    fingerprint: fingerprint({ ids, kind, isClosed }, request, sight),
  };
};

/** A provisional ticket takes over a post: its id, text and clock. */
export const takenOver = (ticket: Ticket, request: Request, sight: RowSight): ListedFacts => {
  const { provisional: _, knownPosts: _known, ...facts } = seenFacts(ticket, request, sight);
  const learnt = { ...facts, ...defined({ learntAnswerId: request.post?.answerId }) };
  // By now complete readings have shown the row, so they say nothing about when the agent asked.
  if (request.post?.at === undefined) return learnt;
  const clock = clockOfRequest(request.post, sight.row, sight.context);
  if (!clock.clockIsOurs) return { ...learnt, ...clock };
  // A TRANSFER that came late keeps the clock of its first sight.
  const { askedAt, dueAt } = ticket.facts;
  return {
    ...learnt,
    knownPosts: knownPostsOf(sight),
    askedAt,
    dueAt,
    askedAtUncertain: true,
    clockIsOurs: true,
  };
};

/** The same request asks again. What the row shows now does not end it a second time. */
export const sameRequestAgain = (
  ticket: Ticket,
  request: Request,
  sight: RowSight,
  clock?: TicketClock,
): ListedFacts => ({
  ...seenFacts(ticket, request, sight),
  ...clock,
  knownPosts: knownPostsOf(sight),
  ...(!request.post && { provisional: { seenAt: sight.row.beganAt } }),
});

/** The agent used the post for a new request. */
export const newRequestOnPost = (
  ticket: Ticket,
  request: Request,
  sight: RowSight,
  clock: TicketClock,
): ListedFacts => {
  const { clockIsOurs: _, knownPosts: _known, ...facts } = seenFacts(ticket, request, sight);
  return { ...facts, ...clock };
};

const knownPostsOf = ({ row }: RowSight): string[] => row.inquiry.posts.map(postKey);

const fingerprint = (
  { ids, kind, isClosed }: { ids: PostIds; kind: Kind; isClosed: boolean },
  { post, isNewest, ticket }: Request,
  { row, open }: RowSight,
): string => {
  const linked = open
    .filter((other) => other !== ticket && other.delivery.shownVersion > 0)
    .map(({ key }) => key.answerId);
  return fingerprintOf(row, { own: post ?? postToShow(row, ids), kind, isNewest, isClosed, linked });
};

/** The tickets of an inquiry that have a card, oldest first. Other cards of the inquiry link to them (R10). */
const siblingsOf = (others: readonly Ticket[]): Sibling[] =>
  others
    .flatMap(({ key: { answerId }, facts: { askedAt }, delivery: { channel, ts, threadTs } }) =>
      channel === undefined || ts === undefined
        ? []
        : [{ answerId, askedAt, channel, ts, ...defined({ threadTs }) }],
    )
    .sort((a, b) => a.askedAt - b.askedAt);
