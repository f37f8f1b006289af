import { defined } from '../defined.ts';
import { listSoonest } from './list-soonest.ts';
import type { HandOverFacts } from '../notice/notice.ts';
import type { AttentionRow } from '../ticket/ticket.ts';

/**
 * What a shift leaves to the next one (S7): what nobody has taken, what was taken and is open all the same, and what is due
 * before the next shift ends. Where no next shift is known everything is.
 * @param open open tickets only
 */
export const handOver = (
  open: readonly AttentionRow[],
  { endsAt, nextEndsAt }: Pick<HandOverFacts, 'endsAt' | 'nextEndsAt'>,
): HandOverFacts => ({
  about: 'hand-over',
  endsAt,
  ...defined({ nextEndsAt }),
  unclaimed: listSoonest(open.filter(({ claimedBy }) => claimedBy === undefined)),
  claimed: listSoonest(open.filter(({ claimedBy }) => claimedBy !== undefined)),
  dueSoon: listSoonest(open.filter(({ dueAt }) => dueAt < (nextEndsAt ?? Infinity))),
});
