import { defined } from '../defined.ts';
import { type AskingPost, fallbackAnswerId } from '../inquiry/asking-posts.ts';
import {
  atReading,
  clockAt,
  clockOfPost,
  estimateClock,
  isFirstSight,
  isFromTheFuture,
  type KnownReadings,
  lastReadWhole,
  ownClock,
  type TicketClock,
} from './asked-at.ts';
import { changeListed, isListedTooLong, isWithinGrace, type Listed, type Others } from './change-listed.ts';
import type { Inquiry, VendorRef } from '../inquiry/inquiry.ts';
import { fingerprintOf, kindOf, type Observation, otherTicketOf, ownPost, tell } from './observe.ts';
import { findOutcome } from './outcome.ts';
import { siblingsOf } from './siblings.ts';
import { closeTicket, keepListed, LOOK_AGAIN, markUnverified, type TicketChange } from './ticket-changes.ts';
import { answersTo, postIdsOf } from './ticket-id.ts';
import type { AttentionRow, Ended, Ticket, TicketFacts, TicketKey } from './ticket.ts';
import type { VendorState } from '../reading/vendor-state.ts';

export type ListingContext = KnownReadings &
  Pick<VendorState, 'recentCompleteAt' | 'firstPollAt'> & {
    vendor: VendorRef;
    /** Times in which the lists could not be read (R17). */
    blindTimes: readonly { since: number; until: number }[];
  };

export type ListingDecision = {
  /** The tickets that this listing shows, known ones and new ones. */
  shown: TicketKey[];
  /** They are written in this order. After a crash in between, the next poll can go on. */
  changes: TicketChange[];
  creates: { key: TicketKey; facts: TicketFacts }[];
};

/**
 * What a listing means for the inquiry's tickets (R10, R14, R15). Each post that asks is a ticket. A ticket whose post no
 * longer asks is closed from the same item.
 * @param tickets all tickets of the inquiry, read consistently
 */
export const decideListing = (
  observed: Observation,
  tickets: readonly Ticket[],
  context: ListingContext,
): ListingDecision => {
  const ends = tickets.flatMap((ticket) => endUnasked(ticket, observed, context.now) ?? []);
  const ended = ends.map(({ before }) => before);
  const open = tickets.filter((one) => isOpen(one) && !ended.includes(one));
  const othersOf = (self?: Ticket): Others => ({
    all: tickets.filter((one) => one !== self),
    open: open.filter((one) => one !== self),
  });
  const listed = findListed(observed, tickets, open, ended);
  const shown = listed.flatMap(({ ticket }) => ticket ?? []);
  const keep = (end: TicketChange<Ended>): TicketChange<Ended> => {
    const { before, facts } = end;
    const own = ownPost(observed, postIdsOf(before));
    const { kind } = facts;
    const compared = {
      own,
      kind,
      isNewest: true,
      isClosed: true,
      others: othersOf(before).open.map(otherTicketOf),
    };
    return keepListed(end, facts.outcome === 'unknown' ? LOOK_AGAIN : fingerprintOf(observed, compared));
  };
  return {
    shown: listed.map((one) => one.ticket?.key ?? keyOf(one, observed, context.vendor)),
    changes: [
      // The lists may still show a ticket that has just ended.
      ...ends.map((end) => (shown.includes(end.before) ? keep(end) : end)),
      ...open.filter((one) => one.facts.state === 'open' && !shown.includes(one)).map(markUnverified),
      ...listed.flatMap((one) =>
        one.ticket && !ended.includes(one.ticket)
          ? (changeListed(one.ticket, one, observed, othersOf(one.ticket), context) ?? [])
          : [],
      ),
    ],
    creates: listed
      .filter(({ ticket }) => !ticket)
      .map((one) => {
        const key = keyOf(one, observed, context.vendor);
        return { key, facts: newFacts(key, one, observed, othersOf(), context) };
      }),
  };
};

const isOpen = ({ facts: { state } }: Ticket): boolean => state !== 'closed';

const keyOf = ({ post }: Listed, { inquiry }: Observation, vendor: VendorRef): TicketKey => ({
  ...vendor,
  source: 'call-center',
  inquiryId: inquiry.inquiryId,
  answerId: post?.answerId ?? fallbackAnswerId(inquiry),
});

/** The end of an open ticket whose own post no longer asks, from the listed item (R14). */
const endUnasked = (ticket: Ticket, observed: Observation, now: number): TicketChange<Ended> | undefined => {
  const { asking, inquiry } = observed;
  if (!isOpen(ticket) || asking.some(({ answerId }) => answersTo(postIdsOf(ticket), answerId)))
    return undefined;
  const hasPost = ownPost(observed, postIdsOf(ticket)) !== undefined;
  // A ticket that was opened without an asking post ends when it has gone. If another post asks now, the item may end it,
  // too.
  if (asking.length === 0 && (ticket.facts.noPostAsks || !hasPost)) return undefined;
  const finding = findOutcome({ ...ticket.key, ...ticket.facts }, inquiry, now);
  return finding.found === 'end' ? closeTicket(ticket, finding, now) : undefined;
};

