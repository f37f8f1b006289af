import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { VendorStates } from '../ports/vendor-states.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/** Coupang's clock minus ours, ms, from the vendor's state (R6). 0: not known. */
export type KnownOffset = (vendor: VendorRef) => Promise<number>;

const KEPT_MS = MINUTE_MS;

/**
 * Reads each vendor's state at most once a minute, since an offset rarely changes. If the state cannot be read, the last
 * offset is used: a message with a slightly wrong time left is better than none.
 */
export const createKnownOffset = ({
  states,
  clock,
  log,
}: {
  states: Pick<VendorStates, 'read'>;
  clock: Clock;
  log: Log;
}): KnownOffset => {
  const kept = new Map<string, { offsetMs: number; at: number }>();
  return async ({ market, vendorId }) => {
    const name = `${market}/${vendorId}`;
    const last = kept.get(name);
    // The clock may have been set back.
    if (last && Math.abs(clock.now() - last.at) < KEPT_MS) return last.offsetMs;
    try {
      const offsetMs = (await states.read({ market, vendorId }))?.clockOffsetMs;
      // It is not cached: a poll that learns it may be running.
      if (offsetMs === undefined) return 0;
      kept.set(name, { offsetMs, at: clock.now() });
      return offsetMs;
    } catch (error) {
      if (!(error instanceof NotifierError)) throw error;
      log.warn(error.message, { market, vendorId, code: error.code });
      return last?.offsetMs ?? 0;
    }
  };
};
