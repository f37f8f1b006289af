import type { InTimeShare } from '../../domain/notice/notice-facts.ts';

/** `96.1%`, rounded down, so that a share below a threshold never looks equal to it. `undefined` if nothing counts. */
export const formatShare = ({ inTime, counted }: InTimeShare): string | undefined =>
  counted <= 0 ? undefined : `${(Math.floor((inTime * 1000) / counted) / 10).toFixed(1)}%`;

/** `95%`, `99.5%`. */
export const formatThreshold = (threshold: number): string => `${Number((threshold * 100).toFixed(2))}%`;
