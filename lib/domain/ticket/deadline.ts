import { addDays, dateAt } from '../time/dates.ts';
import { type AskingPost, namelessAskingPost, newestAgentPost } from '../inquiry/asking-posts.ts';
import type { Inquiry, ListStatus, Post } from '../inquiry/inquiry.ts';
import type { Listing } from '../reading/merge-readings.ts';
import { type CompleteReadings, OPEN_STATUSES } from '../reading/plan-readings.ts';
import { ANSWER_LIMIT_MS, type TicketFacts } from './ticket.ts';
import type { VendorState } from '../reading/vendor-state.ts';
import { MINUTE_MS, DAY_MS } from '../time/durations.ts';

/** When the agent asked, and when Coupang closes the hand-over. Epoch ms. */
export type TicketClock = Pick<TicketFacts, 'askedAt' | 'askedAtUncertain' | 'dueAt' | 'clockIsOurs'>;

/** The state of the vendor before this run. */
export type KnownSight = Pick<VendorState, 'recentCompleteAt' | 'firstPollAt'> & {
  completeReadings: CompleteReadings;
  /** Times in which the lists could not be read (R17). */
  blindTimes: readonly { since: number; until: number }[];
  zone: string;
  now: number;
};

/** Times of Coupang may be wrong by as much (R6). */
export const TOLERANCE_MS = 10 * MINUTE_MS;

/** Two times of the same post that differ by less are equal. An error of Coupang's clock is in both, so this is far shorter. */
export const SAME_TIME_MS = MINUTE_MS;

export const clockAt = (askedAt: number): TicketClock => ({
  askedAt,
  askedAtUncertain: false,
  dueAt: askedAt + ANSWER_LIMIT_MS,
});

/** A page was shown before it is decided on. */
export const seenAtOf = ({ beganAt }: Listing, { now }: KnownSight): number => Math.min(beganAt, now);

/** Both clocks agree that the deadline is over. */
const isOver = ({ dueAt }: TicketClock, now: number): boolean => dueAt + TOLERANCE_MS < now;

/** The clock from a post's own time. `undefined`: it has none, or one from the future (R11). */
export const clockOfPost = (at: number | undefined, now: number): TicketClock | undefined =>
  at === undefined || at > now + TOLERANCE_MS ? undefined : clockAt(at);

/**
 * The clock of an open ticket whose post has another time. A deadline never moves later. A sure time never moves earlier: an
 * earlier one is of an older copy. `undefined`: the clock stays.
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

/** A fixed clock stays, whatever time the post has. It is shown as uncertain (R11). */
export const FIXED = { askedAtUncertain: true, clockIsOurs: true } as const;

/** The clock starts when the program saw the request. */
export const fixedClock = (seenAt: number): TicketClock => ({ ...clockAt(seenAt), ...FIXED });

/**
 * The clock of a request that is seen for the first time (R11). It starts at the time of its post. A row without an asking
 * post has the time of a post without an id, or an estimate. A TRANSFER whose deadline is over came late: it has an
 * estimate, too.
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
 * The clock if no post gives it, always shown as uncertain (R11). It starts at the later of inquiryAt and the last complete
 * reading that should have shown the inquiry and did not. If that is 24 h ago or more, or unknown, it starts with the reading.
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
 * When a request was asked that is past at first sight. Its 24 hours are over. Also a newer post asks, or it is a TRANSFER of a
 * vendor's first day or of a blind time (D5). The newest request that Coupang lists under NO_ANSWER is never past (R11).
 * `not-known`: NO_ANSWER was not complete, and it may hold the row, too. `undefined`: it is not past.
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

/**
 * Whether this is the first sight of an inquiry: the vendor was never read before. It also is on the vendor's first day,
 * until the inquiry's lists were read. What is past at such a first sight was past before the program saw it (R11).
 */
const isFirstSight = (inquiryAt: number | undefined, known: KnownSight): boolean => {
  const { recentCompleteAt, firstPollAt = 0, now } = known;
  if (recentCompleteAt === undefined) return true;
  return now - firstPollAt < FIRST_DAY_MS && lastReadWhole(inquiryAt, known) === 0;
};

/**
 * When the last complete readings of both lists began that should have shown the inquiry, the earlier of the two (R11). 0:
 * at least one list was never complete.
 */
const lastReadWhole = (inquiryAt: number | undefined, known: KnownSight): number =>
  Math.min(...OPEN_STATUSES.map((status) => lastReadingThatCovered(inquiryAt, status, known) ?? 0));

/** For an inquiry without a date, a reading of any window counts. */
const lastReadingThatCovered = (
  inquiryAt: number | undefined,
  status: ListStatus,
  { completeReadings, zone }: KnownSight,
): number | undefined => {
  const date = inquiryAt === undefined ? undefined : dateAt(inquiryAt, zone);
  const began = Object.entries(completeReadings).flatMap(([key, beganAt]) => {
    const [firstDate = '', readStatus] = key.split('/');
    const covers = date === undefined || (firstDate <= date && date <= addDays(firstDate, 6));
    return covers && readStatus === status ? [beganAt] : [];
  });
  return began.length > 0 ? Math.max(...began) : undefined;
};
