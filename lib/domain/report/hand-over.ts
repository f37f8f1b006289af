import { defined } from '../defined.ts';
import { listSoonest } from './list-soonest.ts';
import type { HandOverFacts } from '../notice/notice.ts';
import type { AttentionRow } from '../ticket/ticket.ts';

/**
 * Groups the open tickets for the next shift (S7): first those that are due before the next shift ends, then the others
 * without a claim, then those with a claim. Each ticket is in one list (R27). If no next shift is known, all of them
 * are due.
 * @param open open tickets only
 */
export const handOver = (
  open: readonly AttentionRow[],
  { endsAt, nextEndsAt }: Pick<HandOverFacts, 'endsAt' | 'nextEndsAt'>,
): HandOverFacts => {
  const isSoon = ({ dueAt }: AttentionRow): boolean => dueAt < (nextEndsAt ?? Infinity);
  const later = open.filter((row) => !isSoon(row));
  return {
    about: 'hand-over',
    endsAt,
    ...defined({ nextEndsAt }),
    dueSoon: listSoonest(open.filter(isSoon), endsAt),
    unclaimed: listSoonest(
      later.filter(({ claimedBy }) => claimedBy === undefined),
      endsAt,
    ),
    claimed: listSoonest(
      later.filter(({ claimedBy }) => claimedBy !== undefined),
      endsAt,
    ),
  };
};
