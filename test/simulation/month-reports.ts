import type { Calendar } from '../../lib/domain/time/calendar.ts';
import type { HandOverFacts, Listed, ReportFacts } from '../../lib/domain/notice/notice-facts.ts';
import { NONE_CLOSED } from '../unit/local/page/make-daily-report.ts';
import { asOf, isOpenAt, type Closing, type Known } from './month-sight.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';

const MOST_LINES = 20;

type Ended = Known & { closing: Closing };

/**
 * Calculates the expected report of a period, written at a moment, from what became known (S7, S8).
 * @param at epoch ms; a ticket that was listed again by then does not count as closed
 */
export const countReport = (
  everKnown: readonly Known[],
  { about, from, until }: Pick<ReportFacts, 'about' | 'from' | 'until'>,
  at: number,
  plain: Calendar,
): ReportFacts => {
  const known = everKnown.map((handOver) => asOf(handOver, at));
  const within = (instant: number, since = from): boolean => instant >= since && instant < until;
  const standing: Ended[] = known.flatMap((handOver) =>
    handOver.closings
      .filter((closing) => closing.at <= at && closing.until > at)
      .map((closing) => ({ ...handOver, closing })),
  );
  const ended = standing.filter(({ closing }) => within(closing.at));
  const times = timesOf(ended);
  const startBefore = 2 * from - until;
  const endedBefore = standing.filter(({ closing }) => closing.at >= startBefore && closing.at < from);
  const timesBefore = timesOf(endedBefore);
  const nextShiftAt = plain.nextShift(at)?.startsAt ?? Infinity;
  const outcomes = { ...NONE_CLOSED };
  for (const { closing } of ended) outcomes[closing.outcome] += 1;
  return {
    about,
    from,
    until,
    opened: known.filter(({ openedAt }) => within(openedAt)).length,
    closed: outcomes,
    share: shareOf(ended),
    ...(times.length > 0 && { medianMs: rank(times, 0.5), p90Ms: rank(times, 0.9) }),
    worst: worstOf(ended),
    rolling: shareOf(standing.filter(({ closing }) => within(closing.at, until - 30 * DAY_MS))),
    ...(shareOf(endedBefore).counted > 0 && {
      before: {
        share: shareOf(endedBefore),
        ...(timesBefore.length > 0 && { medianMs: rank(timesBefore, 0.5) }),
      },
    }),
    dueBeforeNextShift: listOf(
      about === 'weekly'
        ? []
        : known.filter((handOver) => isOpenAt(handOver, at) && handOver.dueAt < nextShiftAt),
      at,
    ),
  };
};

/** Whether a report must say that requests which nobody saw are not counted. @param sightings epoch ms; readings that showed everything */
export const countUnseen = (
  sightings: readonly number[],
  { from, until }: Pick<ReportFacts, 'from' | 'until'>,
): Pick<ReportFacts, 'unseen' | 'unseenInShare'> => {
  const hasGap = (since: number): boolean =>
    sightings.some((at, index) => {
      const before = sightings[index - 1] ?? at;
      return at - before > 5 * MINUTE_MS && before < until && at > since;
    });
  return {
    ...(hasGap(from) && { unseen: { 'call-center': true } }),
    ...(hasGap(until - 30 * DAY_MS) && { unseenInShare: true }),
  };
};

/** Calculates the expected hand-over of a shift to the next one, at the time of its list. */
export const countHandOver = (
  known: readonly Known[],
  endsAt: number,
  at: number,
  plain: Calendar,
): HandOverFacts => {
  const open = known.filter((handOver) => isOpenAt(handOver, at)).map((handOver) => asOf(handOver, at));
  const isTaken = ({ taken }: Known): boolean => taken !== undefined && taken.at < at;
  const nextEndsAt = plain.nextShift(endsAt)?.endsAt;
  const isSoon = ({ dueAt }: Known): boolean => dueAt < (nextEndsAt ?? Infinity);
  return {
    about: 'hand-over',
    endsAt,
    ...(nextEndsAt !== undefined && { nextEndsAt }),
    dueSoon: listOf(open.filter(isSoon), at),
    unclaimed: listOf(
      open.filter((handOver) => !isSoon(handOver) && !isTaken(handOver)),
      at,
    ),
    claimed: listOf(
      open.filter((handOver) => !isSoon(handOver) && isTaken(handOver)),
      at,
    ),
  };
};

const timesOf = (ended: readonly Ended[]): number[] =>
  ended
    .flatMap(({ closing, askedAt }) =>
      closing.outcome === 'answered' ? [(closing.answeredAt ?? 0) - askedAt] : [],
    )
    .sort((a, b) => a - b);

/** Wanted answers, given or not. */
const shareOf = (ended: readonly Ended[]) => {
  const counted = ended.filter(
    ({ kind, closing: { outcome } }) =>
      kind === 'reply' && (outcome === 'answered' || outcome === 'auto-closed'),
  );
  const isInTime = ({ closing, dueAt }: Ended): boolean =>
    closing.outcome === 'answered' && (closing.answeredAt ?? Infinity) <= dueAt;
  return { inTime: counted.filter(isInTime).length, counted: counted.length };
};

/** At most three categories with misses, the worst first. */
const worstOf = (ended: readonly Ended[]): ReportFacts['worst'] => {
  const names = [...new Set(ended.map(({ category }) => category))];
  const all = names.map((category) => {
    const { inTime, counted } = shareOf(ended.filter((handOver) => handOver.category === category));
    return { category, missed: counted - inTime, counted };
  });
  const order = (a: (typeof all)[number], b: (typeof all)[number]): number =>
    b.missed - a.missed || b.counted - a.counted || (a.category < b.category ? -1 : 1);
  return all
    .filter(({ missed }) => missed > 0)
    .sort(order)
    .slice(0, 3);
};

/** This percentage of the values is not larger. */
const rank = (sorted: readonly number[], share: number): number => {
  const wanted = share * sorted.length;
  return sorted.find((_, index) => index + 1 >= wanted - 1e-9) ?? 0;
};

/** From a day after its deadline, a hand-over is only counted. */
const listOf = (open: readonly Known[], at: number): Listed => ({
  count: open.length,
  lines: open
    .filter(({ dueAt }) => at < dueAt + DAY_MS)
    .toSorted((a, b) => a.dueAt - b.dueAt || (idOf(a) < idOf(b) ? -1 : 1))
    .slice(0, MOST_LINES)
    .map(({ inquiryId, answerId, kind, dueAt, taken }) => ({
      source: 'call-center',
      inquiryId,
      answerId,
      kind,
      dueAt,
      product: '지어낸 상품',
      ...(taken && taken.at < at && { claimedBy: taken.by }),
    })),
});

const idOf = ({ inquiryId, answerId }: Known): string => `${inquiryId}/${answerId}`;
