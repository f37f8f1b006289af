import { type AskingPost, fallbackAnswerId } from './asking-posts.ts';
import {
  clockOfPost,
  estimateClock,
  isFirstSight,
  isFromTheFuture,
  type KnownReadings,
  ownClock,
  type TicketClock,
} from './asked-at.ts';
import { changeListed, isListedTooLong, isWithinGrace, type Listed } from './change-listed.ts';
import type { VendorRef } from './inquiry.ts';
import { fingerprintOf, kindOf, type Observation, ownPost, tell } from './observe.ts';
import { findOutcome } from './outcome.ts';
import { isOpen, openShownIds, type Relatives, relativesOf } from './siblings.ts';
import { closeTicket, doubtTicket, type TicketChange } from './ticket-changes.ts';
import { answersTo } from './ticket-id.ts';
import {
  ANSWER_LIMIT_MS,
  type AttentionRow,
  type Ticket,
  type TicketFacts,
  type TicketKey,
} from './ticket.ts';
import type { VendorState } from './vendor-state.ts';

export type ListingContext = KnownReadings &
  Pick<VendorState, 'recentCompleteAt' | 'firstPollAt'> & {
    vendor: VendorRef;
    /** Times in which nobody could see the lists (R17). */
    blindTimes: readonly { since: number; until: number }[];
  };

export type ListingDecision = {
  /** The tickets that this listing stands for, written or not. */
  shown: TicketKey[];
  /** To be written in this order, so that a crash in between leaves a state from which the next poll goes on. */
  changes: TicketChange[];
  creates: { key: TicketKey; facts: TicketFacts }[];
};

/**
 * What a listing means for the inquiry's tickets (R10, R14, R15): each post that asks is a ticket; what no longer asks is
 * closed from the same item.
 * @param tickets all tickets of the inquiry, read consistently
 */
export const decideListing = (
  observed: Observation,
  tickets: readonly Ticket[],
  context: ListingContext,
): ListingDecision => {
  const { now } = context;
  const ends = tickets.flatMap((ticket) => endUnasked(ticket, observed, now) ?? []);
  const ended = ends.map(({ before }) => before);
  const relatives = relativesOf(tickets, ended);
  const listed = findListed(observed, tickets, ended);
  const shown = listed.flatMap(({ ticket }) => ticket ?? []);
  const doubted = tickets.filter(
    (one) => one.state === 'open' && !shown.includes(one) && !ended.includes(one),
  );
  return {
    shown: listed.map((one) => one.ticket ?? keyOf(one, observed, context.vendor)),
    changes: [
      ...ends.map((end) => (shown.includes(end.before) ? keepListed(end, observed, relatives) : end)),
      ...doubted.map(doubtTicket),
      ...listed.flatMap((one) =>
        one.ticket && !ended.includes(one.ticket)
          ? (changeListed(one.ticket, one, observed, relatives, context) ?? [])
          : [],
      ),
    ],
    creates: listed
      .filter(({ ticket }) => !ticket)
      .map((one) => ({
        key: keyOf(one, observed, context.vendor),
        facts: newFacts(one, observed, relatives, context),
      })),
  };
};

const keyOf = ({ post }: Listed, { inquiry }: Observation, vendor: VendorRef): TicketKey => ({
  ...vendor,
  source: 'call-center',
  inquiryId: inquiry.inquiryId,
  answerId: post?.answerId ?? fallbackAnswerId(inquiry),
});

/** The end of an open ticket whose own post no longer asks, as the listed item tells it (R14). */
const endUnasked = (ticket: Ticket, observed: Observation, now: number): TicketChange | undefined => {
  const { asking, inquiry } = observed;
  if (!isOpen(ticket) || asking.some(({ answerId }) => answersTo(ticket, answerId))) return undefined;
  const hasPost = ownPost(observed, ticket) !== undefined;
  // What was opened without a post that asks ends only when it has gone, or when another post asks.
  if (asking.length === 0 && (ticket.noPostAsks || !hasPost)) return undefined;
  const finding = findOutcome(ticket, inquiry, now);
  return finding.found === 'end' ? closeTicket(ticket, finding, now) : undefined;
};

const findListed = (
  { asking, inquiry, beganAt }: Observation,
  tickets: readonly Ticket[],
  ended: readonly Ticket[],
): Listed[] => {
  const stillOpen = tickets.filter((one) => isOpen(one) && !ended.includes(one));
  if (asking.length > 0) {
    let unnamed = stillOpen.find(isUnnamed);
    return asking.map((post, index) => {
      const known = tickets.find((ticket) => answersTo(ticket, post.answerId));
      const ticket = known ?? unnamed;
      if (!known) unnamed = undefined;
      return { post, isNewest: index === asking.length - 1, ...(ticket && { ticket }) };
    });
  }
  const ticket =
    newest(stillOpen) ??
    newest(ended) ??
    newest(tickets.filter(({ stillListed }) => stillListed)) ??
    newest(tickets.filter((one) => isWithinGrace(one, beganAt))) ??
    tickets.find((one) => answersTo(one, fallbackAnswerId(inquiry)));
  return [{ isNewest: true, ...(ticket && { ticket }) }];
};

