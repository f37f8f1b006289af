import type { Outcome, Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { type HandOver, shownSince, violationOf } from './hand-over.ts';
import { type RequestPost, type End, isOrdered } from '../coupang-record.ts';
import type { CoupangPeople } from '../coupang-people.ts';
import { idOf, type Violation } from './violation.ts';
import { DAY_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';

/** The system's post may mean each hand-over whose deadline is no further away (R14). */
const NEAR_DEADLINE_MS = 10 * MINUTE_MS;
/** A reason is in the post that it ends. */
const IS_OF_POST: ReadonlySet<Outcome> = new Set(['answered', 'auto-closed']);

/** An asking post has an open ticket. An ended one has a ticket closed as in Coupang's record (R14, R15). */
export const checkEnd = (handOver: HandOver, aftermath: Aftermath): Violation[] => {
  const { request, ticket } = handOver;
  const isAsking = request.spells.at(-1)?.until === Infinity;
  const problem =
    ticket.facts.state === 'closed'
      ? ((isAsking ? closedThoughAsking(handOver, aftermath) : undefined) ??
        closedOtherwise(handOver, aftermath))
      : isAsking
        ? openThoughAsking(handOver, aftermath)
        : openThoughEnded(handOver, aftermath);
  return problem === undefined
    ? []
    : [violationOf(request.inquiryId)('R14', `${request.answerId} ${problem}`)];
};

/** The inquiry's asking post that was asked last; `undefined` if wrong times hide the order. */
const newestAsking = ({ inquiryId }: RequestPost, { record }: CoupangPeople): RequestPost | undefined => {
  const asking = record.of(inquiryId).filter(({ spells }) => spells.at(-1)?.until === Infinity);
  return isOrdered(asking) || asking.length === 1 ? asking.at(-1) : undefined;
};

/** Whether a closing by Coupang's system came so late that it may mean this hand-over as well as another one. */
const maySystemMean = ({ inquiryId, at }: RequestPost, { record }: CoupangPeople): boolean =>
  (record.inquiryEnds.get(inquiryId) ?? []).some(
    (end) => end.outcome === 'auto-closed' && end.at >= at + DAY_MS - NEAR_DEADLINE_MS,
  );

const closedThoughAsking = (handOver: HandOver, { coupang, now }: Aftermath): string | undefined => {
  const { request, ticket } = handOver;
  const { inquiryId, ends } = request;
  const { outcome } = ticket.facts;
  // If a newer post asks, two look-ups that show a closing after a post end it, although its flag stays (R14).
  const isTakenForEnded =
    (outcome === 'answered' && request.isWrittenTo) ||
    (outcome === 'auto-closed' && maySystemMean(request, coupang));
  // A TRANSFER may stay listed for ever, and a hand-over beside a newer one counts too. Both are given up when their
  // time is over.
  const isOver = outcome === 'unknown' && ticket.facts.dueAt < now;
  if (newestAsking(request, coupang) !== request)
    // If a newer post asks, a flag that merely stayed looks like a real one.
    return isOver || isTakenForEnded || ends.length > 0 || newestAsking(request, coupang) === undefined
      ? undefined
      : `asks beside a newer one, and is closed as ${outcome}`;
  if (coupang.inquiry(inquiryId)?.list === 'TRANSFER' && isOver) return undefined;
  // While Coupang seems to ignore the filter, a row does not re-open what has ended (R15). A request that never ended has no such excuse.
  const isSeen = shownSince(handOver).some(
    ({ runBeganAt, isUnfiltered }) =>
      runBeganAt > (ticket.facts.closedAt ?? 0) && !(isUnfiltered && ends.length > 0),
  );
  return isSeen ? `asks and is listed, and is closed as ${outcome}` : undefined;
};

const openThoughAsking = (
  { request, ticket, shown }: HandOver,
  { coupang, notices, tickets }: Aftermath,
): string | undefined => {
  if (ticket.facts.state !== 'open') return `asks and is listed, and is ${ticket.facts.state}`;
  const kind = coupang.inquiry(request.inquiryId)?.list === 'NO_ANSWER' ? 'reply' : 'confirm';
  const isNewest = newestAsking(request, coupang) === request && shown.length > 0;
  // While NO_ANSWER is not complete a ticket keeps its kind. Two tickets that ask and are not listed contradict it (R9).
  const isBlind = notices.some(({ facts }) => facts.about === 'blind' && facts.state === 'open');
  const unlisted = tickets.filter(({ facts, poll }) => facts.state !== 'closed' && poll.lookUps >= 2);
  const isKept = kind === 'confirm' && (isBlind || unlisted.length >= 2);
  return isNewest && !isKept && ticket.facts.kind !== kind
    ? `is to be a ${kind}, and is a ${ticket.facts.kind}`
    : undefined;
};

/** The end of its last asking spell, if the inquiry shows it. */
const shownEnd = ({ request }: HandOver, { coupang }: Aftermath): End | undefined => {
  const { inquiryId, ends, spells } = request;
  const last = ends.at(-1);
  // If it is listed although nothing asks, or cannot be found, its posts may describe an earlier end (R14).
  const isHidden = coupang.record.listedUnasked.has(inquiryId) || coupang.inquiry(inquiryId) === undefined;
  const isOfLast = last !== undefined && last.at > (spells.at(-1)?.from ?? -Infinity);
  return isOfLast && last.isShown && !isHidden ? last : undefined;
};

const openThoughEnded = (handOver: HandOver, aftermath: Aftermath): string | undefined => {
  const end = shownEnd(handOver, aftermath);
  return end && `is ${handOver.ticket.facts.state}, and was ${end.outcome} at ${end.at}`;
};

const closedOtherwise = (handOver: HandOver, aftermath: Aftermath): string | undefined => {
  const { request, ticket } = handOver;
  const { outcome, closedAt = 0, dueAt, kind, inTime, answeredBy } = ticket.facts;
  if (outcome === 'unknown') {
    const isOver = (kind === 'confirm' || ticket.facts.announcement === 'none') && closedAt >= dueAt;
    const end = shownEnd(handOver, aftermath);
    return isOver || !end || end.at > closedAt ? undefined : `is closed as unknown, and was ${end.outcome}`;
  }
  // A post that ended, was asked again and ended differently may have been seen only once. A listing without an asking
  // post represents the whole inquiry, and so does its end. If times are missing or wrong, the end could belong to any
  // post.
  const { record } = aftermath.coupang;
  const isOfAll = record.listedUnasked.has(request.inquiryId) || !isOrdered(record.of(request.inquiryId));
  // A vendor's post that came in time looks like an answer, even if Coupang did not count it.
  const isUnshown = request.ends.some(({ isShown }) => !isShown);
  const written = isOfAll || isUnshown ? record.of(request.inquiryId) : [request];
  if (outcome === 'answered' && written.some(({ isWrittenTo }) => isWrittenTo)) return undefined;
  const ends = isOfAll
    ? [...request.ends, ...(record.inquiryEnds.get(request.inquiryId) ?? [])]
    : request.ends;
  // If nothing explains why a flag fell, a later post that ended another hand-over does.
  const inquiryEnds = record.inquiryEnds.get(request.inquiryId) ?? [];
  const later = inquiryEnds.filter(({ at, outcome: how }) => at >= request.at && IS_OF_POST.has(how));
  const same = [...ends, ...(isUnshown ? later : [])].filter((end) => end.outcome === outcome);
  // For the score, a late answer and Coupang's own closing are the same.
  const isLate =
    outcome === 'auto-closed' && request.ends.some((end) => end.at > dueAt && end.login !== undefined);
  // If several hand-overs ended without a statement, the system's post could mean any of them.
  const wasRenewed = request.spells.length > 1;
  const mayBeMeant = maySystemMean(request, aftermath.coupang);
  const isUntold = isOfAll || wasRenewed || request.isWrittenTo || isUnshown || mayBeMeant;
  const maySpeak = outcome === 'auto-closed' && record.spokenIn.has(request.inquiryId) && isUntold;
  if (same.length === 0)
    return isLate || maySpeak
      ? undefined
      : `is closed as ${outcome}, and was ${request.ends.at(-1)?.outcome ?? 'not ended'}`;
  if (outcome !== 'answered') return undefined;
  const isTrue = same.some((end) => inTime === end.at <= dueAt && answeredBy === end.login);
  return isTrue ? undefined : `has inTime ${inTime} by ${answeredBy}, which is wrong`;
};

/** A ticket for a listing without an asking post. When it is gone, an answer or a closing ends it (R14). */
export const checkUnaskedEnd = (ticket: Ticket, { coupang, tickets, now }: Aftermath): Violation[] => {
  const { inquiryId } = ticket.key;
  const { state, outcome, askedAt, dueAt, closedAt = Infinity } = ticket.facts;
  const violation = (problem: string): Violation[] => [
    violationOf(inquiryId)('R14', `${idOf(ticket.key)} ${problem}`),
  ];
  const ends = coupang.record.inquiryEnds.get(inquiryId) ?? [];
  const isWrittenTo = coupang.record.of(inquiryId).some((request) => request.isWrittenTo);
  if (outcome === 'answered' && isWrittenTo) return [];
  if (outcome === 'replaced')
    return tickets.some(
      ({ key, facts }) =>
        key.inquiryId === inquiryId &&
        key.answerId !== ticket.key.answerId &&
        facts.openedAt <= closedAt &&
        (facts.closedAt ?? Infinity) >= closedAt,
    )
      ? []
      : violation('is closed as replaced, and no other ticket was open');
  if (state === 'closed')
    return outcome === 'unknown' ||
      ends.some((end) => end.outcome === outcome) ||
      (outcome === 'auto-closed' && coupang.record.spokenIn.has(inquiryId))
      ? []
      : violation(`is closed as ${outcome}, and never was`);
  const isGone = coupang.inquiry(inquiryId)?.list === 'ANSWER';
  // If a post asked too, the end belongs to that post.
  const isAlone = coupang.record.of(inquiryId).length === 0;
  const wasAnswered = ends.some(({ at, outcome: how }) => at >= askedAt && how === 'answered');
  return isGone && isAlone && wasAnswered && now < dueAt + 7 * DAY_MS
    ? violation(`is ${state}, and was answered`)
    : [];
};
