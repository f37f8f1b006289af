import { addDays, dateAt } from '../time/dates.ts';
import type { Kind, ListStatus } from '../inquiry/inquiry.ts';
import { type CompleteReadings, OPEN_STATUSES } from '../reading/plan-readings.ts';
import { ANSWER_LIMIT_MS, type TicketFacts } from './ticket.ts';
import type { VendorState } from '../reading/vendor-state.ts';
import { MINUTE_MS, DAY_MS } from '../time/durations.ts';

/** When the agent asked, and when Coupang closes the hand-over. Corrected clock, epoch ms. */
export type TicketClock = Pick<TicketFacts, 'askedAt' | 'askedAtUncertain' | 'dueAt' | 'clockIsOurs'>;

/** Coupang's readings as known before this run. */
export type KnownReadings = { completeReadings: CompleteReadings; zone: string; now: number };

/** Clocks differ by no more than that; R6 corrects ours. */
const FUTURE_MS = 10 * MINUTE_MS;

export const clockAt = (askedAt: number): TicketClock => ({
  askedAt,
  askedAtUncertain: false,
  dueAt: askedAt + ANSWER_LIMIT_MS,
});

/** The clock that a post's own time gives; `undefined` where it has none, or one from the future (R10). */
export const clockOfPost = (at: number | undefined, now: number): TicketClock | undefined =>
  at === undefined || isFromTheFuture(at, now) ? undefined : clockAt(at);

export const isFromTheFuture = (at: number | undefined, now: number): boolean =>
  at !== undefined && at > now + FUTURE_MS;

/**
 * The clock where no post tells it, always shown as uncertain (R11): from the later of inquiryAt and the last complete reading
 * that should have shown the inquiry and did not. If even that is 24 h ago it says nothing about the deadline: then from now.
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

/** An estimate that stands for good, whatever time the post carries (R10, R11, R15). */
export const ownClock = (inquiryAt: number | undefined, kind: Kind, known: KnownReadings): TicketClock => ({
  ...estimateClock(inquiryAt, kind, known),
  clockIsOurs: true,
});

const FIRST_DAY_MS = DAY_MS;

/**
 * Whether nothing is known of a time when the inquiry was not listed, since the vendor was never read before, or only since
 * today: what is past at such a first sight was past before us (R11).
 */
export const isFirstSight = (
  inquiryAt: number | undefined,
  known: KnownReadings & Pick<VendorState, 'recentCompleteAt' | 'firstPollAt'>,
): boolean => {
  const { recentCompleteAt, firstPollAt = 0, now } = known;
  if (recentCompleteAt === undefined) return true;
  return now - firstPollAt < FIRST_DAY_MS && lastReadWhole(inquiryAt, known) === 0;
};

/** When the earlier of the last complete readings of both lists began that should have shown the inquiry (R15); 0: never. */
export const lastReadWhole = (inquiryAt: number | undefined, known: KnownReadings): number =>
  Math.min(...OPEN_STATUSES.map((status) => lastReadingThatCovered(inquiryAt, status, known) ?? 0));

/** Of an inquiry without a date any window's reading counts. */
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
