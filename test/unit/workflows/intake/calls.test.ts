import { describe, expect, test } from '@jest/globals';
import { CALL_KINDS } from '../../../../lib/domain/reading/stops.ts';
import { OPEN_LISTS } from '../../../../lib/domain/sources.ts';
import type { CallKind, Stops } from '../../../../lib/domain/reading/vendor-state.ts';
import { MINUTE_MS, SECOND_MS } from '../../../../lib/domain/time/durations.ts';
import { createCalls } from '../../../../lib/workflows/intake/calls.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const DOWN = new MadeUpFailure('reading');
const FORBIDDEN = new MadeUpFailure('vendor', 10 * MINUTE_MS, 'credentials');
const AT_THE_EDGE = new MadeUpFailure('egress', 10 * MINUTE_MS, 'blocked-at-edge');
const throttled = (aloneForMs: number) => new MadeUpFailure('vendor', aloneForMs, 'throttled');
const LOOK_UPS = 'look-up/call-center';

const callsAt = (at: number, stops?: Stops) =>
  createCalls(stops, {
    now: () => at,
    startedAt: at,
    stopAt: Infinity,
    pollMs: MINUTE_MS,
    keyFingerprint: 'made-up-key',
  });
const allowed = (calls: ReturnType<typeof callsAt>) => CALL_KINDS.filter((kind) => calls.may(kind));
const othersThan = (kind: CallKind) => CALL_KINDS.filter((other) => other !== kind);

describe('R5: a failed call', () => {
  test.each(CALL_KINDS)('stops %s alone', (kind) => {
    for (const failure of [throttled(MINUTE_MS), FORBIDDEN, AT_THE_EDGE]) {
      const calls = callsAt(NOW);
      calls.note(kind, failure);
      expect(allowed(calls)).toEqual(othersThan(kind));
      const later = callsAt(NOW + 10 * MINUTE_MS, calls.stops());
      later.note(kind, undefined);
      expect(later.stops()).toBeUndefined();
    }
  });

  test('without a refusal stops no open list, and other calls after two in a row', () => {
    const calls = callsAt(NOW);
    for (const failure of [DOWN, DOWN, DOWN]) calls.note('NOANSWER', failure);
    for (const failure of [DOWN, undefined, DOWN]) calls.note(LOOK_UPS, failure);
    expect(allowed(calls)).toEqual(CALL_KINDS);
    calls.note(LOOK_UPS, DOWN);
    expect(allowed(calls)).toEqual(othersThan(LOOK_UPS));
  });

  test.each<[string, (MadeUpFailure | undefined)[], boolean]>([
    ['stops look-ups if a list of their source answers', [DOWN, undefined], false],
    ['stops no look-ups while none does, so that they go on when Coupang is back', [DOWN, DOWN], true],
  ])('%s', (_, [reply, confirm], isAllowed) => {
    const calls = callsAt(NOW);
    calls.note('NO_ANSWER', reply);
    calls.note('TRANSFER', confirm);
    calls.note('NOANSWER', undefined);
    calls.note(LOOK_UPS, DOWN, { inARow: 2 });
    expect(calls.may(LOOK_UPS)).toBe(isAllowed);
    calls.note(LOOK_UPS, FORBIDDEN);
    expect(calls.may(LOOK_UPS)).toBe(false);
  });

  test('of one list is in a row, whatever another list answers in between', () => {
    const calls = callsAt(NOW);
    for (const list of ['TRANSFER', 'NO_ANSWER', 'TRANSFER'] as const)
      calls.note('older/call-center', list === 'TRANSFER' ? DOWN : undefined, { list });
    expect(calls.may('older/call-center')).toBe(false);
  });
});

describe('R5: the address is blocked', () => {
  test.each<[string, [CallKind, MadeUpFailure | undefined][], boolean]>([
    [
      'if all open lists that were tried get it',
      [
        ['NO_ANSWER', AT_THE_EDGE],
        ['TRANSFER', AT_THE_EDGE],
      ],
      true,
    ],
    ['not by one list', [['NO_ANSWER', AT_THE_EDGE]], false],
    [
      'not if one list has an answer, even a refusal',
      [
        ['NO_ANSWER', AT_THE_EDGE],
        ['TRANSFER', AT_THE_EDGE],
        ['NOANSWER', FORBIDDEN],
      ],
      false,
    ],
    [
      'not by other calls',
      [
        [LOOK_UPS, AT_THE_EDGE],
        ['older/product', AT_THE_EDGE],
      ],
      false,
    ],
  ])('%s', (_, ends, isBlocked) => {
    const calls = callsAt(NOW);
    for (const [kind, failure] of ends) calls.note(kind, failure);
    expect(calls.addressStop()?.until).toBe(isBlocked ? NOW + 10 * MINUTE_MS : undefined);
  });
});

describe('R5: within 15 seconds before the next poll, only open lists and look-ups before a step begin', () => {
  test.each([
    { pollSeconds: 60, listSeconds: 2, seconds: 45 },
    { pollSeconds: 180, listSeconds: 2, seconds: 165 },
    // The poll in between was skipped, since the lists were still read.
    { pollSeconds: 60, listSeconds: 70, seconds: 105 },
    // Polls of a laptop.
    { pollSeconds: 5, listSeconds: 2, seconds: 45 },
  ])('$seconds s after the start of a poll with $pollSeconds s to the next', (how) => {
    let at = NOW + how.listSeconds * SECOND_MS;
    const stopAt = NOW + 110 * SECOND_MS;
    const pollMs = how.pollSeconds * SECOND_MS;
    const calls = createCalls(undefined, {
      now: () => at,
      startedAt: NOW,
      stopAt,
      pollMs,
      keyFingerprint: '',
    });
    const seconds = Math.min(how.seconds, 110);
    expect(calls.stopAt(LOOK_UPS)).toBe(NOW + seconds * SECOND_MS);
    at = NOW + seconds * SECOND_MS - 1;
    expect(allowed(calls)).toEqual(CALL_KINDS);
    at += 1;
    expect(allowed(calls)).toEqual(seconds < 110 ? OPEN_LISTS : []);
    expect(calls.may(LOOK_UPS, true)).toBe(seconds < 110);
    at = stopAt;
    expect([...allowed(calls), calls.may(LOOK_UPS, true)]).toEqual([false]);
  });
});
