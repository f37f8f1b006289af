import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { checkClock } from './check-clocks.ts';
import { checkEnd, checkUnaskedEnd } from './check-ends.ts';
import type { Aftermath } from './check-outcome.ts';
import { type RequestPost, isOrdered } from '../coupang-record.ts';
import { type HandOver, shownSince, violationOf } from './hand-over.ts';
import { isOvertaken, type ShownInquiry } from './reading-ledger.ts';
import { idOf, type Violation } from './violation.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../../../lib/domain/time/durations.ts';

const LINE_EVERY_MS = 10 * MINUTE_MS;
/** A post that ended and asks again looks like an older copy until its second look-up (R15). */
const LOOKED_UP_TWICE_MS = 20 * MINUTE_MS;
/** Two hours after an end, by two clocks (R10, R15). A list may lag so long behind it. */
const LISTS_LAG_MS = 2 * HOUR_MS + 10 * MINUTE_MS;
/** A request is past this long after it was asked (R11). */
const PAST_AFTER_MS = DAY_MS + 10 * MINUTE_MS;

/**
 * Compares Coupang's own record with the tickets, whatever the program's rules say (promise). Each post that asked and
 * was shown on a page has one announced ticket, with its own clock and its true end. No other tickets exist.
 */
export const checkHandOvers = (aftermath: Aftermath): Violation[] => {
  const { coupang, tickets } = aftermath;
  const { record } = coupang;
  const shown = Map.groupBy(
    aftermath.promised.flatMap((page) => page.asking.map(({ answerId }) => ({ answerId, page }))),
    ({ answerId }) => answerId,
  );
  const ofPost = Map.groupBy(tickets, ({ key: { answerId } }) => answerId);
  const ofInquiry = Map.groupBy(tickets, ({ key: { inquiryId } }) => inquiryId);
  return [
    ...[...record.posts.values()].flatMap((request) =>
      checkPost(
        request,
        ofPost.get(request.answerId) ?? [],
        (shown.get(request.answerId) ?? []).map(({ page }) => page),
        aftermath,
      ),
    ),
    ...aftermath.promised
      .filter(({ inquiryId, asking }) => asking.length === 0 && !ofInquiry.has(inquiryId))
      .filter((inquiry) => !isUnproved(inquiry, aftermath) && !mayLag(inquiry, aftermath))
      .map(({ inquiryId }) => violationOf(inquiryId)('promise', 'was listed, and has no ticket')),
    ...tickets.flatMap((ticket) => {
      const isKnownRequest = record.posts.has(ticket.key.answerId);
      return [...checkCalm(ticket), ...(isKnownRequest ? [] : checkUnasked(ticket, aftermath))];
    }),
  ];
};

/**
 * A TRANSFER that was over at first sight waits for a run that reads NO_ANSWER of its window whole (R11), also while tickets contradict the
 * window (R9) and the team knows that Coupang cannot be read.
 * @param askedAt as the page showed it
 */
const mayWait = (
  { mayBeReply, status, at, newestAt }: ShownInquiry,
  askedAt = newestAt,
  aftermath: Aftermath,
): boolean =>
  (mayBeReply || (status === 'TRANSFER' && isBlind(at, aftermath))) &&
  askedAt !== undefined &&
  askedAt + DAY_MS < at;

const isBlind = (at: number, { notices }: Aftermath, cause?: string): boolean =>
  notices.some(
    ({ facts }) =>
      facts.about === 'blind' &&
      (cause === undefined || facts.cause === cause) &&
      facts.since <= at &&
      (facts.until ?? Infinity) >= at,
  );

/** Whether a page may show a list that lags behind the inquiry's last end: its newest closing post, or a ticket's closing. */
const mayLag = (
  { inquiryId, at, writtenAt = -Infinity }: ShownInquiry,
  { tickets, closingsOf }: Aftermath,
): boolean => {
  const closings = tickets.filter(({ key }) => key.inquiryId === inquiryId).flatMap(closingsOf);
  return [writtenAt, ...closings.filter((closedAt) => closedAt <= at)].some(
    (endedAt) => at - endedAt < LISTS_LAG_MS,
  );
};

/** Whether a page shows the post as answered, and need not mean that it asks again (R15). */
const mayBeOver = (page: ShownInquiry, answerId: string, aftermath: Aftermath): boolean =>
  isWrittenTo(page, answerId) && (isOvertaken(page, answerId) || mayLag(page, aftermath));

const isWrittenTo = ({ asking }: ShownInquiry, answerId: string): boolean =>
  asking.some((request) => request.answerId === answerId && request.isWrittenTo);

/** A row without an asking post makes no ticket while Coupang ignores a filter (R7), nor while it may wait. */
const isUnproved = (inquiry: ShownInquiry, aftermath: Aftermath): boolean =>
  isBlind(inquiry.at, aftermath, 'filter-ignored') ||
  mayWait(inquiry, aftermath.coupang.record.of(inquiry.inquiryId).at(-1)?.shownAt, aftermath);

