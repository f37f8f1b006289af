import { heldCalls, stopsOfKey } from '../../domain/reading/stops.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { CoupangAccess } from '../ports/coupang.ts';

/**
 * Removes the stops that a new key ended, since the old key may have caused them (coupang-api.md section 4). While a stop is
 * active, it reads the key without a cache.
 */
export const endStopsOfOldKey = async (
  state: VendorState,
  now: number,
  access: Pick<CoupangAccess, 'keyFingerprint'>,
): Promise<VendorState> =>
  heldCalls(state, now).length === 0
    ? state
    : stopsOfKey(state, await access.keyFingerprint({ fresh: true }));
