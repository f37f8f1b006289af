import type { InTimeShare } from '../../domain/notice/notice-facts.ts';

/**
 * `96%`: rounded. It has decimals only where a whole number would show 100%, 0% or the threshold, and the share is above or
 * below: `99.6%` is not 100%, since something was missed.
 * @param threshold 0 to 1
 */
export const formatShare = (share: InTimeShare, threshold?: number): string | undefined => {
  const percent = roundShare(share, threshold);
  return percent === undefined ? undefined : `${percent}%`;
};

const MOST_DECIMALS = 4;

/** The percentage as it is shown. `undefined` if nothing was counted. */
export const roundShare = ({ inTime, counted }: InTimeShare, threshold = 1): number | undefined => {
  if (counted <= 0) return undefined;
  const percent = (inTime * 100) / counted;
  const marks = [0, threshold * 100, 100];
  const roundings = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) =>
    Number(percent.toFixed(decimals)),
  );
  return (
    roundings.find((rounded) => marks.every((mark) => sideOf(rounded, mark) === sideOf(percent, mark))) ??
    percent
  );
};

/** A tolerance, since 0.07 times 100 is more than 7 in floating point. */
const ROUNDING = 1e-9;

const sideOf = (percent: number, mark: number): number =>
  Math.abs(percent - mark) <= ROUNDING ? 0 : Math.sign(percent - mark);

/** `95%`, `99.5%`. */
export const formatThreshold = (threshold: number): string => `${Number((threshold * 100).toFixed(2))}%`;
