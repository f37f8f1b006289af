import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Aftermath } from './check-outcome.ts';
import { type HandOver, shownSince, violationOf } from './hand-over.ts';
import { type AskedPost, type End, isOrdered } from './coupang-record.ts';
import type { MemoryCoupang } from './memory-coupang.ts';
import type { Violation } from './violation.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

/** An asking post has an open ticket. An ended one has a ticket closed as in Coupang's record (R14, R15). */
export const checkEnd = (handOver: HandOver, aftermath: Aftermath): Violation[] => {
  const { asked, ticket } = handOver;
  const isAsking = asked.spells.at(-1)?.until === Infinity;
  const problem =
    ticket.facts.state === 'closed'
      ? ((isAsking ? closedThoughAsking(handOver, aftermath) : undefined) ??
        closedOtherwise(handOver, aftermath))
      : isAsking
        ? openThoughAsking(handOver, aftermath)
        : openThoughEnded(handOver, aftermath);
  return problem === undefined ? [] : [violationOf(asked.inquiryId)('R14', `${asked.answerId} ${problem}`)];
};

/** The inquiry's asking post that was asked last; `undefined` if wrong times hide the order. */
const newestAsking = ({ inquiryId }: AskedPost, { record }: MemoryCoupang): AskedPost | undefined => {
  const asking = record.of(inquiryId).filter(({ spells }) => spells.at(-1)?.until === Infinity);
  return isOrdered(asking) || asking.length === 1 ? asking.at(-1) : undefined;
};

const closedThoughAsking = (handOver: HandOver, { coupang, now }: Aftermath): string | undefined => {
  const { asked, ticket } = handOver;
  const { inquiryId, ends } = asked;
  const isTakenForAnswered = asked.isWrittenTo && ticket.facts.outcome === 'answered';
  // A TRANSFER may stay listed for ever, and a hand-over beside a newer one counts too. Both are given up when their
  // time is over.
  const isOver = ticket.facts.outcome === 'unknown' && ticket.facts.dueAt < now;
  if (newestAsking(asked, coupang) !== asked)
    // If a newer post asks, a flag that merely stayed looks like a real one.
    return isOver || isTakenForAnswered || ends.length > 0 || newestAsking(asked, coupang) === undefined
      ? undefined
      : `asks beside a newer one, and is closed as ${ticket.facts.outcome}`;
  if (coupang.inquiries.get(inquiryId)?.list === 'TRANSFER' && isOver) return undefined;
  const isSeen = shownSince(handOver).some(({ runBeganAt }) => runBeganAt > (ticket.facts.closedAt ?? 0));
  return isSeen ? `asks and is listed, and is closed as ${ticket.facts.outcome}` : undefined;
};

const openThoughAsking = (
  { asked, ticket, shown }: HandOver,
  { coupang, notices, tickets }: Aftermath,
): string | undefined => {
  if (ticket.facts.state !== 'open') return `asks and is listed, and is ${ticket.facts.state}`;
  const kind = coupang.inquiries.get(asked.inquiryId)?.list === 'NO_ANSWER' ? 'reply' : 'confirm';
  const isNewest = newestAsking(asked, coupang) === asked && shown.length > 0;
  // While NO_ANSWER is not complete a ticket keeps its kind. Two tickets that ask and are not listed contradict it (R9).
  const isBlind = notices.some(({ facts }) => facts.about === 'blind' && facts.state === 'open');
  const unlisted = tickets.filter(({ facts, poll }) => facts.state !== 'closed' && poll.lookUps >= 2);
  const isKept = kind === 'confirm' && (isBlind || unlisted.length >= 2);
  return isNewest && !isKept && ticket.facts.kind !== kind
    ? `is to be a ${kind}, and is a ${ticket.facts.kind}`
    : undefined;
};

/** The end of its last asking spell, if the inquiry shows it. */
const toldEnd = ({ asked }: HandOver, { coupang }: Aftermath): End | undefined => {
  const { inquiryId, ends, spells } = asked;
  const last = ends.at(-1);
  // If it is listed although nothing asks, or cannot be found, its posts may describe an earlier end (R14).
  const isHidden = coupang.record.listedUnasked.has(inquiryId) || !coupang.inquiries.has(inquiryId);
  const isOfLast = last !== undefined && last.at > (spells.at(-1)?.from ?? -Infinity);
  return isOfLast && last.isTold && !isHidden ? last : undefined;
};

