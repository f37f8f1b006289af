import { MINUTE_MS } from '../time/durations.ts';
import { ANSWER_LIMIT_MS, type TicketFacts } from './ticket.ts';

/** When the seller was asked, and when the 24 hours end. */
export type TicketClock = Pick<TicketFacts, 'askedAt' | 'askedAtUncertain' | 'dueAt'>;

/** The possible error of Coupang's times. */
export const TOLERANCE_MS = 10 * MINUTE_MS;

export const clockAt = (askedAt: number): TicketClock => ({
  askedAt,
  askedAtUncertain: false,
  dueAt: askedAt + ANSWER_LIMIT_MS,
});

/** A sure clock moves earlier if its post's time does. @param at the time of its post now, epoch ms */
export const movedEarlier = (clock: TicketClock, at: number | undefined): TicketClock =>
  at !== undefined && !clock.askedAtUncertain && at < clock.askedAt ? clockAt(at) : clock;

/** A time of Coupang that no clock error explains. It counts as no time. */
export const isAhead = (at: number, now: number): boolean => at > now + TOLERANCE_MS;

/** Both clocks agree. */
export const isOver = ({ dueAt }: Pick<TicketClock, 'dueAt'>, now: number): boolean =>
  dueAt + TOLERANCE_MS < now;
