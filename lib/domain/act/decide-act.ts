import { defined } from '../defined.ts';
import { askingPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { findOutcome, type Finding } from '../ticket/outcome.ts';
import { closeTicket, type TicketChange } from '../ticket/ticket-changes.ts';
import { answersTo, postIdsOf } from '../ticket/ticket-id.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import { MINUTE_MS } from '../time/durations.ts';
import type { Act, Deed, Refusal } from '../ticket/act.ts';

/** A call lasts no longer, and no try begins later. After it only reading shows what became of it. */
export const LONGEST_ACT_MS = MINUTE_MS;
/** When an act without an answer is read back, ms after it was noted. After the last one it counts as not arrived. */
const READ_BACK_MS = [1, 2, 5, 10].map((minutes) => minutes * MINUTE_MS);

/**
 * What an act does next, from the inquiry as Coupang shows it now. `send`: note it, then call. `wait`: its answer is not
 * known yet. `undefined` for an inquiry that Coupang does not show.
 * @param now corrected clock, epoch ms
 */
export const decideAct = (
  ticket: Ticket,
  act: Act,
  inquiry: Inquiry | undefined,
  now: number,
): { do: 'write'; change: TicketChange } | { do: 'send' } => {
  const finding: Finding = inquiry
    ? findOutcome({ ...ticket.key, ...ticket.facts }, inquiry, now)
    : { found: 'unverified' };
  const isEnd = finding.found === 'end' && (act.progress === 'sending' || !finding.isHint);
  if (ticket.facts.state === 'closed') return write(concludeClosed(ticket, act, now));
  if (isEnd) return write(closeBy(ticket, act, finding, now));
  if (act.progress === 'sending') return write(readBackAgain(ticket, act, now));
  if (act.do === 'look-up') return write(refuseAct(ticket, act, { code: 'still-open' }, now));
  if (now >= ticket.facts.dueAt) return write(refuseAct(ticket, act, { code: 'past-due' }, now));
  if (!inquiry) return write(refuseAct(ticket, act, { code: 'not-found' }, now));
  const asks = askingPosts(inquiry).some(({ answerId }) => answersTo(postIdsOf(ticket), answerId));
  return asks ? { do: 'send' } : write(refuseAct(ticket, act, { code: 'not-asking' }, now));
};

const write = (change: TicketChange) => ({ do: 'write' as const, change });

/** The act as it is noted before the call. From now on it is never sent again. Raw clock. */
export const noteSending = (ticket: Ticket, act: Act, now: number, rawNow: number): TicketChange =>
  withAct(ticket, { ...act, progress: 'sending', sendingAt: rawNow, nextAt: now + READ_BACK_MS[0]! });

/** Coupang says that it is done. The ticket stays open until Coupang shows its end. */
export const noteSent = (ticket: Ticket, act: Act, now: number): TicketChange => {
  const { text, nextAt, sendingAt, reads, ...rest } = act;
  return withDeed(withAct(ticket, { ...rest, progress: 'sent' }), deedOf(act), now);
};

/** It did nothing. The text stays until its person has it back. */
export const refuseAct = (ticket: Ticket, act: Act, refusal: Refusal, now: number): TicketChange =>
  withAct(ticket, { ...act, progress: 'refused', refusal, nextAt: now });

/** Its person knows the result. */
export const forgetAct = (ticket: Ticket): TicketChange => {
  const { act, ...facts } = ticket.facts;
  return { before: ticket, facts, event: 'TicketChanged' };
};

/** Coupang shows the end. It is the person's if the call may have arrived. */
const closeBy = (
  ticket: Ticket,
  act: Act,
  end: Extract<Finding, { found: 'end' }>,
  now: number,
): TicketChange => {
  const closing = closeTicket(ticket, end, now);
  const isDone = act.do === 'look-up' || (act.progress === 'sending' && end.outcome === outcomeOf(act));
  return isDone ? endAct(closing, act, now) : refusedBy(closing, act, now);
};

/** Another run has closed the ticket since. */
const concludeClosed = (ticket: Ticket, act: Act, now: number): TicketChange => {
  const same: TicketChange = { before: ticket, facts: ticket.facts, event: 'TicketChanged' };
  const isDone =
    act.do === 'look-up' || (act.progress === 'sending' && ticket.facts.outcome === outcomeOf(act));
  return isDone ? endAct(same, act, now) : refusedBy(same, act, now);
};

const outcomeOf = ({ do: does }: Act) => (does === 'reply' ? 'answered' : 'confirmed');

const endAct = (
  { facts: { act, ...facts }, ...change }: TicketChange,
  done: Act,
  now: number,
): TicketChange => {
  const ended = { ...change, facts };
  return done.do === 'look-up' ? ended : withDeed(ended, deedOf(done), now);
};

const refusedBy = (change: TicketChange, act: Act, now: number): TicketChange => {
  const refusal: Refusal = { code: 'ended' };
  return {
    ...change,
    facts: { ...change.facts, act: { ...act, progress: 'refused', refusal, nextAt: now } },
  };
};

/** The answer of the call was lost, and Coupang shows nothing of it yet. */
const readBackAgain = (ticket: Ticket, act: Act, now: number): TicketChange => {
  const reads = (act.reads ?? 0) + 1;
  const next = READ_BACK_MS[reads];
  const before = READ_BACK_MS[reads - 1] ?? 0;
  return next === undefined
    ? refuseAct(ticket, act, { code: 'not-arrived' }, now)
    : withAct(ticket, { ...act, reads, nextAt: now + next - before });
};

const deedOf = ({ do: does, by, name }: Act): Deed => ({
  did: does === 'reply' ? 'replied' : 'confirmed',
  by,
  ...defined({ name }),
});

const withAct = (ticket: Ticket, act: Act): TicketChange => ({
  before: ticket,
  facts: { ...ticket.facts, act },
  event: 'TicketChanged',
});

const withDeed = (change: TicketChange, deed: Deed, now: number): TicketChange => {
  const line = { name: `act-${change.before.outbox.version + 1}` as const, at: now, deed };
  const facts: TicketFacts = { ...change.facts, history: [...change.facts.history, line] };
  return { ...change, facts };
};