const openThoughEnded = (handOver: HandOver, aftermath: Aftermath): string | undefined => {
  const end = toldEnd(handOver, aftermath);
  return end && `is ${handOver.ticket.facts.state}, and was ${end.outcome} at ${end.at}`;
};

const closedOtherwise = (handOver: HandOver, aftermath: Aftermath): string | undefined => {
  const { asked, ticket } = handOver;
  const { outcome, closedAt = 0, dueAt, kind, inTime, answeredBy } = ticket.facts;
  if (outcome === 'unknown') {
    const isOver = (kind === 'confirm' || ticket.facts.announcement === 'none') && closedAt >= dueAt;
    const end = toldEnd(handOver, aftermath);
    return isOver || !end || end.at > closedAt ? undefined : `is closed as unknown, and was ${end.outcome}`;
  }
  // A post that ended, was asked again and ended differently may have been seen only once. A listing without an asking
  // post stands for the whole inquiry, and so does its end. If times are missing or wrong, the end could belong to any
  // post.
  const { record } = aftermath.coupang;
  const isOfAll = record.listedUnasked.has(asked.inquiryId) || !isOrdered(record.of(asked.inquiryId));
  // A vendor's post that came in time looks like an answer, even if Coupang did not count it.
  const written = isOfAll ? record.of(asked.inquiryId) : [asked];
  if (outcome === 'answered' && written.some(({ isWrittenTo }) => isWrittenTo)) return undefined;
  const ends = isOfAll ? [...asked.ends, ...(record.inquiryEnds.get(asked.inquiryId) ?? [])] : asked.ends;
  const same = ends.filter((end) => end.outcome === outcome);
  // For the score, a late answer and Coupang's own closing are the same.
  const isLate =
    outcome === 'auto-closed' && asked.ends.some((end) => end.at > dueAt && end.login !== undefined);
  // If several hand-overs ended without a statement, the system's post could mean any of them.
  const wasAskedAgain = asked.spells.length > 1;
  const isUntold = isOfAll || wasAskedAgain || asked.isWrittenTo || asked.ends.some(({ isTold }) => !isTold);
  const maySpeak = outcome === 'auto-closed' && record.spokenIn.has(asked.inquiryId) && isUntold;
  if (same.length === 0)
    return isLate || maySpeak
      ? undefined
      : `is closed as ${outcome}, and was ${asked.ends.at(-1)?.outcome ?? 'not ended'}`;
  if (outcome !== 'answered') return undefined;
  const isTrue = same.some((end) => inTime === end.at <= dueAt && answeredBy === end.login);
  return isTrue ? undefined : `says inTime ${inTime} by ${answeredBy}, and it was otherwise`;
};

/** A ticket for a listing without an asking post. When it is gone, an answer or a closing ends it (R14). */
export const checkUnaskedEnd = (ticket: Ticket, { coupang, now }: Aftermath): Violation[] => {
  const { inquiryId } = ticket.key;
  const { state, outcome, askedAt, dueAt } = ticket.facts;
  const violation = (problem: string): Violation[] => [
    violationOf(inquiryId)('R14', `${ticketId(ticket.key)} ${problem}`),
  ];
  const ends = coupang.record.inquiryEnds.get(inquiryId) ?? [];
  const isWrittenTo = coupang.record.of(inquiryId).some((asked) => asked.isWrittenTo);
  if (outcome === 'answered' && isWrittenTo) return [];
  if (state === 'closed')
    return outcome === 'unknown' ||
      ends.some((end) => end.outcome === outcome) ||
      (outcome === 'auto-closed' && coupang.record.spokenIn.has(inquiryId))
      ? []
      : violation(`is closed as ${outcome}, and never was`);
  const isGone = coupang.inquiries.get(inquiryId)?.list === 'ANSWER';
  // If a post asked too, the end belongs to that post.
  const isAlone = coupang.record.of(inquiryId).length === 0;
  const isTold = ends.some(({ at, outcome: how }) => at >= askedAt && how === 'answered');
  return isGone && isAlone && isTold && now < dueAt + 7 * DAY_MS
    ? violation(`is ${state}, and was answered`)
    : [];
};
