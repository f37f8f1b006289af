import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { windowCount } from '../../../../lib/domain/time/date-windows.ts';
import { dateAt } from '../../../../lib/domain/time/dates.ts';
import {
  type CompleteReadings,
  planReadings,
  readingKey,
  rememberReadings,
} from '../../../../lib/domain/reading/plan-readings.ts';
import { SOURCES } from '../../../../lib/domain/sources.ts';
import { makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';

const OPEN_LISTS = SOURCES['call-center'].openLists;
/** On this day the fixed weeks end exactly where the recent one begins. */
const WINDOW_COUNT = windowCount(dateAt(NOW, ZONE));
const intervals = { monthMs: 15 * MINUTE, archiveMs: 3 * HOUR, openTicketMs: 5 * MINUTE };

/** Every window was read whole that long ago, with exceptions by number in `changes`. */
const readAgo = (ago: number, changes: Record<number, number> = {}): CompleteReadings =>
  Object.fromEntries(
    Array.from({ length: WINDOW_COUNT }, (_, number) => number).flatMap((number) =>
      OPEN_LISTS.map((status) => [readingKey(windowNumber(number), status), NOW - (changes[number] ?? ago)]),
    ),
  );

const LISTS = { lists: OPEN_LISTS, hasArchive: true };

const plan = (completeReadings: CompleteReadings, openTickets: { inquiryAt?: number }[] = []) =>
  planReadings({ ...LISTS, now: NOW, zone: ZONE, completeReadings, intervals, openTickets });
const olderNumbers = (...args: Parameters<typeof plan>): number[] => {
  const first = Date.parse(windowNumber(0).firstDate);
  return plan(...args).older.map(({ firstDate }) => (first - Date.parse(firstDate)) / (7 * DAY));
};
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('planReadings', () => {
  test('R8: reads the recent week every poll, and nothing else that was just read', () => {
    expect(plan(readAgo(0))).toEqual({ recent: windowNumber(0), older: [] });
  });

  test('R8: reads all windows in a first run, newest first', () => {
    expect(olderNumbers({})).toEqual(numbers(1, WINDOW_COUNT - 1));
  });

  test('R8: reads the four weeks before it after their interval, not before', () => {
    expect(olderNumbers(readAgo(15 * MINUTE - 1))).toEqual([]);
    expect(olderNumbers(readAgo(15 * MINUTE))).toEqual(numbers(1, 4));
  });

  test('R8: reads the 180 days before that after theirs', () => {
    const month = { 1: 0, 2: 0, 3: 0, 4: 0 };
    expect(olderNumbers(readAgo(3 * HOUR - 1, month))).toEqual([]);
    expect(olderNumbers(readAgo(3 * HOUR, month))).toEqual(numbers(5, WINDOW_COUNT - 1));
  });

  test('R8: reads a window again if a single status is missing', () => {
    const known = readAgo(0);
    delete known[readingKey(windowNumber(9), 'TRANSFER')];
    expect(olderNumbers(known)).toEqual([9]);
  });

  test("R8: reads a window with an open ticket's inquiryAt at least every 5 minutes", () => {
    const inArchive = { inquiryAt: NOW - (9 * 7 + 3) * DAY };
    expect(olderNumbers(readAgo(5 * MINUTE - 1), [inArchive])).toEqual([]);
    expect(olderNumbers(readAgo(5 * MINUTE), [inArchive])).toEqual([9]);
  });

  test('R9: also reads the neighbour if inquiryAt is at the edge', () => {
    expect(olderNumbers(readAgo(5 * MINUTE), [{ inquiryAt: NOW - 9 * 7 * DAY }])).toEqual([8, 9]);
    expect(olderNumbers(readAgo(5 * MINUTE), [{ inquiryAt: NOW - 6 * DAY }])).toEqual([1]);
  });

  test('R9: reads both in a single run, even if one of them was read completely a minute ago', () => {
    const outOfStep = readAgo(5 * MINUTE, { 8: MINUTE });
    expect(olderNumbers(outOfStep, [{ inquiryAt: NOW - 9 * 7 * DAY }])).toEqual([8, 9]);
  });

  test('never reads a window less often because of a slower openTicket interval', () => {
    const slow = { ...intervals, openTicketMs: DAY };
    const openTickets = [{ inquiryAt: NOW - 10 * DAY }];
    const input = { ...LISTS, now: NOW, zone: ZONE, completeReadings: readAgo(15 * MINUTE), openTickets };
    expect(planReadings({ ...input, intervals: slow }).older).toHaveLength(4);
  });

  test('reads no window for a ticket outside of all windows, or without inquiryAt', () => {
    expect(olderNumbers(readAgo(5 * MINUTE), [{ inquiryAt: NOW - 400 * DAY }, {}])).toEqual([]);
  });

  test('R9: reads all windows that may list an open ticket if one of them is due, for any state', () => {
    const state = fc.dictionary(
      fc.constantFrom(...Object.keys(readAgo(0))),
      fc.integer({ min: NOW - HOUR, max: NOW }),
      {
        maxKeys: 62,
      },
    );
    const ticket = fc.integer({ min: 7, max: 200 }).map((days) => ({ inquiryAt: NOW - days * DAY }));
    fc.assert(
      fc.property(state, ticket, (changes, { inquiryAt }) => {
        const due = new Set(olderNumbers({ ...readAgo(0), ...changes }, [{ inquiryAt }]));
        const days = Math.round((NOW - inquiryAt) / DAY);
        const own = Math.floor(days / 7);
        const pair = [own, ...(days % 7 === 0 ? [own - 1] : []), ...(days % 7 === 6 ? [own + 1] : [])];
        const older = pair.filter((number) => number > 0 && number < WINDOW_COUNT);
        expect(new Set(older.map((number) => due.has(number))).size).toBe(1);
      }),
    );
  });
});

describe('rememberReadings', () => {
  const recent = readingKey(windowNumber(0), 'NO_ANSWER');

  test('R8: stores the start of a complete reading, over the earlier start', () => {
    expect(rememberReadings({ [recent]: NOW - MINUTE }, [makeReading()], NOW)).toEqual({ [recent]: NOW });
  });

  test('R7: does not store an incomplete reading', () => {
    expect(rememberReadings({}, [makeReading({ complete: false })], NOW)).toEqual({});
  });

  test('R8: forgets entries after two days', () => {
    const known = { '2026-01-01/NO_ANSWER': NOW - 2 * DAY, '2026-01-02/NO_ANSWER': NOW - 2 * DAY + 1 };
    expect(rememberReadings(known, [], NOW)).toEqual({ '2026-01-02/NO_ANSWER': NOW - 2 * DAY + 1 });
  });

  test('R8: keeps some 70 entries after days of polling, since only the recent week moves each day', () => {
    let known: CompleteReadings = {};
    let most = 0;
    for (let now = NOW; now < NOW + 5 * DAY; now += HOUR) {
      const { recent: week, older } = planReadings({
        ...LISTS,
        now,
        zone: ZONE,
        completeReadings: known,
        intervals,
        openTickets: [],
      });
      const readings = [week, ...older].flatMap((window) =>
        OPEN_LISTS.map((status) => makeReading({ window, status, beganAt: now })),
      );
      known = rememberReadings(known, readings, now);
      most = Math.max(most, Object.keys(known).length);
    }
    expect(dateAt(NOW + 5 * DAY, ZONE)).toBe('2026-11-30');
    // Two more recent weeks, and one week that was recent before, are kept for two days.
    expect(most).toBe((WINDOW_COUNT + 3) * OPEN_LISTS.length);
  });
});
