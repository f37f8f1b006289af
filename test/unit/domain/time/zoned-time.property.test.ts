import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { Temporal } from 'temporal-polyfill';
import { dayAt, instantAt, weekdayOf } from '../../../../lib/domain/time/dates.ts';

const zone = fc.constantFrom('Asia/Seoul', 'Asia/Taipei');
const instant = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2100, 0, 1) });

test('zoned time agrees with Temporal at any instant in both markets', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 1439 }), zone, (at, minute, timeZone) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
      const date = zoned.toPlainDate();
      expect(dayAt(at, timeZone)).toEqual({
        date: date.toString(),
        from: zoned.startOfDay().epochMilliseconds,
        until: date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
      });
      const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
      const shown = date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
      expect(instantAt(date.toString(), minute, timeZone)).toBe(shown);
    }),
  );
});

test('the weekday of any date is that of Temporal', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDate();
      const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][date.dayOfWeek - 1];
      expect(weekdayOf(date.toString())).toBe(weekday);
    }),
  );
});
