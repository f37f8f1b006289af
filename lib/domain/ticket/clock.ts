import { MINUTE_MS } from '../time/durations.ts';
import { ANSWER_LIMIT_MS, type TicketFacts } from './ticket.ts';

/** When the seller was asked, and when the 24 hours end. */
export type TicketClock = Pick<TicketFacts, 'askedAt' | 'askedAtUncertain' | 'dueAt' | 'clockIsOurs'>;

/** The possible error of Coupang's times (R6). */
export const TOLERANCE_MS = 10 * MINUTE_MS;

export const clockAt = (askedAt: number): TicketClock => ({
  askedAt,
  askedAtUncertain: false,
  dueAt: askedAt + ANSWER_LIMIT_MS,
});

/** Both clocks agree. */
export const isOver = ({ dueAt }: Pick<TicketClock, 'dueAt'>, now: number): boolean =>
  dueAt + TOLERANCE_MS < now;
