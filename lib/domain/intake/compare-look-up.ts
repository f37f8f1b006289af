import { defined } from '../defined.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { isLeft, SOURCE_RULES } from '../registry/source-rules.ts';
import { SOURCES } from '../sources.ts';
import type { AbsenceKind } from '../ticket/find-absent.ts';
import { lookUpAgainAt } from './plan-look-ups.ts';
import { closeTicket, listedFactsOf, markMissing, type TicketChange } from '../ticket/ticket-changes.ts';
import {
  type ClosedTicket,
  type FoundEnd,
  isClosed,
  type ListedFacts,
  type LookUpResult,
  type PollNotes,
  type Ticket,
} from '../ticket/ticket.ts';
import { DAY_MS, MINUTE_MS } from '../time/durations.ts';
import { compareRow, type NewTicket } from './compare.ts';
import { isOlderCopy, mayReopenAt, reopen, reopenedRecently } from './reopen.ts';
import { seenFacts } from './row-facts.ts';
import type { IntakeContext, Verdict } from '../request/source-rules.ts';

/** `none`: the call failed. `isProved`: complete lists of all its dates do not show it. */
export type LookUpAnswer =
  | { is: 'found'; inquiry: Inquiry }
  | { is: 'missing'; isProved: boolean }
  | { is: 'none' | 'stopped' };

export type LookUpSight = {
  /** `undefined`: no call was due, or the limit of calls left it out. */
  answer: LookUpAnswer | undefined;
  absence: AbsenceKind;
  /** It is one of the repeated look-ups. Otherwise it was made only because a step is near. */
  counts: boolean;
  /** The inquiry's other tickets. Only if the ticket is closed or provisional, or if the answer shows another asking post. */
  others: readonly Ticket[];
};

export type LookUpDecision = { change?: TicketChange; creates?: NewTicket[]; notes?: PollNotes };

/** Two answers in a row decide what one answer leaves open. */
const TWICE = 2;
const GONE_FOR_MS = 20 * MINUTE_MS;
const LISTED_FOR_MS = 30 * MINUTE_MS;
/** An unverified ticket closes as `unknown` this long after its deadline. */
export const GIVE_UP_AFTER_MS = 7 * DAY_MS;

