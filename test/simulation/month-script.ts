import type { Kind } from '../../lib/domain/sources.ts';
import { createPlainCalendar } from './plain-calendar.ts';
import { createRandom, type Random } from './random.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../../lib/domain/time/durations.ts';

/** From Monday, 2026-09-14 in Korea: Chuseok on a Thursday and a Friday, a substitute holiday on a Monday, 한글날. */
export const MONTH_FROM = Date.parse('2026-09-14T00:00:00+09:00');
export const MONTH_DAYS = 31;
export const MONTH_UNTIL = MONTH_FROM + MONTH_DAYS * DAY_MS;

const WORKDAY = ['09:00-12:00', '13:00-18:00'];

/** The team's hours, calculated separately from the program. Source of the holidays: the official gazette. */
export const MONTH_CALENDAR = createPlainCalendar(
  [[], WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, ['10:00-14:00']],
  new Set(['2026-09-24', '2026-09-25', '2026-09-26', '2026-10-03', '2026-10-05', '2026-10-09']),
);

/** How a hand-over ends at Coupang. `lost`: no longer listed and never found. `never`: listed beyond every deadline. */
export type Fate =
  | 'answered'
  | 'auto-closed'
  | 'withdrawn'
  | 'decided-by-coupang'
  | 'confirmed'
  | 'lost'
  | 'never';

/** One scripted hand-over. Epoch ms. */
export type Scripted = {
  inquiryId: string;
  answerId: string;
  kind: Kind;
  category: string;
  inquiryAt: number;
  askedAt: number;
  /** Coupang lists some hand-overs hours after the request. */
  listedAt: number;
  fate: Fate;
  /** Absent for `never`. */
  endsAt?: number;
  /** Withdrawn, and then asked again by the same post. */
  pause?: { from: number; until: number };
  claim?: { by: string; at: number };
  /** The earlier hand-over of the same inquiry. */
  follows?: string;
};

/** A half-open time in which Coupang or Slack cannot be reached. */
export type Outage = { of: 'coupang' | 'slack'; from: number; until: number };

export type MonthScript = { handOvers: Scripted[]; outages: Outage[] };

const at = (text: string): number => Date.parse(`2026-${text}:00+09:00`);

/** Coupang: one afternoon, over midnight, over an opening. Slack: one morning, one evening, over the end of a shift. */
const OUTAGES: readonly Outage[] = [
  { of: 'coupang', from: at('09-17T14:00'), until: at('09-17T17:40') },
  { of: 'coupang', from: at('09-22T22:10'), until: at('09-23T02:05') },
  { of: 'coupang', from: at('10-06T07:30'), until: at('10-06T10:20') },
  { of: 'slack', from: at('09-21T09:40'), until: at('09-21T13:10') },
  { of: 'slack', from: at('09-29T19:00'), until: at('09-29T23:30') },
  { of: 'slack', from: at('10-13T16:20'), until: at('10-13T18:40') },
];

const CATEGORIES = ['교환', '반품', '배송', '취소', '상품', '환불'] as const;
const AGENTS = ['U0MADEUP1', 'U0MADEUP2', 'U0MADEUP3'] as const;

/** The weight of each hour of a Korean day for an agent's request. */
const HOURS = [1, 1, 0, 0, 0, 1, 1, 2, 4, 8, 10, 10, 7, 9, 10, 10, 9, 8, 6, 5, 4, 3, 2, 2];

/** A made-up vendor's month: all requests, their ends, and the outages. */
export const writeMonth = (seed: number, count: number): MonthScript => {
  const random = createRandom(seed);
  const handOvers: Scripted[] = [];
  const ids = { next: 7_000_000 };
  for (let index = 0; index < count; index += 1) {
    const earlier = handOvers[index - 1 - random.below(40)];
    const follows = earlier && random.chance(0.05) ? followUp(earlier, handOvers) : undefined;
    handOvers.push(index < FIRST_SIGHT ? standing(random, ids, index) : handOver(random, ids, follows));
  }
  return { handOvers, outages: [...OUTAGES] };
};

/** More than become single cards. Some of them are past for good. */
const FIRST_SIGHT = 20;

/** Hand-overs from before the first poll. */
const standing = (random: Random, ids: { next: number }, index: number): Scripted => {
  const isPast = index < 4;
  const askedAt = MONTH_FROM - (isPast ? random.between(25, 40) : random.between(0, 18)) * HOUR_MS - 1000;
  const kind = isPast ? 'confirm' : 'reply';
  return {
    ...make(random, ids, kind, askedAt),
    listedAt: MONTH_FROM,
    ...(isPast
      ? { fate: 'confirmed', endsAt: MONTH_FROM + random.between(20, 200) * MINUTE_MS }
      : { fate: 'answered', endsAt: MONTH_FROM + random.between(60, 340) * MINUTE_MS }),
  };
};

const handOver = (random: Random, ids: { next: number }, earlier: Scripted | undefined): Scripted => {
  const kind = earlier || random.chance(0.72) ? 'reply' : 'confirm';
  const askedAt =
    earlier?.endsAt === undefined
      ? drawRequestTime(random)
      : earlier.endsAt + random.between(11, 300) * MINUTE_MS;
  const made = { ...make(random, ids, kind, askedAt), ...(earlier && follow(earlier)) };
  const end = kind === 'reply' ? endReply(random, made) : endConfirm(random, made);
  const claim = drawClaim(random, made.listedAt, end.endsAt);
  return { ...made, ...end, ...(claim && { claim }) };
};

