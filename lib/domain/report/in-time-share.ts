import type { InTimeShare } from '../notice/notice.ts';
import type { ClosedRow } from '../ticket/ticket.ts';

/**
 * A share compared with a threshold. `left`: how many more misses keep it above; `any` for the threshold 0. `needed`: it is
 * below, and so many answers in time in a row bring it back. `never`: the threshold is 1, and a miss stays counted.
 */
export type MissesLeft = { left: number | 'any' } | { needed: number | 'never' };

/**
 * How many more misses are left before the share falls below the threshold. If it is below, how many answers in time in a
 * row bring it back (S8). With nothing counted yet, no miss is left.
 * @param threshold 0 to 1
 */
export const missesLeft = ({ inTime, counted }: InTimeShare, threshold: number): MissesLeft => {
  if (threshold === 0) return { left: 'any' };
  const lacking = threshold * counted - inTime;
  if (lacking <= ROUNDING) return { left: Math.floor((inTime + ROUNDING) / threshold) - counted };
  if (threshold === 1) return { needed: 'never' };
  return { needed: Math.ceil((lacking - ROUNDING) / (1 - threshold)) };
};

/**
 * The share of replies that were in time (S7). It counts answers and automatic closings. An answer is left out if it is not
 * known whether it was in time.
 */
export const inTimeShare = (rows: readonly ClosedRow[]): InTimeShare => {
  const counted = rows.filter(counts);
  return { inTime: counted.filter(({ inTime }) => inTime === true).length, counted: counted.length };
};

const counts = ({ kind, outcome, inTime }: ClosedRow): boolean =>
  kind === 'reply' && (outcome === 'auto-closed' || (outcome === 'answered' && inTime !== undefined));

/**
 * A tolerance in counts. In floating point 0.07 times 100 is more than 7, and a share that is just enough must not be below.
 */
const ROUNDING = 1e-9;
