import { addDays, dateAt } from './dates.ts';
import type { ListStatus } from './inquiry.ts';
import type { CompleteReadings } from './plan-readings.ts';
import { ANSWER_LIMIT_MS, type Kind } from './ticket.ts';

export type AskedAt = { askedAt: number; askedAtUncertain: boolean };

/**
 * When the agent asked, where no post says so (R11): the later of inquiryAt and the last complete reading that
 * should have shown the inquiry and did not. If even that is 24 h ago it says nothing of the deadline: now, as
 * uncertain, so that no guess makes a hand-over past.
 * @param now corrected clock, epoch ms; this run's own readings must not be in `completeReadings`
 */
export const estimateAskedAt = (input: {
  inquiryAt?: number;
  kind: Kind;
  completeReadings: CompleteReadings;
  zone: string;
  now: number;
}): AskedAt => {
  const { inquiryAt, now } = input;
  if (inquiryAt === undefined) return { askedAt: now, askedAtUncertain: true };
  const earliest = Math.max(inquiryAt, lastReadingThatCovered(input, inquiryAt) ?? inquiryAt);
  return now - earliest < ANSWER_LIMIT_MS
    ? { askedAt: Math.min(now, earliest), askedAtUncertain: false }
    : { askedAt: now, askedAtUncertain: true };
};

const lastReadingThatCovered = (
  input: { kind: Kind; completeReadings: CompleteReadings; zone: string },
  inquiryAt: number,
): number | undefined => {
  const status: ListStatus = input.kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER';
  const date = dateAt(inquiryAt, input.zone);
  const began = Object.entries(input.completeReadings).flatMap(([key, beganAt]) => {
    const [firstDate = '', readStatus] = key.split('/');
    const covers = readStatus === status && firstDate <= date && date <= addDays(firstDate, 6);
    return covers ? [beganAt] : [];
  });
  return began.length > 0 ? Math.max(...began) : undefined;
};
