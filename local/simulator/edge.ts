import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** The edge in front of the gateway, which sees only addresses. Here all callers share one address. */
export type Edge = {
  isBlocked: () => boolean;
  note: (status: number) => void;
};

const FAILURES = 20;
const WITHIN_MS = 5000;
const BLOCKS_FOR_MS = 10 * MINUTE_MS;

/** Blocks the address for ten minutes after 20 failed calls in 5 s. Source: coupang-api.md section 4. */
export const createEdge = (now: () => number): Edge => {
  let failedAt: number[] = [];
  let blockedUntil = Number.NEGATIVE_INFINITY;
  return {
    isBlocked: () => now() < blockedUntil,
    note: (status) => {
      if (status < 300) return;
      const at = now();
      failedAt = [...failedAt.filter((earlier) => Math.abs(at - earlier) < WITHIN_MS), at];
      if (failedAt.length < FAILURES) return;
      blockedUntil = at + BLOCKS_FOR_MS;
      failedAt = [];
    },
  };
};
