import { defined } from '../defined.ts';
import { atReading, clockOfPost, type KnownReadings, lastReadWhole, ownClock } from './asked-at.ts';
import type { AskingPost } from '../inquiry/asking-posts.ts';
import { fingerprintOf, kindOf, type Observation, otherTicketOf, ownPost, tell } from './observe.ts';
import { lineOf } from './line.ts';
import { siblingsOf } from './siblings.ts';
import {
  closeTicket,
  keepListed,
  listedFactsOf,
  LOOK_AGAIN,
  reopenTicket,
  type TicketChange,
} from './ticket-changes.ts';
import { answersTo, postIdsOf } from './ticket-id.ts';
import type { Ended, ListedFacts, Ticket, TicketFacts } from './ticket.ts';
import { MINUTE_MS, DAY_MS } from '../time/durations.ts';

/** How long after its closing the lists may still show a ticket (R15). */
const GRACE_MS = 10 * MINUTE_MS;
/**
 * A TRANSFER that is still listed this long after its deadline closes as `unknown` (R15).
 * Assumption: transfer-leaves-after-24-hours.
 */
const LONG_OVER_MS = DAY_MS;
/** A text that keeps changing is edited in the card each time. The thread gets at most one line in this time. */
const LINE_EVERY_MS = 10 * MINUTE_MS;

/** A ticket that a listing shows: one for each post that asks, or a single one if no post asks. */
export type Listed = {
  /** Absent if no post asks. */
  post?: AskingPost;
  ticket?: Ticket;
  /** Its post is the newest that asks, or no post asks. The listing's kind belongs to it (R10). */
  isNewest: boolean;
};

/** The inquiry's other tickets: all of them, and those that stay open after this decision. */
export type Others = { all: Ticket[]; open: Ticket[] };

export const isListedTooLong = (ticket: Pick<TicketFacts, 'kind' | 'dueAt'>, now: number): boolean =>
  ticket.kind === 'confirm' && now >= ticket.dueAt + LONG_OVER_MS;

/** Whether a ticket closed so shortly before a reading began that the lists may still show it. */
export const isWithinGrace = ({ closedAt }: Pick<TicketFacts, 'closedAt'>, beganAt: number): boolean =>
  closedAt !== undefined && beganAt < closedAt + GRACE_MS;

/** The change of a ticket that a listing shows. `undefined`: there is nothing to write. */
export const changeListed = (
  ticket: Ticket,
  listed: Listed,
  observed: Observation,
  others: Others,
  known: KnownReadings,
): TicketChange | undefined => {
  const { now } = known;
  const facts = {
    ...listedFacts(ticket, listed, observed, others, now),
    ...clockAfterBreak(ticket, listed, observed, known),
  };
  if (ticket.facts.state === 'closed') {
    return changeClosed(ticket, ticket.facts, facts, listed, observed, others, known);
  }
  if (isListedTooLong(facts, now)) {
    return keepListed(closeTicket(ticket, { outcome: 'unknown' }, now, facts), facts.fingerprint);
  }
  if (ticket.facts.state === 'open' && ticket.facts.fingerprint === facts.fingerprint) return undefined;
  const last = facts.history.findLast(({ name }) => lineOf(name).type === 'changed');
  const tellsOfText = facts.text !== ticket.facts.text && now - (last?.at ?? 0) >= LINE_EVERY_MS;
  const line = { name: `changed-${ticket.outbox.version + 1}` as const, at: now };
  const history = tellsOfText ? [...facts.history, line] : facts.history;
  return { before: ticket, facts: { ...facts, state: 'open', history }, event: 'TicketChanged' };
};

/**
 * An unverified TRANSFER that complete readings did not show gets a new clock, a day after its old deadline (R15).
 * @returns `false`: the clock stays
 */
const clockAfterBreak = (
  { facts, outbox }: Ticket,
  { isNewest }: Listed,
  { inquiry, beganAt }: Observation,
  known: KnownReadings,
) =>
  facts.state === 'unverified' &&
  isNewest &&
  isListedTooLong(facts, known.now) &&
  lastReadWhole(inquiry.inquiryAt, known) > outbox.changedAt &&
  ownClock(inquiry.inquiryAt, facts.kind, atReading(known, beganAt));

