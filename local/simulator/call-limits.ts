import { SECOND_MS } from '../../lib/domain/time/durations.ts';

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
