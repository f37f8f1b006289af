import { describe, expect, test } from '@jest/globals';
import {
  type FailedCall,
  heldCalls,
  isInForce,
  stopAfter,
  stopCaller,
  stopsOf,
  stopsOfKey,
} from '../../../../lib/domain/reading/stops.ts';
import {
  type CallKind,
  type CallStop,
  NEW_VENDOR_STATE,
  type VendorState,
} from '../../../../lib/domain/reading/vendor-state.ts';
import { HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const failed = (fields: Partial<FailedCall> = {}): FailedCall => ({
  code: 'coupang-503',
  message: 'made up',
  blindCause: 'coupang-down',
  reach: 'reading',
  aloneForMs: 0,
  ...fields,
});
const throttled = (minutes: number) => failed({ blindCause: 'throttled', aloneForMs: minutes * MINUTE });
const refused = failed({ blindCause: 'credentials', reach: 'vendor', aloneForMs: HOUR });
const ofEgress = failed({ blindCause: 'blocked-at-edge', reach: 'egress', aloneForMs: HOUR });
const LISTS: CallKind[] = ['NO_ANSWER', 'TRANSFER', 'NOANSWER'];
const OTHERS: CallKind[] = ['look-up/call-center', 'older/product', 'names/product'];

describe('R5: the table of stops', () => {
  /** For how many minutes the first failures in a row stop a kind of call. */
  test.each<[string, CallKind[], [failure: FailedCall, inARow: number], number | undefined]>([
    ['a 429 of a list: as long as Coupang asks', LISTS, [throttled(3), 1], 3],
    ['a 429 of a list: at most 15 minutes', LISTS, [throttled(40), 1], 15],
    ['a refusal of a list', LISTS, [refused, 1], 10],
    ['a block of the address at a list', LISTS, [ofEgress, 1], 10],
    ['any other failure of a list: the next poll tries again', LISTS, [failed(), 9], undefined],
    ['a 429 of another call: as long as Coupang asks', OTHERS, [throttled(40), 1], 40],
    ['a 429 of another call: at most an hour', OTHERS, [throttled(90), 1], 60],
    ['a refusal of another call', OTHERS, [refused, 1], 5],
    ['a block of the address at another call', OTHERS, [ofEgress, 1], 5],
    ['the first failure of another call', OTHERS, [failed(), 1], undefined],
    ['the second failure in a row', OTHERS, [failed(), 2], 5],
  ])('%s', (_what, kinds, [failure, inARow], minutes) => {
    for (const kind of kinds) {
      const stop = stopAfter(kind, undefined, { failure, inARow }, NOW);
      expect(stop && (stop.until - NOW) / MINUTE).toBe(minutes);
      if (stop) expect(stop).toMatchObject({ since: NOW, code: failure.code, problem: 'made up' });
    }
  });

  test('each failure after a stop doubles the rest, up to an hour, and a series ends after an hour without one', () => {
    const rests: number[] = [];
    let stop: CallStop | undefined;
    let now = NOW;
    const fail = () => {
      stop = stopAfter('look-up/product', stop, { failure: refused, inARow: 1 }, now);
      if (!stop) throw new Error('A refusal stops the look-ups.');
      rests.push((stop.until - now) / MINUTE);
      return stop;
    };
    for (let index = 0; index < 6; index += 1) now = fail().until + MINUTE;
    expect(rests).toEqual([5, 10, 20, 40, 60, 60]);
    expect(stop).toMatchObject({ since: NOW, tries: 6 });
    now = (stop?.until ?? 0) + HOUR;
    expect(fail()).toMatchObject({ since: now, tries: 1 });
    expect(rests.at(-1)).toBe(5);
  });

  test('an address, an act or an order rests as long as Coupang asks, at most an hour', () => {
    expect(stopCaller(throttled(7), NOW)).toMatchObject({ since: NOW, until: NOW + 7 * MINUTE });
    expect(stopCaller(throttled(90), NOW).until).toBe(NOW + HOUR);
  });
});

describe('R5: the stops of a vendor', () => {
  const stop = { since: 1, until: NOW, code: 'made-up', problem: 'made up', cause: 'credentials' } as const;
  const calls = { NOANSWER: { ...stop, tries: 0 }, 'look-up/product': { ...stop, tries: 2 } };
  const actStop = { ...stop, keyFingerprint: 'of-act' };
  const stops = { keyFingerprint: 'old', calls };
  const STOPPED: VendorState = { ...NEW_VENDOR_STATE, polledAt: 1, stops, actStop };

  test('are named while they last, by the kind of call', () => {
    expect(heldCalls(STOPPED, NOW - 1)).toEqual([
      { calls: 'NOANSWER', ...stop },
      { calls: 'look-up/product', ...stop },
      { calls: 'act', ...stop },
    ]);
    expect(heldCalls(STOPPED, NOW)).toEqual([]);
    expect([isInForce(stop, NOW - 1), isInForce(stop, NOW), isInForce(undefined, 0)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('end with a new key, and nothing else is lost', () => {
    const rest = { ...NEW_VENDOR_STATE, polledAt: 1 };
    expect(stopsOfKey(STOPPED, 'old')).toEqual({ ...rest, stops });
    expect(stopsOfKey(STOPPED, 'of-act')).toEqual({ ...rest, actStop });
    expect(stopsOfKey(STOPPED, 'new')).toEqual(rest);
  });

  test('are no field of a vendor without any', () => {
    expect(stopsOf('key', calls)).toEqual({ keyFingerprint: 'key', calls });
    expect(stopsOf('key', {})).toBeUndefined();
  });
});
