import { addDays, dateAt } from '../time/dates.ts';
import type { Kind, ListStatus } from '../inquiry/inquiry.ts';
import { type CompleteReadings, OPEN_STATUSES } from '../reading/plan-readings.ts';
import { ANSWER_LIMIT_MS, type TicketFacts } from './ticket.ts';
import type { VendorState } from '../reading/vendor-state.ts';
import { MINUTE_MS, DAY_MS } from '../time/durations.ts';

/** When the agent asked, and when Coupang closes the hand-over. Epoch ms. */
export type TicketClock = Pick<TicketFacts, 'askedAt' | 'askedAtUncertain' | 'dueAt' | 'clockIsOurs'>;

/** Coupang's readings before this run. */
export type KnownReadings = { completeReadings: CompleteReadings; zone: string; now: number };

/** A post may be dated this much after now, since clocks differ. R6 corrects ours. */
const FUTURE_MS = 10 * MINUTE_MS;

export const clockAt = (askedAt: number): TicketClock => ({
  askedAt,
  askedAtUncertain: false,
  dueAt: askedAt + ANSWER_LIMIT_MS,
});

/** The clock from a post's own time. `undefined`: it has none, or one from the future (R10). */
export const clockOfPost = (at: number | undefined, now: number): TicketClock | undefined =>
  at === undefined || isFromTheFuture(at, now) ? undefined : clockAt(at);

export const isFromTheFuture = (at: number | undefined, now: number): boolean =>
  at !== undefined && at > now + FUTURE_MS;

/**
 * The clock if no post gives it, always shown as uncertain (R11). It starts at the later of inquiryAt and the last complete
 * reading that should have shown the inquiry and did not. If that is 24 h ago or more, or unknown, it starts now.
 */
export const estimateClock = (
  inquiryAt: number | undefined,
  kind: Kind,
  known: KnownReadings,
): TicketClock => {
  const { now } = known;
  const readAt = lastReadingThatCovered(inquiryAt, kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER', known);
  const earliest = inquiryAt === undefined ? undefined : Math.max(inquiryAt, readAt ?? inquiryAt);
  const isYoung = earliest !== undefined && now - earliest < ANSWER_LIMIT_MS;
  return { ...clockAt(isYoung ? Math.min(now, earliest) : now), askedAtUncertain: true };
};

/** An estimate that stays, whatever time the post has (R10, R11, R15). */
export const ownClock = (inquiryAt: number | undefined, kind: Kind, known: KnownReadings): TicketClock => ({
  ...estimateClock(inquiryAt, kind, known),
  clockIsOurs: true,
});

/** A clock of our own starts no later than the reading, so that each later post comes after it. */
export const atReading = (known: KnownReadings, beganAt: number): KnownReadings => ({
  ...known,
  now: Math.min(known.now, beganAt),
});

const FIRST_DAY_MS = DAY_MS;

/**
 * Whether this is the first sight of an inquiry: the vendor was never read before. It also is on the vendor's first day,
 * until the inquiry's lists were read. What is past at such a first sight was past before the program saw it (R11).
 */
export const isFirstSight = (
  inquiryAt: number | undefined,
  known: KnownReadings & Pick<VendorState, 'recentCompleteAt' | 'firstPollAt'>,
): boolean => {
  const { recentCompleteAt, firstPollAt = 0, now } = known;
  if (recentCompleteAt === undefined) return true;
  return now - firstPollAt < FIRST_DAY_MS && lastReadWhole(inquiryAt, known) === 0;
};

/**
 * When the last complete readings of both lists began that should have shown the inquiry, the earlier of the two (R15). 0:
 * at least one list was never complete.
 */
export const lastReadWhole = (inquiryAt: number | undefined, known: KnownReadings): number =>
  Math.min(...OPEN_STATUSES.map((status) => lastReadingThatCovered(inquiryAt, status, known) ?? 0));

/** For an inquiry without a date, a reading of any window counts. */
const lastReadingThatCovered = (
  inquiryAt: number | undefined,
  status: ListStatus,
  { completeReadings, zone }: KnownReadings,
): number | undefined => {
  const date = inquiryAt === undefined ? undefined : dateAt(inquiryAt, zone);
  const began = Object.entries(completeReadings).flatMap(([key, beganAt]) => {
    const [firstDate = '', readStatus] = key.split('/');
    const covers = date === undefined || (firstDate <= date && date <= addDays(firstDate, 6));
    return covers && readStatus === status ? [beganAt] : [];
  });
  return began.length > 0 ? Math.max(...began) : undefined;
};
