import { defined } from '../defined.ts';
import { listSoonest } from './list-soonest.ts';
import type { HandOverFacts } from '../notice/notice.ts';
import type { AttentionRow } from '../ticket/ticket.ts';

/**
 * What a shift leaves to the next one (S7): open tickets without a claim and with one, and those due before the next shift
 * ends. If no next shift is known, all of them are due.
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
