import { clockOfPost, type KnownReadings, lastReadWhole, ownClock } from './asked-at.ts';
import type { AskingPost } from './asking-posts.ts';
import { fingerprintOf, kindOf, type Observation, ownPost, tell } from './observe.ts';
import { siblingsOf } from './siblings.ts';
import { closeTicket, factsOf, keepListed, reopenTicket, type TicketChange } from './ticket-changes.ts';
import { answersTo } from './ticket-id.ts';
import type { Ticket, TicketFacts } from './ticket.ts';

const MINUTE_MS = 60 * 1000;
/** The lists may show so long after its closing what has ended (R15). */
const GRACE_MS = 10 * MINUTE_MS;
/** A TRANSFER still listed so long after its deadline closes as `unknown` (R15). Assumption: transfer-leaves-after-24-hours. */
const OVERDUE_TRANSFER_MS = 24 * 60 * MINUTE_MS;
/** A text that changes to and fro is edited in the card; the thread gets a line at most so often. */
const LINE_EVERY_MS = 10 * MINUTE_MS;

/** What a listing stands for: one for each post that asks, or one where none does. */
export type Listed = {
  /** Absent where no post asks. */
  post?: AskingPost;
  ticket?: Ticket;
  /** The listing speaks for the newest post that asks (R10). */
  isNewest: boolean;
};

/** The inquiry's other tickets: all, and those that the same decision leaves open. */
export type Others = { all: Ticket[]; open: Ticket[] };

export const isListedTooLong = (ticket: Pick<Ticket, 'kind' | 'dueAt'>, now: number): boolean =>
  ticket.kind === 'confirm' && now >= ticket.dueAt + OVERDUE_TRANSFER_MS;

/** Whether a ticket had closed so shortly before a reading began that the lists may still show it. */
export const isWithinGrace = ({ closedAt }: Pick<Ticket, 'closedAt'>, beganAt: number): boolean =>
  closedAt !== undefined && beganAt < closedAt + GRACE_MS;

/** What a listing changes of a ticket that it stands for; `undefined` where there is nothing to write. */
export const changeListed = (
  ticket: Ticket,
  listed: Listed,
  observed: Observation,
  others: Others,
  known: KnownReadings,
): TicketChange | undefined => {
  const { now } = known;
  const facts = listedFacts(ticket, listed, observed, others, now);
  if (ticket.state === 'closed') return changeClosed(ticket, facts, listed, observed, known);
  if (isListedTooLong(facts, now)) {
    const closed = closeTicket({ ...ticket, ...facts }, { outcome: 'unknown' }, now);
    return keepListed({ ...closed, before: ticket }, facts.fingerprint);
  }
  if (ticket.state === 'open' && ticket.fingerprint === facts.fingerprint) return undefined;
  const last = facts.history.findLast(({ name }) => name.startsWith('changed-'));
  const tellsOfText = facts.text !== ticket.text && now - (last?.at ?? 0) >= LINE_EVERY_MS;
  const line = { name: `changed-${ticket.version + 1}` as const, at: now };
  const history = tellsOfText ? [...facts.history, line] : facts.history;
  return { before: ticket, facts: { ...facts, state: 'open', history }, event: 'TicketChanged' };
};

/** R15. An older post beside the newest one keeps its ticket's state. */
const changeClosed = (
  ticket: Ticket,
  facts: TicketFacts,
  { post, isNewest }: Listed,
  { beganAt, inquiry }: Observation,
  known: KnownReadings,
): TicketChange | undefined => {
  const { now } = known;
  const { closedAt = 0, stillListed, outcome } = ticket;
  const isListedAgain = isNewest && !isWithinGrace(ticket, beganAt);
  const readWithoutIt = stillListed ? 0 : lastReadWhole(inquiry.inquiryAt, known);
  if (isListedAgain && readWithoutIt > closedAt) {
    const clock = ownClock(inquiry.inquiryAt, facts.kind, known);
    return reopenTicket(ticket, { ...facts, ...clock, ...(!post && { noPostAsks: true }) }, now);
  }
  // The unbroken listing of a TRANSFER past its deadline asks for nothing.
  const wasPast = facts.kind === 'confirm' && facts.dueAt < now && outcome === 'unknown';
  const asksAgain = isNewest && post && !wasPast;
  if (isListedAgain && asksAgain) {
    const clock = isListedTooLong(facts, now) && ownClock(inquiry.inquiryAt, facts.kind, known);
    return reopenTicket(ticket, { ...facts, ...clock }, now);
  }
  if (stillListed) return undefined;
  const noted: TicketChange = { before: ticket, facts: factsOf(ticket), event: 'TicketChanged' };
  // What asks again is looked at until its grace is over.
  return keepListed(noted, asksAgain ? undefined : facts.fingerprint);
};

/** What the item says now, over what the ticket keeps: a field that Coupang left out this time is not forgotten. */
const listedFacts = (
  ticket: Ticket,
  { post, isNewest }: Listed,
  observed: Observation,
  { all, open }: Others,
  now: number,
): TicketFacts => {
  const own = post ?? ownPost(observed, ticket);
  const kind = isNewest ? kindOf(observed, ticket) : ticket.kind;
  const { formLink, noPostAsks, ...kept } = factsOf(ticket);
  const learns = post && !answersTo(ticket, post.answerId) && { learntAnswerId: post.answerId };
  return {
    ...kept,
    ...tell(observed.inquiry, own),
    ...(!kept.clockIsOurs && clockOfPost(post?.at, now)),
    ...learns,
    kind,
    ...(!post && noPostAsks && { noPostAsks }),
    siblings: siblingsOf(all),
    fingerprint: fingerprintOf(observed, own, kind, open),
  };
};
