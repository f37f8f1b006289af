import { defined } from '../defined.ts';
import { lookUpAgainAt } from '../ticket/plan-look-ups.ts';
import { closeTicket, markMissing, reopenedRecently } from '../ticket/ticket-changes.ts';
import type { PolledRules } from '../ticket/source-rules.ts';
import { isClosed, type PollNotes, type Ticket } from '../ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import { decideQuestion, LEFT_AFTER_MS, reopenQuestion } from './decide-question.ts';
import { isUnchangedQuestion, mergeQuestions } from './observe-question.ts';
import { judgeQuestion } from './judge-question.ts';

/**
 * Two complete ALL readings without the question prove its deletion if so much time lies between them.
 * Assumption: all-shows-everything.
 */
const GONE_FOR_MS = 20 * MINUTE_MS;
/** ANSWERED lists a question for so long without a comment. Then somebody answered it in a way that the lists do not show. */
const ABSENT_FOR_MS = HOUR_MS;

/**
 * Decides about a question after its look-up, or without it (R31).
 * @param isMade false: no look-up was due, or none could be made
 */
const decideAbsence: PolledRules['decideAbsence'] = (ticket, { lookUp, absence, isMade, counts }, now) => {
  const { facts, poll } = ticket;
  const isMissing = absence === 'missing';
  if (isClosed(ticket)) {
    if (isMissing) return facts.fingerprint === undefined ? {} : { change: markMissing(ticket) };
    if (!isMade) return {};
    // The first sight of the older copy counts, too.
    const isBelieved = poll.lookUps >= 2 && lookUp.is === 'found' && !reopenedRecently(facts, now);
    const reopens = isBelieved && !judgeQuestion(ticket, lookUp.inquiry);
    return reopens
      ? { change: reopenQuestion(ticket, lookUp.inquiry, now) }
      : { notes: nextNotes(ticket, { counts }, now) };
  }
  const end = lookUp.is === 'found' ? judgeQuestion(ticket, lookUp.inquiry) : undefined;
  if (end) return { change: closeTicket(ticket, end, now) };
  if (isLeftUnanswered(facts, now))
    return { change: closeTicket(ticket, { outcome: 'left-unanswered' }, now) };
  const isFound = lookUp.is === 'found';
  const absentSince = isMissing ? (poll.absentSince ?? now) : undefined;
  const goneSince =
    isFound || !isMissing ? undefined : (poll.goneSince ?? (lookUp.is === 'missing' ? now : undefined));
  if (lookUp.is === 'missing' && goneSince !== undefined && now - goneSince >= GONE_FOR_MS)
    return { change: closeTicket(ticket, { outcome: 'deleted' }, now) };
  if (isFound && absentSince !== undefined && now - absentSince >= ABSENT_FOR_MS)
    return { change: closeTicket(ticket, { outcome: 'answered' }, now) };
  const isAnswered = lookUp.is !== 'unknown';
  const notes =
    isMade && (counts || isAnswered)
      ? nextNotes(ticket, { absentSince, goneSince, isAnswered, counts }, now)
      : undefined;
  return {
    ...(isMissing && facts.state === 'open' && { change: markMissing(ticket) }),
    ...defined({ notes }),
  };
};

/** A look-up before a step keeps the schedule of a listed ticket. Without an answer, another look-up counts as made. */
const nextNotes = (
  { poll }: Ticket,
  made: {
    counts: boolean;
    absentSince?: number | undefined;
    goneSince?: number | undefined;
    isAnswered?: boolean;
  },
  now: number,
): PollNotes => {
  const { counts, absentSince, goneSince, isAnswered = true } = made;
  const lookedUpAt = isAnswered ? now : poll.lookedUpAt;
  if (!counts) {
    const { absentSince: _absent, goneSince: _gone, ...kept } = poll;
    return { ...kept, ...defined({ lookedUpAt, absentSince, goneSince }) };
  }
  const lookUpAt = lookUpAgainAt(poll.lookUps, now);
  return defined({ lookUpAt, lookUps: poll.lookUps + 1, lookedUpAt, absentSince, goneSince });
};

const isLeftUnanswered = ({ inquiryAt, openedAt }: Ticket['facts'], now: number): boolean =>
  now - (inquiryAt ?? openedAt) >= LEFT_AFTER_MS;

/** The rules of questions on product pages (R31). */
export const PRODUCT_RULES: PolledRules = {
  source: 'product',
  merge: mergeQuestions,
  isUnchanged: isUnchangedQuestion,
  decide: decideQuestion,
  leftAfterMs: LEFT_AFTER_MS,
  decideAbsence,
};