/** The change of a closed ticket that is listed (R15). Only the newest post re-opens its ticket. */
const changeClosed = (
  ticket: Ticket,
  closed: ListedFacts & Ended,
  facts: ListedFacts,
  { post, isNewest }: Listed,
  { beganAt, inquiry }: Observation,
  { all, open }: Others,
  known: KnownReadings,
): TicketChange | undefined => {
  const { closedAt, stillListed, fingerprint } = closed;
  const seen = atReading(known, beganAt);
  // What a catch-up stored closed, or what ended while it was away, was in no list then. Its listing is only looked at.
  const isUnbroken = stillListed && fingerprint !== LOOK_AGAIN;
  // The lists lag behind a closing, of this ticket or of another one of the inquiry.
  const endsNow = all.some((one) => one.facts.state !== 'closed' && !open.includes(one));
  const mayLag = endsNow || [ticket, ...all].some((one) => isWithinGrace(one.facts, beganAt));
  const isListedAgain = isNewest && !mayLag;
  const wasAway = !stillListed && lastReadWhole(inquiry.inquiryAt, known) > closedAt;
  if (isNewest && wasAway) {
    // A later poll looks again, when the lists no longer lag.
    if (mayLag) return undefined;
    const clock = ownClock(inquiry.inquiryAt, facts.kind, seen);
    return reopenTicket(ticket, { ...facts, ...clock, ...(!post && { noPostAsks: true }) }, known.now);
  }
  const asksAgain = isNewest && post && !(isUnbroken && wasPast(closed, facts));
  if (isListedAgain && asksAgain) {
    // A day after its deadline the old clock says nothing any more.
    const isOver = known.now >= facts.dueAt + LONG_OVER_MS;
    const clock = isOver && ownClock(inquiry.inquiryAt, facts.kind, seen);
    return reopenTicket(ticket, { ...facts, ...clock }, known.now);
  }
  // Each listing is looked at until the grace time is over.
  const next = asksAgain || (!isUnbroken && closed.outcome === 'unknown') ? LOOK_AGAIN : facts.fingerprint;
  if (stillListed && fingerprint === next) return undefined;
  const noted = { ...closed, siblings: facts.siblings };
  return keepListed({ before: ticket, facts: noted, event: 'TicketChanged' }, next);
};

/**
 * Whether a ticket was past at first sight, or a TRANSFER that was listed too long. Its unbroken listing re-opens nothing (R15).
 * A listing in the other list does.
 */
const wasPast = (closed: ListedFacts & Ended, listed: ListedFacts): boolean => {
  const { outcome, kind, closedAt, dueAt, announcement } = closed;
  if (outcome !== 'unknown' || kind !== listed.kind) return false;
  return announcement === 'none' ? closedAt > dueAt : isListedTooLong(closed, closedAt);
};

/** The facts from this listing. A field that Coupang left out this time keeps its old value. */
const listedFacts = (
  ticket: Ticket,
  { post, isNewest }: Listed,
  observed: Observation,
  { all, open }: Others,
  now: number,
): ListedFacts => {
  const own = post ?? ownPost(observed, postIdsOf(ticket));
  const kind = isNewest ? kindOf(observed, ticket.facts) : ticket.facts.kind;
  const { formLink, isTextCut, noPostAsks, ...kept } = listedFactsOf(ticket.facts);
  const clock = kept.clockIsOurs ? undefined : clockOfPost(post?.at, now);
  const { dueAt } = clock ?? kept;
  const isClosed = ticket.facts.state === 'closed' || isListedTooLong({ kind, dueAt }, now);
  const learns = post && !answersTo(postIdsOf(ticket), post.answerId) && { learntAnswerId: post.answerId };
  const { formLink: newLink, isTextCut: isNewTextCut, ...newFacts } = tell(observed.inquiry, own);
  const texts = kept.erased
    ? { text: '', ...(newLink !== undefined && { formLink: '' }) }
    : defined({ formLink: newLink, isTextCut: isNewTextCut });
  return {
    ...kept,
    ...newFacts,
    ...texts,
    ...clock,
    ...learns,
    kind,
    ...(!post && noPostAsks && { noPostAsks }),
    siblings: siblingsOf(all),
    fingerprint: fingerprintOf(observed, { own, kind, isNewest, isClosed, others: open.map(otherTicketOf) }),
  };
};
