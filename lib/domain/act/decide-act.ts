import { defined } from '../defined.ts';
import { askingPosts, orderPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import {
  type Act,
  type CoupangRefusal,
  idsUpTo,
  isAccepted,
  isPending,
  type Refusal,
} from '../ticket/act.ts';
import { mustNotBePublic } from './public-faults.ts';
import { requestMark, readReply } from './reply-content.ts';
import { SOURCE_RULES } from '../registry/source-rules.ts';
import { ownPostOf } from '../intake/row-facts.ts';
import { answerableUntil, answerOf, hasEndedBy, isOwnEnd } from '../ticket/answer.ts';
import { closeTicket, deedLine, listedFactsOf, type TicketChange } from '../ticket/ticket-changes.ts';
import { ownPostId } from '../ticket/ticket-id.ts';
import type { FoundEnd, Ticket, TicketFacts } from '../ticket/ticket.ts';
import { MINUTE_MS } from '../time/durations.ts';

/** The longest call after the note. From then on, only a reading shows the result of the call. */
export const LONGEST_ACT_MS = MINUTE_MS;
/** When an act that Coupang does not show is read back, ms after its note. After the last time its author gets the text back (R28). */
const READ_BACK_MS = [1, 2, 5, 10].map((minutes) => minutes * MINUTE_MS);

/**
 * Decides the next state of a pending act from Coupang's present state (A2, A3). After a write from `asked` to `sending`, the caller makes
 * the call. A question takes one answer. Assumption: second-product-reply.
 * @param inquiry `undefined` if Coupang does not show it, or the ticket has closed
 * @returns `undefined` while it waits
 */
export const decideAct = (
  ticket: Ticket,
  act: Act,
  inquiry: Inquiry | undefined,
  now: number,
): TicketChange | undefined => {
  if (ticket.facts.state === 'closed')
    return hasEndedBy(act, ticket.facts, ticket.key.source)
      ? noteDone(ticket, act, now)
      : refuse(ticket, act, 'ended', now);
  const shown = inquiry && look(ticket, inquiry, now);
  const end = shown?.end;
  // A post that asks has not ended, whatever posts follow it.
  if (end && !shown.isAsking) {
    const code = end.outcome === 'answered' ? 'answered-already' : 'ended';
    const done = hasEndedBy(act, end, ticket.key.source)
      ? noteDone(ticket, act, now)
      : refuse(ticket, act, code, now);
    return closeTicket(ticket, end, now, listedFactsOf(done.facts));
  }
  if (act.progress === 'sending' || isAccepted(act))
    return end && isOwnEnd(act, end, ticket.key.source)
      ? noteDone(ticket, act, now)
      : readBackAgain(ticket, act, now);
  const refusal = refusalOf(ticket, act, shown, now);
  return refusal ? refuse(ticket, act, refusal, now) : noteSending(ticket, act, now);
};

/** Coupang has accepted the act. The text is kept until a later reading shows it (R28). */
export const noteAccepted = (ticket: Ticket, act: Act, now: number): TicketChange =>
  withAct(ticket, { ...act, progress: 'sent', nextAt: now + (READ_BACK_MS[0] ?? 0) });

/**
 * The act is done. Another reply or confirmation is refused until the ticket closes.
 * @internal
 */
export const noteDone = (ticket: Ticket, act: Act, now: number): TicketChange => {
  const line = deedLine(ticket, act, DID[act.do], now);
  const facts = { ...ticket.facts, history: [...ticket.facts.history, line] };
  return withAct({ ...ticket, facts }, { ...shortened(act), progress: 'sent' }, ticket);
};

/**
 * Ends a pending act after acting was switched off, since nothing sends it or reads it back any more. The thread gets a line, and the text
 * stays in the ticket for it (R29).
 * @returns `undefined` while its result may still show
 */
export const giveUpAct = (ticket: Ticket, act: Act, now: number): TicketChange | undefined => {
  const { facts } = ticket;
  if (facts.state === 'closed' && hasEndedBy(act, facts, ticket.key.source))
    return noteDone(ticket, act, now);
  const isSending = act.progress === 'sending' || isAccepted(act);
  // A poll may still show the answer as its end.
  const waitMs = facts.state === 'closed' ? LONGEST_ACT_MS : Math.max(...READ_BACK_MS);
  if (isSending && now < (act.sendingAt ?? 0) + waitMs) return undefined;
  const line = deedLine(ticket, act, act.sendingAt === undefined ? 'not-done' : 'perhaps-done', now);
  return {
    before: ticket,
    facts: { ...facts, act: ended(act), history: [...facts.history, line] },
    event: 'TicketChanged',
  };
};

const DID = { reply: 'replied', confirm: 'confirmed', 'look-up': 'asked-look-up' } as const;

/** This run explains the refusal to its person. After a crash, another run does so a minute later. */
export const refuseAct = (ticket: Ticket, act: Act, refusal: Refusal, now: number): TicketChange =>
  withAct(ticket, { ...act, progress: 'refused', refusal, nextAt: now + LONGEST_ACT_MS });

/** The person knows the result. The text stays for the next try. */
export const noteExplained = (ticket: Ticket, act: Act): TicketChange => withAct(ticket, ended(act));

/** After a look-up, the previous act returns. */
const ended = (act: Act): Act =>
  act.sent
    ? { ...act.sent, earlier: idsUpTo(act), ...defined({ lookedUpAt: act.lookedUpAt }) }
    : { ...shortened(act), ...defined({ text: act.text, sendingAt: act.sendingAt }), progress: 'told' };

/** Coupang refused the act, and by that may show that the request has ended. */
export const noteRefused = (
  ticket: Ticket,
  act: Act,
  refusal: { code: CoupangRefusal },
  now: number,
): TicketChange => {
  const refused = refuseAct(ticket, act, refusal, now);
  const end = ENDS[refusal.code];
  return end ? closeTicket(ticket, end, now, listedFactsOf(refused.facts)) : refused;
};
const ENDS: Partial<Record<CoupangRefusal, FoundEnd>> = {
  deleted: { outcome: 'deleted', endedBy: 'reason/deleted' },
};

const refuse = (ticket: Ticket, act: Act, code: Refusal['code'], now: number): TicketChange =>
  refuseAct(ticket, act, { code }, now);

/** Why an act is not sent, checked again since time has passed since the press. */
const refusalOf = (
  ticket: Ticket,
  act: Act,
  shown: Shown | undefined,
  now: number,
): Refusal['code'] | undefined => {
  if (act.do === 'look-up') return 'still-open';
  const reply = act.do === 'reply' ? readReply(act.text ?? '') : undefined;
  if (reply && 'refusal' in reply) return reply.refusal;
  if (now >= answerableUntil(ticket)) return 'past-due';
  if (answerOf(ticket) !== act.do) return 'wrong-kind';
  if (!shown) return 'not-found';
  // Coupang itself requires a complete inquiry for a confirmation.
  if (!shown.isAsking || (act.do === 'reply' && shown.inquiry.isComplete)) return 'not-asking';
  // A forged form skips the guard, and Coupang may show more orders by now.
  const seen = { ...ticket, facts: { ...ticket.facts, ...defined({ orderIds: shown.inquiry.orderIds }) } };
  if (reply && mustNotBePublic(reply.content, seen)) return 'not-public';
  if (act.do === 'confirm' && !isNewest(ticket, shown.inquiry)) return 'newer-request';
  return act.mark === undefined || marksNow(ticket, shown).includes(act.mark) ? undefined : 'stale';
};

type Shown = {
  inquiry: Inquiry;
  end?: FoundEnd;
  isAsking: boolean;
  /** The request's text as Coupang shows it now. */
  text: string;
};

const look = (ticket: Ticket, inquiry: Inquiry, now: number): Shown => {
  const { judge, textOf } = SOURCE_RULES[ticket.key.source];
  const verdict = judge(ticket, inquiry, now);
  const own = ownPostOf(inquiry, ticket.key);
  return {
    inquiry,
    ...(verdict.is !== 'asks' && { end: verdict.end }),
    isAsking: verdict.is !== 'ended' && (own !== undefined || ownPostId(ticket.key) === undefined),
    text: textOf(inquiry, own).text,
  };
};

/**
 * Uses Coupang's present text, since the ticket has the last poll's text. A press on an erased ticket has no text. A press from before the
 * erasure has the text.
 */
const marksNow = (ticket: Ticket, { text }: Shown): string[] => {
  const texts = ticket.facts.erased ? ['', text] : [text];
  return texts.map((shown) => requestMark({ facts: { ...ticket.facts, text: shown } }));
};

/** A confirmation names no post, so Coupang applies it to the whole inquiry. */
const isNewest = (ticket: Ticket, inquiry: Inquiry): boolean =>
  ownPostId(ticket.key) === askingPosts(inquiry).at(-1)?.answerId;

/**
 * Newer requests that the same confirmation ended. A request that came after the inquiry was read may have no ticket, and Coupang no longer
 * lists it.
 */
export const newerConfirmed = (ticket: Ticket, inquiry: Inquiry): Post[] => {
  const ordered = orderPosts(inquiry.posts);
  const own = ordered.findIndex(({ answerId }) => answerId === ownPostId(ticket.key));
  const newer = own >= 0 ? ordered.slice(own + 1) : ordered.filter(({ at = 0 }) => at > ticket.facts.askedAt);
  return newer.filter(
    ({ by, completeReason }) => by === 'csAgent' && completeReason === 'DISPUTE_PROCESS_COMPLETE',
  );
};

/** Adds the line for the thread and the channel (R28). `undefined` if the ticket has it already. */
export const noteUnseen = (ticket: Ticket, act: Act, now: number): TicketChange | undefined => {
  const line = deedLine(ticket, act, 'confirmed-unseen', now);
  const { facts } = ticket;
  const isKnown = facts.history.some(({ deed }) => deed?.did === 'confirmed-unseen' && deed.press === act.id);
  return isKnown
    ? undefined
    : { before: ticket, facts: { ...facts, history: [...facts.history, line] }, event: 'TicketChanged' };
};

const noteSending = (ticket: Ticket, act: Act, now: number): TicketChange =>
  withAct(ticket, {
    ...act,
    progress: 'sending',
    sendingAt: now,
    nextAt: now + (READ_BACK_MS[0] ?? 0),
  });

const readBackAgain = (ticket: Ticket, act: Act, now: number): TicketChange | undefined => {
  const elapsed = now - (act.sendingAt ?? now);
  const next = READ_BACK_MS.find((ms) => ms > elapsed);
  if (next === undefined) return refuse(ticket, act, isAccepted(act) ? 'not-shown' : 'not-arrived', now);
  const nextAt = now + next - elapsed;
  return nextAt === act.nextAt ? undefined : withAct(ticket, { ...act, nextAt });
};

/** Drops the fields that only a pending act needs. */
const shortened = ({
  id,
  by,
  name,
  channel,
  do: does,
  at,
  earlier,
  lookedUpAt,
  mayArrive,
}: Act): Omit<Act, 'progress'> => ({
  id,
  by,
  ...defined({ name, earlier, lookedUpAt, mayArrive }),
  channel,
  do: does,
  at,
});

/** A closed ticket keeps an act only while its person waits for the result. A finished look-up leaves the ticket free. */
const withAct = (ticket: Ticket, act: Act, before: Ticket = ticket): TicketChange => {
  const { act: _, ...rest } = ticket.facts;
  const facts: TicketFacts = rest;
  const isEndedLookUp = act.progress === 'sent' && act.do === 'look-up';
  const isKept = isPending(act) || !(facts.state === 'closed' || isEndedLookUp);
  return { before, facts: isKept ? { ...facts, act } : facts, event: 'TicketChanged' };
};