const checkPost = (
  request: RequestPost,
  own: readonly Ticket[],
  shown: readonly ShownInquiry[],
  aftermath: Aftermath,
): Violation[] => {
  const { inquiryId, answerId } = request;
  const [ticket] = own;
  const needsTicket = shown.some((page) => {
    const at = page.asking.find((post) => post.answerId === answerId)?.at;
    return !mayWait(page, at, aftermath) && !mayBeOver(page, answerId, aftermath);
  });
  if (own.length > 1 || (!ticket && needsTicket))
    return [violationOf(inquiryId)('promise', `${answerId} asked, was shown, and has ${own.length} tickets`)];
  if (!ticket) return [];
  const handOver = { request, ticket, shown };
  return [
    ...checkAnnounced(handOver, aftermath),
    ...checkClock(handOver, aftermath),
    ...checkEnd(handOver, aftermath),
  ];
};

/**
 * A ticket without an announcement needs a reason: its time was over before anybody could see it, and nobody waits for
 * an answer.
 */
const checkAnnounced = (handOver: HandOver, aftermath: Aftermath): Violation[] => {
  const { coupang, sight, endedWell, tickets } = aftermath;
  const { request, ticket, shown } = handOver;
  const { answerId, inquiryId, at } = request;
  const counted = shownSince(handOver);
  if (ticket.facts.announcement !== 'none' || counted.length === 0) return [];
  const others = coupang.record.of(inquiryId);
  const isWanted = counted.some(
    (page) =>
      page.status === 'NO_ANSWER' &&
      page.asking.at(-1)?.answerId === answerId &&
      !mayBeOver(page, answerId, aftermath),
  );
  const isOver = (request.shownAt ?? at) + PAST_AFTER_MS < ticket.facts.openedAt + MINUTE_MS;
  const isOlder = counted.some(({ asking }) => asking.at(-1)?.answerId !== answerId);
  const isNewest = counted.some(({ asking }) => asking.at(-1)?.answerId === answerId);
  // Found after a blind time with its end. That it asks again beside a newer post is known only from its flag.
  const isFound = !isNewest && request.ends.some(({ outcome }) => outcome === ticket.facts.outcome);
  // Only a whole reading of its dates within a day shows that it came late (R11).
  const inquiryAt = ticket.facts.inquiryAt ?? at;
  const wasReadFrom = (from: number): boolean =>
    endedWell.some(
      ({ ledger, endedAt }) => endedAt < ticket.facts.openedAt && ledger.wasReadWhole(inquiryAt, from),
    );
  // It got its ticket two hours after its answer, and nobody notes what a list showed until then.
  const first = shown.findLast(({ runBeganAt }) => runBeganAt <= ticket.facts.openedAt);
  const isHeld = first !== undefined && isWrittenTo(first, answerId);
  const isUnseen =
    isHeld || ticket.facts.openedAt <= sight.sightedFrom() || !wasReadFrom(ticket.facts.openedAt - DAY_MS);
  // The row had a ticket before its post was known (R10). People see that one.
  const isShown = tickets.some(
    ({ key, facts }) =>
      key.inquiryId === inquiryId && facts.announcement === 'card' && facts.openedAt < ticket.facts.openedAt,
  );
  if (
    !isOrdered(others) ||
    isFound ||
    (isShown && isOver) ||
    endedAgain(handOver, counted) ||
    (isOver && (isOlder || (isUnseen && !isWanted)))
  )
    return [];
  return [violationOf(inquiryId)('promise', `${answerId} asked, was shown, and was not announced`)];
};

/** Whether it was shown only after its ticket had closed, and ended before the program could know it from an older copy. */
const endedAgain = (
  { request: { spells }, ticket: { facts } }: HandOver,
  counted: readonly ShownInquiry[],
): boolean =>
  counted.every(({ runBeganAt, at }) => {
    const until = spells.findLast(({ from }) => from <= at)?.until ?? Infinity;
    return runBeganAt > (facts.closedAt ?? Infinity) && until - runBeganAt < LOOKED_UP_TWICE_MS;
  });

/** A ticket without an asking post must come from a listing without one. */
const checkUnasked = (ticket: Ticket, aftermath: Aftermath): Violation[] =>
  aftermath.coupang.record.listedUnasked.has(ticket.key.inquiryId)
    ? checkUnaskedEnd(ticket, aftermath)
    : [violationOf(ticket.key.inquiryId)('R10', `${idOf(ticket.key)} belongs to no post that asked`)];

/** A text that changes back and forth must not flood the thread. */
const checkCalm = ({ key: { inquiryId }, facts: { history } }: Ticket): Violation[] => {
  const ats = history.filter(({ name }) => name.startsWith('changed-')).map(({ at }) => at);
  const isFlood = ats.some((at, index) => index > 0 && at - (ats[index - 1] ?? 0) < LINE_EVERY_MS);
  return isFlood ? [violationOf(inquiryId)('calm', `has lines about ${ats.length} changes of its text`)] : [];
};
