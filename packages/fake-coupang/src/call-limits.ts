import { SECOND_MS, MINUTE_MS } from './time.ts';

/** Coupang's limit of calls. Source: coupang-api.md section 4. */
export type CallLimits = {
  /** Counts one call of a vendor. `near`: accepted, with a warning. `over`: refused. */
  count: (vendor: string) => 'free' | 'near' | 'over';
};

const WARNS_FROM = 0.9;

/**
 * A vendor's limit applies to all its programs together.
 * @param callsPerSecond Infinity: no limit
 */
export const createCallLimits = (now: () => number, callsPerSecond: number): CallLimits => {
  const passed = new Map<string, number[]>();
  return {
    count: (vendor) => {
      const at = now();
      const recent = (passed.get(vendor) ?? []).filter((earlier) => Math.abs(at - earlier) < SECOND_MS);
      const isOver = recent.length >= callsPerSecond;
      if (!isOver) recent.push(at);
      passed.set(vendor, recent);
      if (isOver) return 'over';
      return recent.length >= callsPerSecond * WARNS_FROM ? 'near' : 'free';
    },
  };
};

/** The edge in front of the gateway, which sees only addresses. Here all callers share one address. */
export type Edge = {
  isBlocked: () => boolean;
  note: (status: number) => void;
};

const FAILURES = 20;
const WITHIN_MS = 5000;
const BLOCKS_FOR_MS = 10 * MINUTE_MS;

/**
 * Blocks the address for ten minutes after 20 failed calls in 5 s. Source: coupang-api.md section 4.
 * @param callsPerSecond Infinity: never
 */
export const createEdge = (now: () => number, callsPerSecond: number): Edge => {
  let failedAt: number[] = [];
  let blockedUntil = Number.NEGATIVE_INFINITY;
  return {
    isBlocked: () => now() < blockedUntil,
    note: (status) => {
      if (status < 300 || callsPerSecond === Infinity) return;
      const at = now();
      failedAt = [...failedAt.filter((earlier) => Math.abs(at - earlier) < WITHIN_MS), at];
      if (failedAt.length < FAILURES) return;
      blockedUntil = at + BLOCKS_FOR_MS;
      failedAt = [];
    },
  };
};
