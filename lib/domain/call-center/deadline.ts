import { clockAt, isOver, type TicketClock, TOLERANCE_MS } from '../ticket/clock.ts';
import type { ListStatus } from '../sources.ts';
import { dateAt } from '../time/dates.ts';
import { type AskingPost, namelessAskingPost, newestAgentPost } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { type CompleteReadings, coversDate, OPEN_STATUSES } from '../reading/plan-readings.ts';
import { ANSWER_LIMIT_MS, type TicketFacts } from '../ticket/ticket.ts';
import type { VendorState } from '../reading/vendor-state.ts';
import { MINUTE_MS, DAY_MS } from '../time/durations.ts';

/** The vendor's state before this run. */
export type KnownSight = Pick<VendorState, 'recentCompleteAt' | 'firstPollAt'> & {
  completeReadings: CompleteReadings;
  /** When the lists could not be read (R17). */
  blindTimes: readonly { since: number; until: number }[];
  zone: string;
  now: number;
};

/** Two times of one post that differ by less are equal. Coupang's clock error is in both times, so this limit is far shorter. */
export const SAME_TIME_MS = MINUTE_MS;

export const seenAtOf = ({ beganAt }: Listing, { now }: KnownSight): number => Math.min(beganAt, now);

/** `undefined` without a time, or if the time is in the future (R11). */
export const clockOfPost = (at: number | undefined, now: number): TicketClock | undefined =>
  at === undefined || at > now + TOLERANCE_MS ? undefined : clockAt(at);

/**
 * The clock of an open ticket after its post's time changed, or `undefined` if the clock stays. A deadline never moves later. A certain
 * `askedAt` never moves earlier, since an earlier time comes from an older copy.
 */
export const movedClock = (
  facts: Pick<TicketFacts, 'askedAt' | 'askedAtUncertain' | 'clockIsOurs' | 'dueAt'>,
  post: Post | undefined,
  now: number,
): TicketClock | undefined => {
  const moved = facts.clockIsOurs ? undefined : clockOfPost(post?.at, now);
  if (!moved) return undefined;
  const askedAt = facts.askedAtUncertain ? moved.askedAt : Math.max(facts.askedAt, moved.askedAt);
  return { ...moved, askedAt, dueAt: Math.min(facts.dueAt, moved.dueAt) };
};

/** Ignores later times of the post. People see it as uncertain (R11). */
export const FIXED = { askedAtUncertain: true, clockIsOurs: true } as const;

export const fixedClock = (seenAt: number): TicketClock => ({ ...clockAt(seenAt), ...FIXED });

/**
 * The clock of a new request (R11): from its post, a post without an id, or an estimate. A TRANSFER that was first seen after its deadline
 * gets an estimate, too.
 */
export const clockOfRequest = (
  post: AskingPost | undefined,
  row: Listing,
  known: KnownSight,
): TicketClock => {
  const { inquiry, kind } = row;
  const clock = clockOfPost((post ?? namelessAskingPost(inquiry))?.at, known.now);
  if (!post) return { ...(clock ?? estimateClock(row, known)), askedAtUncertain: true };
  if (!clock) return post.at === undefined ? estimateClock(row, known) : fixedClock(seenAtOf(row, known));
  const isLate = kind === 'confirm' && isOver(clock, known.now);
  return isLate ? { ...estimateClock(row, known), ...FIXED } : clock;
};

/**
 * The later of inquiryAt and the last complete reading without the inquiry. If that is unknown, or 24 h ago or more, the clock starts with
 * this reading (R11).
 */
const estimateClock = (row: Listing, known: KnownSight): TicketClock => {
  const { inquiry, kind } = row;
  const seenAt = seenAtOf(row, known);
  const { inquiryAt } = inquiry;
  const readAt = lastReadingThatCovered(inquiryAt, kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER', known);
  const earliest = inquiryAt === undefined ? undefined : Math.max(inquiryAt, readAt ?? inquiryAt);
  const isYoung = earliest !== undefined && seenAt - earliest < ANSWER_LIMIT_MS;
  return { ...clockAt(isYoung ? Math.min(seenAt, earliest) : seenAt), askedAtUncertain: true };
};

/**
 * When a request was asked that is past at first sight (D5): its 24 hours are over, and a newer post asks, or it is a TRANSFER of the
 * vendor's first day or of a blind time. The newest NO_ANSWER request is never past (R11).
 * @returns `not-known` if an incomplete NO_ANSWER may hold the row; `undefined` if it is not past
 */
export const pastAtFirstSight = (
  { post, isNewest }: { post?: AskingPost; isNewest: boolean },
  { kind, kindIsSure, inquiry }: Listing,
  known: KnownSight,
): number | 'not-known' | undefined => {
  const at = (post ?? newestAgentPost(inquiry))?.at;
  if (at === undefined || !isOver(clockAt(at), known.now)) return undefined;
  if (!isNewest) return at;
  if (kind === 'reply') return undefined;
  if (!kindIsSure) return 'not-known';
  return wasUnseen(at, inquiry, known) ? at : undefined;
};

const wasUnseen = (at: number, { inquiryAt }: Inquiry, known: KnownSight): boolean =>
  isFirstSight(inquiryAt, known) ||
  (lastReadWhole(inquiryAt, known) <= at &&
    known.blindTimes.some(({ since, until }) => at > since && at <= until));

const FIRST_DAY_MS = DAY_MS;

/** Whether the vendor was never read, or is on its first day and this inquiry's lists were not read yet (R11). */
const isFirstSight = (inquiryAt: number | undefined, known: KnownSight): boolean => {
  const { recentCompleteAt, firstPollAt = 0, now } = known;
  if (recentCompleteAt === undefined) return true;
  return now - firstPollAt < FIRST_DAY_MS && lastReadWhole(inquiryAt, known) === 0;
};

/** The earlier of the last complete readings of both lists that cover the inquiry, or 0 (R11). */
const lastReadWhole = (inquiryAt: number | undefined, known: KnownSight): number =>
  Math.min(...OPEN_STATUSES.map((status) => lastReadingThatCovered(inquiryAt, status, known) ?? 0));

/** For an inquiry without a date, any window counts. */
const lastReadingThatCovered = (
  inquiryAt: number | undefined,
  status: ListStatus,
  { completeReadings, zone }: KnownSight,
): number | undefined => {
  const date = inquiryAt === undefined ? undefined : dateAt(inquiryAt, zone);
  const began = Object.entries(completeReadings).flatMap(([key, beganAt]) => {
    const [, readStatus] = key.split('/');
    const covers = date === undefined || coversDate(key, date);
    return covers && readStatus === status ? [beganAt] : [];
  });
  return began.length > 0 ? Math.max(...began) : undefined;
};
