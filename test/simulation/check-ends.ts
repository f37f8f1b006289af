import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Aftermath } from './check-outcome.ts';
import { type HandOver, shownSince, violationOf } from './hand-over.ts';
import { type AskedPost, type End, isOrdered } from './coupang-record.ts';
import type { MemoryCoupang } from './memory-coupang.ts';
import type { Violation } from './violation.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

/** What asks is open; what has ended is closed as Coupang's record has it (R14, R15). */
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

/** Of all posts of the inquiry that ask now, the one that was asked last; `undefined` where wrong times hide which. */
const newestAsking = ({ inquiryId }: AskedPost, { record }: MemoryCoupang): AskedPost | undefined => {
  const asking = record.of(inquiryId).filter(({ spells }) => spells.at(-1)?.until === Infinity);
  return isOrdered(asking) || asking.length === 1 ? asking.at(-1) : undefined;
};

const closedThoughAsking = (handOver: HandOver, { coupang, now }: Aftermath): string | undefined => {
  const { asked, ticket } = handOver;
  const { inquiryId, ends } = asked;
  const isTakenForAnswered = asked.isWrittenTo && ticket.facts.outcome === 'answered';
  // A TRANSFER may be listed for ever, and an older hand-over beside a newer one is counted: their day is over.
  const isOver = ticket.facts.outcome === 'unknown' && ticket.facts.dueAt < now;
  if (newestAsking(asked, coupang) !== asked)
    // Nobody can tell a flag that stayed from one that means something, where a newer post asks.
    return isOver || isTakenForAnswered || ends.length > 0 || newestAsking(asked, coupang) === undefined
      ? undefined
      : `asks beside a newer one, and is closed as ${ticket.facts.outcome}`;
  if (coupang.inquiries.get(inquiryId)?.list === 'TRANSFER' && isOver) return undefined;
  const isSeen = shownSince(handOver).some(({ runBeganAt }) => runBeganAt > (ticket.facts.closedAt ?? 0));
  return isSeen ? `asks and is listed, and is closed as ${ticket.facts.outcome}` : undefined;
};

const openThoughAsking = ({ asked, ticket, shown }: HandOver, { coupang }: Aftermath): string | undefined => {
  if (ticket.facts.state !== 'open') return `asks and is listed, and is ${ticket.facts.state}`;
  const kind = coupang.inquiries.get(asked.inquiryId)?.list === 'NO_ANSWER' ? 'reply' : 'confirm';
  const isNewest = newestAsking(asked, coupang) === asked && shown.length > 0;
  return isNewest && ticket.facts.kind !== kind
    ? `is to be a ${kind}, and is a ${ticket.facts.kind}`
    : undefined;
};

/** The end of the last time in which it asked, where the inquiry tells it. */
const toldEnd = ({ asked }: HandOver, { coupang }: Aftermath): End | undefined => {
  const { inquiryId, ends, spells } = asked;
  const last = ends.at(-1);
  // Listed though nothing asks, or found by nobody: then what its posts tell may be of before (R14).
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
  // What ended, was asked again and ended otherwise may have been seen once only. A listing in which no post asks stands for
  // the whole inquiry, and so does its end; and where times are missing or wrong nobody can tell whose it is.
  const { record } = aftermath.coupang;
  const isOfAll = record.listedUnasked.has(asked.inquiryId) || !isOrdered(record.of(asked.inquiryId));
  // What a vendor wrote behind it in time looks like an answer, whatever Coupang took it for.
  const written = isOfAll ? record.of(asked.inquiryId) : [asked];
  if (outcome === 'answered' && written.some(({ isWrittenTo }) => isWrittenTo)) return undefined;
  const ends = isOfAll ? [...asked.ends, ...(record.inquiryEnds.get(asked.inquiryId) ?? [])] : asked.ends;
  const same = ends.filter((end) => end.outcome === outcome);
  // A late answer and Coupang's own closing are one and the same to the score.
  const isLate =
    outcome === 'auto-closed' && asked.ends.some((end) => end.at > dueAt && end.login !== undefined);
  // Nor can anybody tell of which hand-over the system speaks where several ended without a word.
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

/** What stands for a listing in which no post asked: an answer, or a closing, ends it once it has gone (R14). */
export const checkUnaskedEnd = (ticket: Ticket, { coupang, now }: Aftermath): Violation[] => {
  const {
    key: { inquiryId },
    facts: { state, outcome, askedAt, dueAt },
  } = ticket;
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
  // Where a post asked, too, an end is that one's.
  const isAlone = coupang.record.of(inquiryId).length === 0;
  const isTold = ends.some(({ at, outcome: how }) => at >= askedAt && how === 'answered');
  return isGone && isAlone && isTold && now < dueAt + 7 * DAY_MS
    ? violation(`is ${state}, and was answered`)
    : [];
};
