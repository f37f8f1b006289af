import { describe, expect, test } from '@jest/globals';
import { heldCalls, stopsOfKey } from '../../../../lib/domain/reading/stops.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const UNTIL = NOW + 5 * MINUTE;
const READ = { completeReadings: {}, shortReadings: {}, firstPollAt: 1 };
const stop = {
  since: 1,
  until: UNTIL,
  code: 'coupang-403',
  problem: 'made up',
  cause: 'credentials',
} as const;
const STOPPED: VendorState = {
  ...NEW_VENDOR_STATE,
  sources: { product: { ...READ, stop: { ...stop, keyFingerprint: 'old', tries: 2 } } },
};

describe('R5: the stop of a source beside the hand-overs', () => {
  test('is named while it lasts, by its source', () => {
    expect(heldCalls(STOPPED, UNTIL - 1)).toEqual([{ calls: 'product', ...stop }]);
    expect(heldCalls(STOPPED, UNTIL)).toEqual([]);
  });

  test('ends with a new key, and nothing else of the source is lost', () => {
    expect(stopsOfKey(STOPPED, 'old')).toEqual(STOPPED);
    expect(stopsOfKey(STOPPED, 'new').sources).toEqual({ product: READ });
    expect(stopsOfKey(NEW_VENDOR_STATE, 'new')).not.toHaveProperty('sources');
  });
});
