import type { Aftermath } from './check-outcome.ts';
import { type HandOver, shownSince, STALE_PAGES_MS, violationOf } from './hand-over.ts';
import type { Violation } from './violation.ts';
import { MINUTE_MS, DAY_MS } from '../../../lib/domain/time/durations.ts';

const FUTURE_MS = 10 * MINUTE_MS;

/**
 * A deadline is the post's own, to the minute. Otherwise it is shown as uncertain and is at most a day after first
 * sight (R10, R11).
 */
export const checkClock = (handOver: HandOver, aftermath: Aftermath): Violation[] => {
  const { ticket, request } = handOver;
  const violation = violationOf(request.inquiryId);
  return [
    ...checkAnew(handOver, aftermath),
    ...(ticket.facts.askedAtUncertain
      ? checkUncertain(handOver, aftermath)
      : checkCertain(handOver, aftermath)),
  ].map((problem) => violation('R11', `${request.answerId} ${problem}, due at ${ticket.facts.dueAt}`));
};

const checkCertain = ({ request, ticket, shown }: HandOver, { pagesLie }: Aftermath): string[] => {
  const { closedAt = Infinity, dueAt } = ticket.facts;
  // A time that came after the last reading is unknown to the program. A time in the future is useless.
  const shownTimes = shown
    .filter(({ runBeganAt }) => runBeganAt <= closedAt)
    .flatMap(({ asking, at: shownAt }) => {
      const at = asking.find(({ answerId }) => answerId === request.answerId)?.at;
      return at === undefined || at > shownAt + FUTURE_MS || request.stamp === 'future' ? [] : at;
    });
  const stamps = ticket.facts.state === 'closed' ? shownTimes : shownTimes.slice(-1);
  if (shownTimes.length > 0)
    // A time that moved later keeps the earlier deadline.
    return stamps.some((at) => dueAt <= at + DAY_MS + MINUTE_MS)
      ? []
      : [`asked at ${shownTimes.at(-1)}, and its deadline is marked as certain`];
  // Without a time on the post, the truth is unknown if it was listed late, or a page hid it.
  const isUnknowable = request.madeAt - request.at > MINUTE_MS || pagesLie || shown.length === 0;
  const askedAt = request.spells.findLast(({ from }) => from <= ticket.facts.openedAt)?.from ?? request.at;
  return isUnknowable || isAbout(dueAt, (request.shownAt ?? askedAt) + DAY_MS) || dueAt <= askedAt + DAY_MS
    ? []
    : [`asked at ${askedAt}, and its deadline is later than that and certain`];
};

const checkUncertain = (handOver: HandOver, { coupang }: Aftermath): string[] => {
  const { request, ticket, shown } = handOver;
  const { stamp, at, spells, inquiryId } = request;
  // A request that comes back a day after its deadline starts again, also while its outcome is looked up (R15).
  const isLate = (shownAt: number): boolean => ticket.facts.askedAtUncertain && shownAt >= at + 2 * DAY_MS;
  const cameBackAt = shown.findLast(
    ({ at: shownAt }, index) => isLate(shownAt) && shownAt - (shown[index - 1]?.at ?? 0) > MINUTE_MS,
  )?.at;
  const seenAt =
    ticket.facts.history.findLast(({ name }) => name.startsWith('reopened-'))?.at ??
    cameBackAt ??
    ticket.facts.openedAt;
  const isPlain = stamp === 'true' && spells.length === 1 && !coupang.record.listedUnasked.has(inquiryId);
  // A time is useless if its deadline was over at first sight, or for more than a day when the post asked again.
  const isOver = at + DAY_MS < ticket.facts.openedAt + MINUTE_MS || at + 2 * DAY_MS < seenAt + MINUTE_MS;
  return [
    ...(isPlain && !isOver ? [`showed its time ${at} from the start, and is uncertain`] : []),
    ...(ticket.facts.dueAt <= seenAt + DAY_MS + MINUTE_MS ? [] : [`was seen at ${seenAt}`]),
  ];
};

/** A post that had ended, was seen to be gone, and asks again gets a new clock (R15). */
const checkAnew = (
  handOver: HandOver,
  { endedWell, closingsOf, coupang, indexLagMs }: Aftermath,
): string[] => {
  const { request, ticket } = handOver;
  const [before, now] = request.spells.slice(-2);
  const inquiryAt = coupang.inquiry(request.inquiryId)?.inquiryAt;
  if (!before || now?.until !== Infinity || inquiryAt === undefined) return [];
  const closedAt = closingsOf(ticket).find((at) => at >= before.until && at < now.from);
  // Shortly after the end a listing may come from an old page.
  if (closedAt === undefined || now.from < closedAt + STALE_PAGES_MS) return [];
  // A poll learns of closed tickets only from the index.
  const indexedAt = closedAt + indexLagMs + 1;
  const wasAway = endedWell.some(
    ({ ledger, endedAt }) =>
      endedAt < now.from && !ledger.listed(request.inquiryId) && ledger.wasReadWhole(inquiryAt, indexedAt),
  );
  const flagged = coupang.record
    .of(request.inquiryId)
    .filter(({ spells }) => spells.at(-1)?.until === Infinity);
  if (!wasAway || flagged.at(-1) !== request || shownSince(handOver).at(-1) === undefined) return [];
  if (ticket.facts.state !== 'open')
    return [`ended, has gone, asks again from ${now.from} on, and is ${ticket.facts.state}`];
  // A deadline that was not over yet stays.
  return ticket.facts.dueAt > now.from ||
    (ticket.facts.askedAtUncertain && ticket.facts.askedAt >= before.until - MINUTE_MS)
    ? []
    : [`ended, has gone, asks again from ${now.from} on, and keeps the clock of ${ticket.facts.askedAt}`];
};

const isAbout = (instant: number, other: number): boolean => Math.abs(instant - other) <= MINUTE_MS;
