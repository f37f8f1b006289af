import type { InTimeShare } from '../notice/notice.ts';
import type { ClosedRow } from '../ticket/ticket.ts';

/**
 * How a share stands to a threshold. `left`: so many further misses it stands; `any` where the threshold is 0. `needed`: it is
 * below, and so many answers in time in a row bring it back; `never` where the threshold is 1, since a miss stays counted.
 */
export type MissesLeft = { left: number | 'any' } | { needed: number | 'never' };

/**
 * How many further misses a share stands before it falls below the threshold, or, if it is below, how many answers in time in
 * a row bring it back (S8). Where nothing is counted yet no miss is stood, for the first would be all there is.
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
 * Of the answers that were asked for: how many were given in time, of how many that were given or waited for in vain (S7). An
 * answer of which nobody knows whether it was in time is left out: it is no miss.
 */
export const inTimeShare = (rows: readonly ClosedRow[]): InTimeShare => {
  const counted = rows.filter(counts);
  return { inTime: counted.filter(({ inTime }) => inTime === true).length, counted: counted.length };
};

const counts = ({ kind, outcome, inTime }: ClosedRow): boolean =>
  kind === 'reply' && (outcome === 'auto-closed' || (outcome === 'answered' && inTime !== undefined));

/** Of counts. 0.07 times 100 is more than 7 for a machine, and a share that is just enough must not be below. */
const ROUNDING = 1e-9;