const make = (random: Random, ids: { next: number }, kind: Kind, askedAt: number) => ({
  inquiryId: String((ids.next += 1)),
  answerId: String((ids.next += 1)),
  kind,
  category: random.pick(CATEGORIES),
  inquiryAt: askedAt - random.pick([0, 0, 1, 5, 20]) * HOUR_MS,
  askedAt,
  listedAt: askedAt + (random.chance(0.04) ? random.between(30, 23 * 60) * MINUTE_MS : 0),
});

/** Only if its inquiry is still in the recent week, and has no follow-up yet. */
const followUp = (earlier: Scripted, handOvers: readonly Scripted[]): Scripted | undefined => {
  const { fate, endsAt, pause, inquiryAt, inquiryId } = earlier;
  const isOver = endsAt !== undefined && (fate === 'answered' || fate === 'auto-closed') && !pause;
  const isFollowed = handOvers.some((other) => other.inquiryId === inquiryId && other !== earlier);
  return isOver && !isFollowed && endsAt - inquiryAt < 2 * DAY_MS ? earlier : undefined;
};

const follow = ({ inquiryId, inquiryAt, category, answerId }: Scripted) => ({
  inquiryId,
  inquiryAt,
  category,
  follows: answerId,
});

const drawRequestTime = (random: Random): number => {
  const day = random.below(MONTH_DAYS);
  const sum = HOURS.reduce((a, b) => a + b, 0);
  let left = random.below(sum);
  const hour = HOURS.findIndex((weight) => (left -= weight) < 0);
  // Never at a whole or half minute, when the program's runs begin.
  return (
    MONTH_FROM + day * DAY_MS + hour * HOUR_MS + random.below(60) * MINUTE_MS + random.between(1000, 20_000)
  );
};

type End = Pick<Scripted, 'fate' | 'endsAt' | 'pause'>;

const endReply = (random: Random, { askedAt, listedAt }: { askedAt: number; listedAt: number }): End => {
  const dueAt = askedAt + DAY_MS;
  const early = (share: number): number =>
    Math.floor(listedAt + 2 * MINUTE_MS + (dueAt - listedAt - 4 * MINUTE_MS) * share);
  const drawn = random.next();
  if (drawn < 0.78) return { fate: 'answered', endsAt: early(random.next() ** 3) };
  if (drawn < 0.82) return { fate: 'answered', endsAt: early(0.9 + random.next() * 0.1) };
  // Now and then Coupang closes late, so that an answer or `overdue` comes first.
  if (drawn < 0.85) return { fate: 'answered', endsAt: dueAt + random.between(2, 50) * MINUTE_MS + 700 };
  if (drawn < 0.92) return { fate: 'auto-closed', endsAt: dueAt + random.between(0, 40) * MINUTE_MS + 700 };
  if (drawn < 0.935) return { fate: 'withdrawn', endsAt: early(random.next()) };
  if (drawn < 0.95) return { fate: 'decided-by-coupang', endsAt: early(random.next()) };
  if (drawn < 0.985)
    return { fate: isGivenUpByDay(dueAt) ? 'lost' : 'withdrawn', endsAt: early(random.next()) };
  const from = early(0.3);
  const until = from + random.between(25, 90) * MINUTE_MS;
  return { fate: 'answered', pause: { from, until }, endsAt: until + random.between(20, 200) * MINUTE_MS };
};

/** A lost one is given up within an hour of the time of day of its deadline. No report is due in these hours. */
const isGivenUpByDay = (dueAt: number): boolean => {
  const hour = Math.floor((dueAt - MONTH_FROM) / HOUR_MS) % 24;
  const isAtTheEnd = dueAt > MONTH_UNTIL - 7 * DAY_MS && dueAt < MONTH_UNTIL - 6 * DAY_MS;
  return !isAtTheEnd && ((hour >= 10 && hour < 12) || (hour >= 14 && hour < 16));
};

const endConfirm = (random: Random, { askedAt, listedAt }: { askedAt: number; listedAt: number }): End => {
  const dueAt = askedAt + DAY_MS;
  const early = (share: number): number =>
    Math.floor(listedAt + 2 * MINUTE_MS + (dueAt - listedAt - 4 * MINUTE_MS) * share);
  const drawn = random.next();
  if (drawn < 0.74) return { fate: 'confirmed', endsAt: early(random.next() ** 2) };
  if (drawn < 0.8) return { fate: 'answered', endsAt: early(random.next()) };
  if (drawn < 0.86) return { fate: 'confirmed', endsAt: dueAt + random.between(5, 1200) * MINUTE_MS + 700 };
  if (drawn < 0.9) return { fate: 'withdrawn', endsAt: early(random.next()) };
  if (drawn < 0.93) return { fate: 'decided-by-coupang', endsAt: early(random.next()) };
  return { fate: 'never' };
};

/** By a person, some minutes after it came. Some are never claimed. */
const drawClaim = (random: Random, listedAt: number, endsAt = Infinity): Scripted['claim'] => {
  const claimedAt = listedAt + random.between(5, 600) * MINUTE_MS + 7000;
  return random.chance(0.5) && claimedAt < endsAt ? { by: random.pick(AGENTS), at: claimedAt } : undefined;
};