const findListed = (
  { asking, inquiry, beganAt }: Observation,
  tickets: readonly Ticket[],
  open: readonly Ticket[],
  ended: readonly Ticket[],
): Listed[] => {
  if (asking.length > 0) {
    let unnamed = open.find(isUnnamed);
    return asking.map((post, index) => {
      const known = tickets.find((ticket) => answersTo(postIdsOf(ticket), post.answerId));
      const ticket = known ?? unnamed;
      if (!known) unnamed = undefined;
      return { post, isNewest: index === asking.length - 1, ...defined({ ticket }) };
    });
  }
  const ticket =
    newest(open) ??
    newest(ended) ??
    newest(tickets.filter(({ facts: { stillListed } }) => stillListed)) ??
    newest(tickets.filter((one) => isWithinGrace(one.facts, beganAt))) ??
    tickets.find((one) => answersTo(postIdsOf(one), fallbackAnswerId(inquiry)));
  return [{ isNewest: true, ...defined({ ticket }) }];
};

const isUnnamed = ({ key: { answerId }, facts: { learntAnswerId } }: Ticket): boolean =>
  answerId === '0' && learntAnswerId === undefined;

const newest = (tickets: readonly Ticket[]): Ticket | undefined =>
  tickets.reduce<Ticket | undefined>((a, b) => (a && a.facts.askedAt >= b.facts.askedAt ? a : b), undefined);

/**
 * Whether the index rows alone show that there is nothing to do. Each asking post must have a row with the fingerprint of
 * this listing. No other row may have a fingerprint. This saves a quiet poll the consistent read.
 * @param rows of the inquiry
 */
export const isUnchanged = (rows: readonly AttentionRow[], observed: Observation, now: number): boolean => {
  const posts = observed.asking.length > 0 ? observed.asking : [undefined];
  const kept = rows.filter(({ fingerprint }) => fingerprint !== undefined);
  const isSame = (post: AskingPost | undefined, index: number): boolean => {
    const row = post ? kept.find((one) => answersTo(one, post.answerId)) : kept[0];
    if (!row) return false;
    const isNewest = index === posts.length - 1;
    const kind = isNewest ? kindOf(observed, row) : row.kind;
    const isDue = row.closedAt === undefined && isListedTooLong({ kind, dueAt: row.dueAt }, now);
    const others = rows.filter((one) => one !== row);
    const own = post ?? ownPost(observed, row);
    const isClosed = row.closedAt !== undefined;
    return !isDue && row.fingerprint === fingerprintOf(observed, { own, kind, isNewest, isClosed, others });
  };
  return kept.length === posts.length && posts.every(isSame);
};

const newFacts = (
  key: TicketKey,
  one: Listed,
  observed: Observation,
  { all, open }: Others,
  context: ListingContext,
): TicketFacts => {
  const { now } = context;
  const { inquiry, kind } = observed;
  const own = one.post ?? ownPost(observed, key);
  const pastSince = pastAtFirstSight(one, observed, context);
  const compared = {
    own,
    kind,
    isNewest: one.isNewest,
    isClosed: pastSince !== undefined,
    others: open.map(otherTicketOf),
  };
  const facts = {
    ...tell(inquiry, own),
    kind,
    openedAt: now,
    steps: [],
    history: [],
    siblings: siblingsOf(all),
    fingerprint: fingerprintOf(observed, compared),
  };
  if (pastSince !== undefined)
    return {
      ...facts,
      ...clockAt(pastSince),
      state: 'closed',
      outcome: 'unknown',
      closedAt: now,
      stillListed: true,
      announcement: 'none',
    };
  const clock = newClock(one, observed, context);
  return { ...facts, ...clock, ...(!one.post && { noPostAsks: true }), state: 'open', announcement: 'card' };
};

/**
 * When a post asked that is past at first sight. Its 24 hours are over. Also a newer post asks, or it is a TRANSFER of a
 * first run or of a blind time (D5). The newest post that Coupang lists under NO_ANSWER is never past (R11).
 */
const pastAtFirstSight = (
  { post, isNewest }: Listed,
  { kind, kindIsSure, inquiry }: Observation,
  context: ListingContext,
): number | undefined => {
  const at = post?.at;
  if (at === undefined || clockAt(at).dueAt >= context.now) return undefined;
  const mayBePast = !isNewest || (kind === 'confirm' && kindIsSure && wasUnseen(at, inquiry, context));
  return mayBePast ? at : undefined;
};

const wasUnseen = (at: number, { inquiryAt }: Inquiry, context: ListingContext): boolean =>
  isFirstSight(inquiryAt, context) ||
  (lastReadWhole(inquiryAt, context) <= at &&
    context.blindTimes.some(({ since, until }) => at > since && at <= until));

/**
 * The clock of a new ticket. A TRANSFER whose deadline is over and that was not listed before appeared late: the time of its
 * post does not count (R11).
 */
const newClock = (
  { post }: Listed,
  { kind, kindIsSure, inquiry, beganAt }: Observation,
  context: ListingContext,
): TicketClock => {
  const { now } = context;
  const seen = atReading(context, beganAt);
  if (isFromTheFuture(post?.at, now))
    return { ...clockAt(seen.now), askedAtUncertain: true, clockIsOurs: true };
  const told = clockOfPost(post?.at, now);
  if (!told) return estimateClock(inquiry.inquiryAt, kind, seen);
  const isLate = kind === 'confirm' && kindIsSure && told.dueAt < now;
  return isLate ? ownClock(inquiry.inquiryAt, kind, seen) : told;
};
