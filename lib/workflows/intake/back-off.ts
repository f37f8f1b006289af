import { heldCalls, holds, stopsOfKey } from '../../domain/reading/stops.ts';
import type { Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import type { InquiryLookUps } from '../ports/inquiry-source.ts';
import type { EgressReader } from '../ports/vendor-states.ts';

/**
 * Returns why the primary calls of the egress IP or the vendor must wait. `undefined` if Coupang may be called.
 * @param state without the stops that a new key ended
 */
export const findBackOff = async (
  state: VendorState | undefined,
  now: number,
  egress: string,
  states: EgressReader,
): Promise<Stop | undefined> => {
  const block = await states.egressBlock(egress);
  if (block && holds(block, now)) return block;
  return state?.backOff && holds(state.backOff, now) ? state.backOff : undefined;
};

/**
 * Removes the stops that a new key ended, since the old key may have caused them (coupang-api.md section 4). While a stop is
 * active, it reads the key without a cache.
 */
export const endStopsOfOldKey = async (
  state: VendorState,
  now: number,
  source: Pick<InquiryLookUps, 'keyFingerprint'>,
): Promise<VendorState> =>
  heldCalls(state, now).length === 0
    ? state
    : stopsOfKey(state, await source.keyFingerprint({ fresh: true }));