const isUnnamed = ({ answerId, learntAnswerId }: Ticket): boolean =>
  answerId === '0' && learntAnswerId === undefined;

const newest = (tickets: readonly Ticket[]): Ticket | undefined =>
  tickets.reduce<Ticket | undefined>((a, b) => (a && a.askedAt >= b.askedAt ? a : b), undefined);

/** The lists show for a while what has ended: that listing re-opens nothing (R15). */
const keepListed = (end: TicketChange, observed: Observation, { shownIds }: Relatives): TicketChange => {
  const { before, facts } = end;
  const fingerprint = fingerprintOf(observed, ownPost(observed, before), facts.kind, shownIds(before));
  return { ...end, facts: { ...facts, stillListed: true, fingerprint } };
};

/**
 * True where the index rows alone show that there is nothing to do: a row for each post that asks, each with the fingerprint of
 * this listing, and no other open one. Saves the consistent read of a quiet poll.
 * @param rows of the inquiry
 */
export const isUnchanged = (rows: readonly AttentionRow[], observed: Observation, now: number): boolean => {
  const posts = observed.asking.length > 0 ? observed.asking : [undefined];
  const isSame = (post: AskingPost | undefined, index: number): boolean => {
    const row = post ? rows.find((one) => answersTo(one, post.answerId)) : rows[0];
    if (!row || row.fingerprint === undefined) return false;
    const kind = index === posts.length - 1 ? kindOf(observed, row) : row.kind;
    const isDue = row.closedAt === undefined && isListedTooLong({ kind, dueAt: row.dueAt }, now);
    const own = post ?? ownPost(observed, row);
    return !isDue && row.fingerprint === fingerprintOf(observed, own, kind, openShownIds(rows, row));
  };
  return rows.length === posts.length && posts.every(isSame);
};

const newFacts = (
  one: Listed,
  observed: Observation,
  { siblings, shownIds }: Relatives,
  context: ListingContext,
): TicketFacts => {
  const { now } = context;
  const { inquiry, kind } = observed;
  const { post } = one;
  const own = post ?? ownPost(observed, keyOf(one, observed, context.vendor));
  const isPast = wasPastBefore(one, observed, context);
  const facts = {
    ...tell(inquiry, own),
    ...(isPast ? pastClock(post?.at ?? now) : newClock(one, observed, context)),
    kind,
    openedAt: now,
    steps: [],
    history: [],
    siblings: siblings(),
    fingerprint: fingerprintOf(observed, own, kind, shownIds()),
  };
  return isPast
    ? {
        ...facts,
        state: 'closed',
        outcome: 'unknown',
        closedAt: now,
        stillListed: true,
        announcement: 'none',
      }
    : { ...facts, ...(!post && { noPostAsks: true }), state: 'open', announcement: 'card' };
};

const pastClock = (at: number): TicketClock => ({
  askedAt: at,
  askedAtUncertain: false,
  dueAt: at + ANSWER_LIMIT_MS,
});

/**
 * Past at first sight (D5): an older post beside the newest one whose deadline is over; and a TRANSFER whose deadline is over, in
 * a first run or asked in a blind time. Whatever Coupang lists under NO_ANSWER is never past (R11).
 */
const wasPastBefore = (
  { post, isNewest }: Listed,
  observed: Observation,
  context: ListingContext,
): boolean => {
  const at = post?.at;
  if (at === undefined || at + ANSWER_LIMIT_MS >= context.now) return false;
  if (!isNewest) return true;
  if (observed.kind === 'reply' || !observed.kindIsSure) return false;
  return (
    isFirstSight(observed.inquiry.inquiryAt, context) ||
    context.blindTimes.some(({ since, until }) => at > since && at <= until)
  );
};

/** A TRANSFER whose deadline is over, and that was not listed before, appeared late: its post does not tell its clock (R11). */
const newClock = ({ post }: Listed, observed: Observation, context: ListingContext): TicketClock => {
  const { now } = context;
  const { kind, kindIsSure, inquiry } = observed;
  if (isFromTheFuture(post?.at, now)) return { ...pastClock(now), askedAtUncertain: true, clockIsOurs: true };
  const told = clockOfPost(post?.at, now);
  if (!told) return estimateClock(inquiry.inquiryAt, kind, context);
  const isLate = kind === 'confirm' && kindIsSure && told.dueAt < now;
  return isLate ? ownClock(inquiry.inquiryAt, kind, context) : told;
};
