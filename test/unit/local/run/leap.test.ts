import { describe, expect, test } from '@jest/globals';
import { NEW_VENDOR_STATE, type VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createLeap, type LeapParts, movedTimes } from '../../../../local/run/leap.ts';

const NOW = 1_800_000_000_000;

const createParts = (changed: Partial<LeapParts> = {}) => {
  const did: string[] = [];
  let now = NOW;
  const note = (what: string) => (): Promise<void> => Promise.resolve().then(() => void did.push(what));
  const parts: LeapParts = {
    clock: {
      now: () => now,
      moveBy: async (ms) => {
        now += ms;
        did.push(`clock +${ms}`);
      },
    },
    timers: { stop: note('timers stopped'), start: () => void did.push('timers started') },
    holdEvents: () => {
      did.push('events held');
      return () => void did.push('events passed on');
    },
    idle: note('idle'),
    moveVendors: async (byMs, movedFrom) => void did.push(`vendors +${byMs} from ${movedFrom}`),
    runs: [note('poll'), note('track-sla'), note('report')],
    ...changed,
  };
  return { parts, did };
};

describe('a leap', () => {
  test('waits for running functions, moves the clock and the vendors, runs each function once, and starts the timers', async () => {
    const { parts, did } = createParts();
    await createLeap(parts)(NOW + HOUR_MS);
    expect(did).toEqual([
      'timers stopped',
      'events held',
      'idle',
      `clock +${HOUR_MS}`,
      `vendors +${HOUR_MS} from ${NOW}`,
      'poll',
      'track-sla',
      'report',
      'events passed on',
      'idle',
      'timers started',
    ]);
  });

  test('to an instant that is over moves nothing, and runs the functions', async () => {
    const { parts, did } = createParts();
    await createLeap(parts)(NOW);
    expect(did.filter((what) => what.includes('+'))).toEqual([]);
    expect(did).toEqual(expect.arrayContaining(['poll', 'track-sla', 'report', 'timers started']));
  });

  test('begins when the one before has ended', async () => {
    const { parts, did } = createParts();
    const leapTo = createLeap(parts);
    await Promise.all([leapTo(NOW + HOUR_MS), leapTo(NOW + 2 * HOUR_MS)]);
    expect(did.filter((what) => /clock|timers/.test(what))).toEqual([
      'timers stopped',
      `clock +${HOUR_MS}`,
      'timers started',
      'timers stopped',
      `clock +${HOUR_MS}`,
      'timers started',
    ]);
  });

  test('that fails starts the timers all the same, and does not block the next one', async () => {
    let fails = true;
    const { parts, did } = createParts({
      moveVendors: async () => {
        if (fails) throw new Error('made up');
      },
    });
    const leapTo = createLeap(parts);
    await expect(leapTo(NOW + HOUR_MS)).rejects.toThrow('made up');
    expect(did.slice(-3)).toEqual(['events passed on', 'idle', 'timers started']);
    fails = false;
    await leapTo(NOW + 2 * HOUR_MS);
    expect(did).toContain('report');
  });
});

describe('R17: a leap moves of a vendor’s times', () => {
  const STATE: VendorState = {
    ...NEW_VENDOR_STATE,
    completeReadings: { '2026-01-09/NO_ANSWER': NOW },
    firstPollAt: NOW - HOUR_MS,
    resumedAt: NOW - HOUR_MS,
    trackedAt: NOW - 3,
    recentCompleteAt: NOW - 2,
    polledAt: NOW - 1,
  };
  const BLIND = { now: NOW, blindMs: 5 * MINUTE_MS };

  test('exactly three, so that what is young stays as young', () => {
    expect(movedTimes(STATE, HOUR_MS, BLIND)).toEqual({
      trackedAt: NOW + HOUR_MS - 3,
      recentCompleteAt: NOW + HOUR_MS - 2,
      polledAt: NOW + HOUR_MS - 1,
    });
  });

  test('only those that are known', () => {
    const { trackedAt: _, polledAt: __, ...state } = STATE;
    expect(movedTimes(state, HOUR_MS, BLIND)).toEqual({ recentCompleteAt: NOW + HOUR_MS - 2 });
  });

  test('none before its first complete reading, or while it is blind', () => {
    const { recentCompleteAt: _, ...unread } = STATE;
    expect(movedTimes(unread, HOUR_MS, BLIND)).toBeUndefined();
    const readAt = (recentCompleteAt: number) => movedTimes({ ...STATE, recentCompleteAt }, HOUR_MS, BLIND);
    expect(readAt(NOW - BLIND.blindMs)).toBeDefined();
    expect(readAt(NOW - BLIND.blindMs - 1)).toBeUndefined();
  });
});
