import { describe, expect, test } from '@jest/globals';
import { judgeBlindness, readingTimesOf } from '../../../../lib/domain/blindness/blindness.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createLeap, type LeapParts, movedTimes } from '../../../../local/run/leap.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';

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
  test('waits for running functions, moves the vendors and then the clock, runs each function once, and starts the timers', async () => {
    const { parts, did } = createParts();
    await createLeap(parts)(NOW + HOUR_MS);
    expect(did).toEqual([
      'timers stopped',
      'events held',
      'idle',
      `vendors +${HOUR_MS} from ${NOW}`,
      `clock +${HOUR_MS}`,
      'poll',
      'track-sla',
      'report',
      'events passed on',
      'idle',
      'timers started',
    ]);
  });

  test('to a past instant moves nothing, and runs the functions', async () => {
    const { parts, did } = createParts();
    await createLeap(parts)(NOW);
    expect(did.filter((what) => what.includes('+'))).toEqual([]);
    expect(did).toEqual(expect.arrayContaining(['poll', 'track-sla', 'report', 'timers started']));
  });

  test('begins when the previous leap has ended', async () => {
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

  test('starts the timers even if it fails, and does not block the next leap', async () => {
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

describe('R17: a leap moves these times of a vendor:', () => {
  const STATE = {
    completeReadings: { '2026-01-09/NO_ANSWER': NOW },
    firstPollAt: NOW - HOUR_MS,
    resumedAt: NOW - HOUR_MS,
    trackedAt: NOW - 3,
    recentCompleteAt: NOW - 2,
    polledAt: NOW - 1,
  } satisfies StateFields;
  const BLIND = { now: NOW, blindMs: 5 * MINUTE_MS };
  const moved = (fields: StateFields) => movedTimes(makeState(fields), HOUR_MS, BLIND);
  const readAt = (recentCompleteAt: number) => ({ 'call-center': { recentCompleteAt } });

  test('those of polls, readings and checks, so that recent times stay recent', () => {
    expect(moved(STATE)).toEqual({
      trackedAt: NOW + HOUR_MS - 3,
      sources: readAt(NOW + HOUR_MS - 2),
      polledAt: NOW + HOUR_MS - 1,
    });
  });

  test('only those that are known', () => {
    const { trackedAt: _, polledAt: __, ...state } = STATE;
    expect(moved(state)).toEqual({ sources: readAt(NOW + HOUR_MS - 2) });
  });

  test('the start of its watch before its first complete reading', () => {
    const { recentCompleteAt: _, ...unread } = STATE;
    expect(moved({ ...unread, watchedSince: NOW - 4 })).toEqual({
      watchedSince: NOW + HOUR_MS - 4,
      trackedAt: NOW + HOUR_MS - 3,
      polledAt: NOW + HOUR_MS - 1,
    });
  });

  test('the last complete reading of each source that is not blind', () => {
    const movedWith = (product: StateFields) =>
      moved({ ...STATE, sources: makeState({ ...product, completeReadings: {} }, 'product').sources })
        .sources;
    const handOvers = readAt(NOW + HOUR_MS - 2);
    expect(movedWith({ recentCompleteAt: NOW - 5 })).toEqual({
      ...handOvers,
      product: { recentCompleteAt: NOW + HOUR_MS - 5 },
    });
    expect(movedWith({ recentCompleteAt: NOW - BLIND.blindMs - 1 })).toEqual(handOvers);
    expect(movedWith({})).toEqual(handOvers);
  });

  test('only the last poll while it is blind, which is no lack of polls', () => {
    const after = (recentCompleteAt: number): StateFields => {
      const before = { ...STATE, recentCompleteAt };
      const { sources, ...times } = moved(before);
      return { ...before, ...times, ...sources?.['call-center'] };
    };
    const judge = (fields: StateFields) => {
      const state = readingTimesOf(makeState(fields), 'call-center');
      return state && judgeBlindness({ state, now: NOW + HOUR_MS, blindMs: BLIND.blindMs });
    };
    expect(judge(after(NOW - BLIND.blindMs))).toEqual({ is: 'sighted' });
    const since = NOW - BLIND.blindMs - 1;
    expect(judge(after(since))).toEqual({ is: 'blind', since, cause: 'incomplete' });
    expect(after(since).trackedAt).toBe(STATE.trackedAt);
  });
});
