import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { type CalendarSettings, createCalendar } from '../../../../lib/domain/time/calendar.ts';
import { addDays } from '../../../../lib/domain/time/dates.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createOracle } from '../ladder/opening-oracle.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** A Wednesday. */
const BASE = Date.UTC(2026, 10, 25);
const DATE = '2026-11-25';
const AROUND_DAYS = 8;
/** As far as an answer may be, and far enough for the oracle to see that nothing is nearer. */
const ORACLE_DAYS = AROUND_DAYS + 62;

const written = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Ranges of one day in any order, some of them touching. */
const ranges = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 8 }), fc.boolean(), fc.boolean())
  .map(([minutes, touch, turned]) => {
    const sorted = minutes.toSorted((a, b) => a - b);
    const pairs = sorted.flatMap((minute, index) => {
      const next = sorted[index + 1];
      return next !== undefined && (touch || index % 2 === 0) ? [`${written(minute)}-${written(next)}`] : [];
    });
    return turned ? pairs.toReversed() : pairs;
  });

const hours: fc.Arbitrary<CalendarSettings['hours']> = fc
  .uniqueArray(fc.constantFrom(...WEEKDAYS), { maxLength: 7 })
  .chain((days) => fc.tuple(...days.map((day) => ranges.map((ofDay) => [day, ofDay] as const))))
  .map((entries) => Object.fromEntries(entries));

/** Single days, and a time off that may exceed the 60 days. */
const holidays: fc.Arbitrary<ReadonlySet<string>> = fc
  .tuple(
    fc.array(fc.integer({ min: -AROUND_DAYS, max: AROUND_DAYS }), { maxLength: 4 }),
    fc.integer({ min: -70, max: 3 }),
    fc.oneof(fc.constant(0), fc.integer({ min: 50, max: 75 })),
  )
  .map(([single, begin, length]) => {
    const off = [...single, ...Array.from({ length }, (_, day) => begin + day)];
    return new Set(off.map((day) => addDays(DATE, day)));
  });

const world = fc.record({
  settings: fc.record({ zone: fc.constantFrom('Asia/Seoul', 'Asia/Taipei'), hours, holidays }),
  /** Minutes instead of milliseconds, so that edges are hit. */
  probes: fc.array(
    fc.record({
      from: fc.integer({ min: -6 * 24 * 60, max: 6 * 24 * 60 }).map((minutes) => BASE + minutes * MINUTE),
      spanMs: fc.oneof(
        fc.nat({ max: 40 * 60 }).map((minutes) => minutes * MINUTE),
        fc.nat({ max: 8 * DAY }),
      ),
      workMs: fc.oneof(fc.constant(4 * HOUR), fc.integer({ min: 1, max: 80 * HOUR })),
    }),
    { minLength: 10, maxLength: 10 },
  ),
});

test('the calendar agrees with a simple count by Temporal for any hours, holidays and instants in both zones', () => {
  fc.assert(
    fc.property(world, ({ settings, probes }) => {
      const calendar = createCalendar(settings);
      const oracle = createOracle(settings, addDays(DATE, -ORACLE_DAYS), 2 * ORACLE_DAYS + 1);
      const ask = ({ shiftAt, nextShift, previousShift, businessMs, addBusinessMs }: typeof oracle) =>
        probes.map(({ from, spanMs, workMs }) => ({
          from,
          shift: shiftAt(from),
          next: nextShift(from),
          previous: previousShift(from),
          business: businessMs(from, from + spanMs),
          reached: addBusinessMs(from, workMs),
        }));
      expect(ask(calendar)).toEqual(ask(oracle));
    }),
    { numRuns: 200 },
  );
});

test('adding business time gives the first instant at which that much has passed', () => {
  fc.assert(
    fc.property(world, ({ settings, probes }) => {
      const calendar = createCalendar(settings);
      for (const { from, workMs } of probes) {
        const reached = calendar.addBusinessMs(from, workMs);
        if (reached === undefined) continue;
        expect(calendar.businessMs(from, reached)).toBe(workMs);
        expect(calendar.businessMs(from, reached - 1)).toBe(workMs - 1);
      }
    }),
  );
});
