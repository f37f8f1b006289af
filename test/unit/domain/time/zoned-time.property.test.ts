import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayAt, instantAt, weekdayOf } from '../../../../lib/domain/time/zoned-time.ts';
import { draws } from '../../../fixtures/draws.ts';
import { DAY } from '../../../fixtures/domain/made-up.ts';

/** New York changes its clocks twice a year. The others did so in the past, Taipei at midnight. */
const ZONES = ['Asia/Seoul', 'Asia/Taipei', 'America/New_York'];
const INSTANTS_PER_ZONE = 34_000;
const FIRST = Date.UTC(1971, 0, 1);
const LAST = Date.UTC(2060, 0, 1);

const zonedAt = (instant: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

const clockChanges = (zone: string): number[] => {
  const changes: number[] = [];
  let next = zonedAt(FIRST, zone).getTimeZoneTransition('next');
  while (next && next.epochMilliseconds < LAST) {
    changes.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return changes;
};

/** Half of them are within two days of a clock change, the difficult time. */
const instantIn = (zone: string): fc.Arbitrary<number> => {
  const near = fc
    .tuple(fc.constantFrom(...clockChanges(zone)), fc.integer({ min: -2 * DAY, max: 2 * DAY }))
    .map(([change, distance]) => change + distance);
  return fc.oneof(fc.integer({ min: FIRST, max: LAST }), near);
};

/** The difference from Temporal in words; `undefined` if there is none. This is faster than one expectation each. */
const findFault = (instant: number, minute: number, zone: string): string | undefined => {
  const day = dayAt(instant, zone);
  const zoned = zonedAt(instant, zone);
  const date = zoned.toPlainDate();
  if (day.date !== date.toString()) return `date ${day.date}`;
  if (day.from !== zoned.startOfDay().epochMilliseconds) return `from ${day.from}`;
  if (zonedAt(day.until - 1, zone).day !== date.day) return `until ${day.until} is late`;
  if (zonedAt(day.until, zone).day === date.day) return `until ${day.until} is early`;
  if (instant < day.from || instant >= day.until) return 'outside of its day';
  const at = instantAt(day.date, minute, zone);
  const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
  const expected = date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
  return at === expected ? undefined : `instantAt ${at}`;
};

test.each(ZONES)('zoned time agrees with Temporal at any instant in %s', (zone) => {
  expect(clockChanges(zone).length).toBeGreaterThan(0);
  fc.assert(
    fc.property(instantIn(zone), fc.integer({ min: 0, max: 1439 }), (instant, minute) => {
      const fault = findFault(instant, minute, zone);
      if (fault !== undefined)
        throw new Error(`${new Date(instant).toISOString()}, minute ${minute}: ${fault}`);
    }),
    { numRuns: draws(INSTANTS_PER_ZONE) },
  );
});

test('the weekday of any date is that of Temporal', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LAST }), (instant) => {
      const date = zonedAt(instant, 'UTC').toPlainDate();
      const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][date.dayOfWeek - 1];
      expect(weekdayOf(date.toString())).toBe(weekday);
    }),
  );
});