export const isGivenUp = ({ dueAt }: Pick<ListedFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + GIVE_UP_AFTER_MS;

/**
 * Decides about a ticket that disagrees with the lists, or before a step, by Coupang's answer (the table of R15). Without an answer it
 * decides by time.
 */
export const compareLookUp = (ticket: Ticket, sight: LookUpSight, context: IntakeContext): LookUpDecision => {
  const { answer, absence } = sight;
  const { now, source } = context;
  const inquiry = answer?.is === 'found' ? answer.inquiry : undefined;
  const isOlder = inquiry !== undefined && isOlderCopy(ticket, inquiry, now);
  const verdict = inquiry && !isOlder ? SOURCE_RULES[source].judge(ticket, inquiry, now) : undefined;
  const isMissing =
    answer?.is === 'missing' && absence !== 'not-absent' && (answer.isProved || ticket.poll.wasFound);
  const result = verdict?.is ?? (isMissing ? 'missing' : undefined);
  const notes = nextNotes(ticket, sight, { isOlder, result }, now);
  const creates = inquiry && verdict ? newRequests(inquiry, [...sight.others, ticket], context) : [];
  const look: Look = { ...context, ...sight, inquiry, verdict, result, notes, creates };
  const decided = isClosed(ticket) ? decideClosed(ticket, look) : decideOpen(ticket, look);
  const closes = decided.change?.event === 'TicketClosed';
  const isMade = answer !== undefined && answer.is !== 'stopped';
  const noted = decided.notes ?? (isMade && !closes ? notes : undefined);
  return { ...decided, creates, ...defined({ notes: noted }) };
};

type Look = IntakeContext &
  LookUpSight & {
    inquiry: Inquiry | undefined;
    /** Absent without an answer, and for an older copy. */
    verdict: Verdict | undefined;
    result: LookUpResult | undefined;
    notes: PollNotes;
    creates: NewTicket[];
  };

type Decided = Omit<LookUpDecision, 'creates'>;

const decideOpen = (ticket: Ticket, look: Look): Decided => {
  const { absence, verdict, inquiry, notes, others, creates, now, source } = look;
  const { facts } = ticket;
  const { provisional } = facts;
  const isCertain = absence === 'missing';
  const close = (end: FoundEnd): Decided => ({
    change: closeTicket(ticket, end, now, inquiry && seenFacts(ticket, { inquiry }, false, now)),
  });
  // Nobody has seen it, so it closes silently.
  if (isCertain && provisional?.announceAt !== undefined) return close({ outcome: 'unknown' });
  const isTwice = (notes.answer?.times ?? 0) >= TWICE;
  const isReplaced = creates.length > 0 || others.some((other) => !isClosed(other));
  if (provisional && isReplaced) return close({ outcome: 'replaced' });
  if (verdict?.is === 'ended' && (isTwice || verdict.isNew || !reopenedRecently(facts, now)))
    return close(verdict.end);
  if (verdict?.is === 'ended') {
    const { lookedUpAt: _, ...again } = notes;
    return { notes: { ...again, lookUpAt: now } };
  }
  if (verdict?.is === 'answered-but-asks' && absence !== 'not-absent' && isTwice) return close(verdict.end);
  const { answer, absentSince = now } = notes;
  const isDeleted =
    SOURCES[source].mayBeDeleted && answer?.is === 'missing' && isTwice && now - answer.since >= GONE_FOR_MS;
  if (isDeleted && look.result === 'missing') return close({ outcome: 'deleted' });
  if (isLeft(source, facts.inquiryAt ?? facts.openedAt, now)) return close({ outcome: 'left-unanswered' });
  const asksNothing =
    inquiry !== undefined &&
    verdict !== undefined &&
    SOURCE_RULES[source].requestsOf(inquiry, true).length === 0;
  const isGone = isCertain && provisional && now - absentSince >= GONE_FOR_MS && asksNothing;
  if (isGone && !reopenedRecently(facts, now)) return close({ outcome: 'unknown' });
  const isUnverified = isCertain || (absence === 'unsure' && facts.state === 'unverified');
  const isShown =
    SOURCES[source].mayBeDeleted && (inquiry !== undefined || (answer && answer.is !== 'missing'));
  if (isUnverified && isGivenUp(facts, now) && !isShown) return close({ outcome: 'unknown' });
  // Only such an answer brings `overdue` (R16), so the change makes the ladder look at the ticket again.
  const isNews = look.result === 'asks' && ticket.poll.answer?.is !== 'asks';
  const changes = facts.state === 'open' ? isCertain : isNews;
  return changes ? { change: markMissing(ticket) } : {};
};

const decideClosed = (ticket: ClosedTicket, look: Look): Decided => {
  const { answer, absence, verdict, inquiry, notes, others, now } = look;
  const { olderSince, ...poll } = ticket.poll;
  if (absence === 'missing')
    return ticket.facts.fingerprint === undefined
      ? {}
      : { change: markMissing(ticket), notes: { ...poll, agreedAt: now } };
  if (!answer) return {};
  // A stopped look-up stays due.
  const waitUntil = (at?: number): Decided =>
    answer.is === 'stopped' ? {} : { notes: at === undefined ? notes : sooner(notes, at, now) };
  const { listedSince = now } = poll;
  const isLong = now - listedSince >= LISTED_FOR_MS && olderSince === undefined;
  const reopens = verdict ? verdict.is !== 'ended' : isLong;
  if (!reopens) return waitUntil(verdict ? undefined : listedSince + LISTED_FOR_MS);
  const allowedAt = mayReopenAt(ticket, inquiry, others);
  if (now < allowedAt) return waitUntil(allowedAt);
  const { kind, inquiryAt } = ticket.facts;
  const shown = inquiry ?? { ...defined({ inquiryAt }), posts: [] };
  const { fingerprint: _, ...seen } = inquiry
    ? seenFacts(ticket, { inquiry }, false, now)
    : listedFactsOf(ticket.facts);
  const clock = { row: { inquiry: shown, kind, beganAt: listedSince }, lackedAt: poll.lackedAt, now };
  return { change: reopen(ticket, seen, verdict && inquiry, clock), notes: NO_NOTES };
};

const NO_NOTES: PollNotes = { lookUps: 0 };

/** A look-up is also made when a re-opening or a closing becomes possible. */
const sooner = (notes: PollNotes, at: number, now: number): PollNotes =>
  at > now ? { ...notes, lookUpAt: Math.min(notes.lookUpAt ?? at, at) } : notes;

const newRequests = (inquiry: Inquiry, tickets: readonly Ticket[], context: IntakeContext): NewTicket[] => {
  const requests = SOURCE_RULES[context.source].requestsOf(inquiry, true);
  const isNew = requests.some(
    ({ post }) => post && !tickets.some(({ key }) => key.answerId === post.answerId),
  );
  const kind = tickets[0]?.facts.kind;
  if (!isNew || !kind) return [];
  const row = { inquiry, kind, kindIsSure: true, beganAt: context.now, mayBeProvisional: true };
  return compareRow(row, tickets, context).creates;
};

const nextNotes = (
  { key: { source }, facts: { dueAt, provisional }, poll }: Ticket,
  { absence, counts, answer: got }: LookUpSight,
  { isOlder, result }: { isOlder: boolean; result: LookUpResult | undefined },
  now: number,
): PollNotes => {
  const { agreedAt: _, contradictsAt: __, olderSince: older, ...kept } = poll;
  const same = poll.answer?.is === result ? poll.answer : undefined;
  const answer = result
    ? { is: result, since: same?.since ?? now, times: (same?.times ?? 0) + 1 }
    : poll.answer;
  const absentSince = absence === 'missing' ? (poll.absentSince ?? now) : poll.absentSince;
  const contradicts =
    answer?.is === 'asks' && answer.times >= TWICE && absentSince !== undefined && now < dueAt;
  const isAnswered = got?.is === 'found' || got?.is === 'missing';
  const notes = {
    ...kept,
    lookUps: counts ? poll.lookUps + 1 : poll.lookUps,
    ...defined({
      lookUpAt: counts ? lookUpAgainAt(poll.lookUps, now) : poll.lookUpAt,
      lookedUpAt: isAnswered ? now : poll.lookedUpAt,
      answer,
      absentSince,
      contradictsAt: contradicts ? absentSince + GONE_FOR_MS : undefined,
      wasFound: poll.wasFound ?? (got?.is === 'found' ? (true as const) : undefined),
      olderSince: isOlder ? (older ?? now) : result === undefined ? older : undefined,
    }),
  };
  const isMissing = SOURCES[source].mayBeDeleted && result === 'missing';
  const goneSince = isMissing ? answer?.since : provisional && absentSince;
  return counts && goneSince !== undefined ? sooner(notes, goneSince + GONE_FOR_MS, now) : notes;
};
