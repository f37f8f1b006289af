import { defined } from '../defined.ts';
import type { BlindFacts } from '../notice/notice.ts';
import type { AttentionRow } from '../ticket/ticket.ts';
import type { Failure, VendorState } from '../reading/vendor-state.ts';
import { HOUR_MS } from '../time/durations.ts';

export type Sight = { is: 'sighted' } | ({ is: 'blind'; since: number } & Failure);

/**
 * Since when a vendor is blind if it is: the last complete reading of the recent week; before the first, since somebody
 * knows of it (R17). `undefined`: nobody does. Corrected clock, epoch ms.
 */
export const sightedUntil = ({ recentCompleteAt, watchedSince, firstPollAt }: VendorState) =>
  recentCompleteAt ?? watchedSince ?? firstPollAt;

/**
 * Whether the recent week has not been read whole for longer than `blindMs`, and why not (R17).
 * @param now corrected clock, epoch ms
 */
export const judgeBlindness = (input: { state: VendorState; now: number; blindMs: number }): Sight => {
  const { state, now, blindMs } = input;
  const since = sightedUntil(state);
  if (since === undefined || now - since <= blindMs) return { is: 'sighted' };
  const polledAt = state.polledAt ?? state.firstPollAt;
  const isPolled = polledAt !== undefined && now - polledAt <= blindMs;
  const failure = isPolled ? (state.failure ?? { cause: 'incomplete' }) : { cause: 'not-polling' as const };
  return { is: 'blind', since, ...failure };
};

/**
 * What was noted before Coupang's clock was known goes by that, once a poll has learnt it (R6); but for what may have been
 * told by the other clock, or nearly so: a notice is named after it.
 * @param noted the state as noted by the other clock, by which it is `now`
 * @param shiftMs Coupang's clock as known now minus the other one
 */
export const correctClockOffset = (
  noted: VendorState,
  { now, blindMs, shiftMs }: { now: number; blindMs: number; shiftMs: number },
): Pick<VendorState, 'watchedSince' | 'firstPollAt'> => {
  const { recentCompleteAt, watchedSince, firstPollAt } = noted;
  const since = sightedUntil(noted);
  if (since === undefined || recentCompleteAt !== undefined || (now - since) * 2 > blindMs) return {};
  return {
    ...(watchedSince !== undefined && { watchedSince: watchedSince + shiftMs }),
    ...(firstPollAt !== undefined && { firstPollAt: firstPollAt + shiftMs }),
  };
};

/** People go and look in WING while the blind time lasts: they must see what comes next, too. */
const DEADLINES_AHEAD_MS = HOUR_MS;
const LISTED_DEADLINES = 10;

/**
 * The deadlines of open hand-overs in the blind time and in the hour that comes, soonest first (D10).
 * @param now corrected clock, epoch ms
 */
export const blindDeadlines = (
  rows: readonly Pick<AttentionRow, 'dueAt' | 'product' | 'closedAt'>[],
  since: number,
  now: number,
): Pick<BlindFacts, 'deadlines' | 'deadlineCount'> => {
  const due = rows
    .filter(
      ({ closedAt, dueAt }) => closedAt === undefined && dueAt >= since && dueAt <= now + DEADLINES_AHEAD_MS,
    )
    // Equal ones in a fixed order: else a message that says the same would be edited every minute.
    .sort((a, b) => a.dueAt - b.dueAt || (a.product ?? '').localeCompare(b.product ?? ''));
  const deadlines = due
    .slice(0, LISTED_DEADLINES)
    .map(({ dueAt, product }) => ({ dueAt, ...defined({ product }) }));
  return { deadlines, deadlineCount: due.length };
};
