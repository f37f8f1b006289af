import type { Kind } from '../sources.ts';
import { defined } from '../defined.ts';
import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { clockOfRequest, FIXED, fixedClock, movedClock, seenAtOf } from './deadline.ts';
import { clockAt, type TicketClock } from '../ticket/clock.ts';
import { fingerprintOf, kindOf, ownPost, postToShow, readFacts } from './observe.ts';
import type { KnownRequest, Request, Sight } from './requests.ts';
import { listedFactsOf } from '../ticket/ticket-changes.ts';
import { ANNOUNCED_AT_LATEST_MS, answersTo, postIdOf, postIdsOf, type PostIds } from '../ticket/ticket-id.ts';
import type { ListedFacts, NotEnded, Sibling, Ticket, TicketFacts } from '../ticket/ticket.ts';

/** @param past when a request was asked that is past at first sight */
export const newFacts = (
  ids: PostIds,
  request: Request,
  sight: Sight,
  past: number | undefined,
): TicketFacts => {
  const { row, context, all } = sight;
  const { kind } = row;
  const isClosed = past !== undefined;
  const facts = {
    ...readFacts(row.inquiry, request.post ?? postToShow(row, ids)),
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
  if (!request.post) return leaveUnannounced({ ...facts, ...clock }, sight);
  return { ...facts, ...clockFacts(clock, sight), state: 'open', announcement: 'card' };
};

/** A ticket without a fingerprint is compared by each poll. */
export const leaveUnannounced = (facts: ListedFacts, { row, context }: Sight): ListedFacts & NotEnded => {
  const { fingerprint: _, ...rest } = facts;
  return {
    ...rest,
    knownPosts: knownPostsOf(row.inquiry),
    provisional: { seenAt: row.beganAt, announceAt: context.now + ANNOUNCED_AT_LATEST_MS },
    state: 'open',
    announcement: 'none',
  };
};

/**
 * A field that Coupang omitted this time keeps its old value.
 * @param isClosed the row leaves the ticket closed
 */
export const seenFacts = (request: KnownRequest, sight: Sight, isClosed = false): ListedFacts => {
  const { row, context, all } = sight;
  const { ticket, post, isNewest } = request;
  const { facts } = ticket;
  const ids = postIdsOf(ticket);
  const kind = isNewest ? kindOf(row, facts) : facts.kind;
  const shown = post ?? postToShow(row, ids);
  const { text, isTextCut, formLink, ...seen } = readFacts(row.inquiry, shown);
  // An older copy without the ticket's own post shows another text.
  const isOwnPostMissing = postIdOf(ticket) !== undefined && !answersTo(ids, shown?.answerId);
  const kept = isOwnPostMissing
    ? listedFactsOf(facts)
    : withText(facts, { text, ...defined({ isTextCut, formLink }) });
  return {
    ...kept,
    ...seen,
    ...(ticket.facts.state !== 'closed' && movedClock(kept, post, context.now)),
    kind,
    siblings: siblingsOf(all.filter(({ key }) => key.answerId !== ids.answerId)),
    fingerprint: fingerprint({ ids, kind, isClosed }, request, sight),
  };
};

type TextFacts = Pick<ListedFacts, 'text' | 'isTextCut' | 'formLink'>;

/** Keeps the text of an erased ticket empty. */
const withText = (facts: TicketFacts, { text, isTextCut, formLink }: TextFacts): ListedFacts => {
  const { text: _text, isTextCut: _isTextCut, formLink: _formLink, ...kept } = listedFactsOf(facts);
  return kept.erased
    ? { ...kept, text: '', ...(formLink !== undefined && { formLink: '' }) }
    : { ...kept, text, ...defined({ isTextCut, formLink }) };
};

/** The closing facts, with its own post's newest text and time. */
export const withNewestPost = (ticket: Ticket, inquiry: Inquiry, now: number): ListedFacts => {
  const { facts } = ticket;
  const own = ownPost({ inquiry }, postIdsOf(ticket));
  if (!own) return listedFactsOf(facts);
  return {
    ...withText(facts, readFacts(inquiry, own)),
    ...(!facts.provisional && movedClock(facts, own, now)),
  };
};

/** @param clock the ticket's own clock if it stays */
export const restartedFacts = (request: KnownRequest, sight: Sight, clock: TicketClock): ListedFacts => {
  const { provisional, knownPosts, clockIsOurs, ...facts } = seenFacts(request, sight);
  const learnt = provisional && defined({ learntAnswerId: request.post?.answerId });
  return { ...facts, ...learnt, ...clockFacts(clock, sight) };
};

export const factsWithPost = (request: KnownRequest, sight: Sight): ListedFacts => {
  const { ticket, post } = request;
  // Complete readings have shown the row meanwhile, so they no longer show when the agent asked.
  if (post?.at === undefined) return restartedFacts(request, sight, ticket.facts);
  const clock = clockOfRequest(post, sight.row, sight.context);
  // A TRANSFER that came late keeps the clock of its first sight.
  return restartedFacts(request, sight, clock.clockIsOurs ? { ...ticket.facts, ...FIXED } : clock);
};

/** The row's present posts do not end the renewed request. */
export const factsOfNewRequest = (request: KnownRequest, sight: Sight): ListedFacts => {
  const { row, context } = sight;
  const { facts } = request.ticket;
  const clock = facts.dueAt > context.now ? facts : fixedClock(seenAtOf(row, context));
  return {
    ...restartedFacts(request, sight, clock),
    knownPosts: knownPostsOf(row.inquiry),
    ...(!request.post && { provisional: { seenAt: row.beganAt } }),
  };
};

/** Records the row's posts if the clock is ours: posts from before such a clock do not end the ticket (R14). */
const clockFacts = (
  { askedAt, askedAtUncertain, dueAt, clockIsOurs }: TicketClock,
  { row }: Sight,
): TicketClock & Pick<ListedFacts, 'knownPosts'> => ({
  askedAt,
  askedAtUncertain,
  dueAt,
  ...(clockIsOurs && { clockIsOurs, knownPosts: knownPostsOf(row.inquiry) }),
});

export const knownPostsOf = ({ posts }: Pick<Inquiry, 'posts'>): string[] => posts.map(postKey);

const fingerprint = (
  { ids, kind, isClosed }: { ids: PostIds; kind: Kind; isClosed: boolean },
  { post, isNewest, ticket }: Request,
  { row, open }: Sight,
): string => {
  const linked = open
    .filter((other) => other !== ticket && other.delivery.shownVersion > 0)
    .map(({ key }) => key.answerId);
  return fingerprintOf(row, { own: post ?? postToShow(row, ids), kind, isNewest, isClosed, linked });
};

/** The inquiry's tickets with a card, oldest first. Other cards link to them (R10). */
const siblingsOf = (others: readonly Ticket[]): Sibling[] =>
  others
    .flatMap(({ key: { answerId }, facts: { askedAt }, delivery: { channel, ts, threadTs } }) =>
      channel === undefined || ts === undefined
        ? []
        : [{ answerId, askedAt, channel, ts, ...defined({ threadTs }) }],
    )
    .sort((a, b) => a.askedAt - b.askedAt);
