import { describe, expect, test } from '@jest/globals';
import { SECOND_MS, MINUTE_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';
import { SECONDARY_KINDS, type SecondaryStops } from '../../../../lib/domain/reading/vendor-state.ts';
import { createSecondaryCalls, secondaryStopAt } from '../../../../lib/workflows/intake/secondary-calls.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const NOW = 1_800_000_000_000;
const KEY = 'made-up-key';
const DOWN = new MadeUpFailure('reading');
const FORBIDDEN = new MadeUpFailure('vendor', 10 * MINUTE_MS, 'credentials');
const throttled = (aloneForMs: number) => new MadeUpFailure('vendor', aloneForMs, 'throttled');

const callsAt = (at: number, secondaryStops?: SecondaryStops, stopAt = Infinity) =>
  createSecondaryCalls(
    { ...(secondaryStops && { secondaryStops }) },
    { now: () => at, stopAt, keyFingerprint: KEY },
  );
const allowed = (calls: ReturnType<typeof callsAt>) => SECONDARY_KINDS.filter((kind) => calls.may(kind));

describe('a secondary call that fails (R5)', () => {
  test.each(SECONDARY_KINDS)('stops %s alone', (kind) => {
    const calls = callsAt(NOW);
    calls.note(kind, FORBIDDEN);
    expect(allowed(calls)).toEqual(SECONDARY_KINDS.filter((other) => other !== kind));
  });

  test.each([new MadeUpFailure('egress', 10 * MINUTE_MS, 'blocked-at-edge'), FORBIDDEN])(
    'rests for 5, 10, 20, 40 and 60 minutes, until it succeeds',
    (failure) => {
      let stops: SecondaryStops | undefined;
      const rests: number[] = [];
      let at = NOW;
      for (let run = 0; run < 6; run += 1) {
        const calls = callsAt(at, stops);
        expect(calls.may('look-up')).toBe(true);
        calls.note('look-up', failure);
        stops = calls.stops();
        const { until = 0, since, tries } = stops?.kinds['look-up'] ?? {};
        expect({ since, tries }).toEqual({ since: NOW, tries: run + 1 });
        rests.push((until - at) / MINUTE_MS);
        expect(callsAt(until - 1, stops).may('look-up')).toBe(false);
        at = until;
      }
      expect(rests).toEqual([5, 10, 20, 40, 60, 60]);
      const calls = callsAt(at, stops);
      calls.note('look-up', undefined);
      expect(calls.stops()).toBeUndefined();
    },
  );

  test('stops its kind only if the call before failed, too, where the failure concerns one reading', () => {
    const calls = callsAt(NOW);
    calls.note('look-up', DOWN);
    expect(calls.may('look-up')).toBe(true);
    calls.note('look-up', undefined);
    calls.note('look-up', DOWN);
    expect(calls.may('look-up')).toBe(true);
    calls.note('look-up', DOWN);
    expect(allowed(calls)).toEqual(['older', 'answer']);
  });

  test('stops its kind if one list fails twice, with another list read in between', () => {
    const calls = callsAt(NOW);
    for (const list of ['TRANSFER', 'NO_ANSWER', 'TRANSFER'])
      calls.note('older', list === 'TRANSFER' ? DOWN : undefined, list);
    expect(calls.may('older')).toBe(false);
  });

  test('is forgotten an hour after its rest', () => {
    const calls = callsAt(NOW);
    calls.note('answer', DOWN);
    const stops = calls.stops();
    const later = callsAt(NOW + 65 * MINUTE_MS, stops);
    later.note('answer', DOWN);
    expect(later.stops()?.kinds.answer).toMatchObject({ tries: 1, since: NOW + 65 * MINUTE_MS });
  });
});

describe('too many calls (R5)', () => {
  test.each([
    ['as long as Coupang asks', 30 * SECOND_MS, 30 * SECOND_MS],
    ['at most an hour', 24 * HOUR_MS, HOUR_MS],
  ])('rest all secondary calls, %s', (_, asksMs, restsMs) => {
    const calls = callsAt(NOW);
    calls.note('look-up', throttled(asksMs));
    expect(allowed(calls)).toEqual([]);
    const stops = calls.stops();
    expect(allowed(callsAt(NOW + restsMs - 1, stops))).toEqual([]);
    expect(allowed(callsAt(NOW + restsMs, stops))).toEqual([...SECONDARY_KINDS]);
  });

  test('met by act hold back all secondary calls until then', () => {
    const until = NOW + MINUTE_MS;
    const actStop = { until, code: 'X', problem: 'x', cause: 'throttled', keyFingerprint: KEY } as const;
    const at = (now: number) =>
      createSecondaryCalls({ actStop }, { now: () => now, stopAt: Infinity, keyFingerprint: KEY });
    expect(allowed(at(until - 1))).toEqual([]);
    expect(allowed(at(until))).toEqual([...SECONDARY_KINDS]);
  });
});

describe('R5: the last secondary call begins 15 seconds before the next poll', () => {
  test.each([
    { pollSeconds: 60, primarySeconds: 2, seconds: 45 },
    { pollSeconds: 180, primarySeconds: 2, seconds: 165 },
    // The poll in between was skipped, since the primary calls still ran.
    { pollSeconds: 60, primarySeconds: 70, seconds: 105 },
    // Polls of a laptop.
    { pollSeconds: 5, primarySeconds: 2, seconds: 45 },
  ])('$seconds s after the start of a poll with $pollSeconds s to the next', (how) => {
    const stopAt = secondaryStopAt(NOW, NOW + how.primarySeconds * SECOND_MS, how.pollSeconds * SECOND_MS);
    expect(stopAt - NOW).toBe(how.seconds * SECOND_MS);
    expect(allowed(callsAt(stopAt - 1, undefined, stopAt))).toEqual([...SECONDARY_KINDS]);
    expect(allowed(callsAt(stopAt, undefined, stopAt))).toEqual([]);
  });
});
