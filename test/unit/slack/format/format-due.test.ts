import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { Temporal } from 'temporal-polyfill';
import {
  formatAbsolute,
  formatBetween,
  formatDuration,
  formatLeft,
  formatSlackDate,
  formatTime,
} from '../../../../lib/slack/format/format-due.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { DUE_AT } from '../made-up-ticket.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';

const { en, ko } = WORDING;

const SEOUL = 'Asia/Seoul';

describe('times', () => {
  test('are absolute, in the zone given', () => {
    expect(formatAbsolute(DUE_AT, SEOUL, ko)).toBe('11/25(수) 14:17');
    expect(formatAbsolute(DUE_AT, 'Asia/Taipei', ko)).toBe('11/25(수) 13:17');
    expect(formatAbsolute(DUE_AT, SEOUL, en)).toBe('11/25 (Wed) 14:17');
    expect(formatTime(DUE_AT, SEOUL)).toBe('14:17');
  });

  test('are never zero if they are the time left, and rounded down to the minute', () => {
    expect([0, 59_999, 60_000, 119_999].map((ms) => formatLeft(ms, ko))).toEqual([
      ko.underMinute,
      ko.underMinute,
      ko.duration(0, 1),
      ko.duration(0, 1),
    ]);
  });

  test('show midnight as 00:00 of the day that begins', () => {
    expect(formatAbsolute(Date.UTC(2026, 10, 27, 15, 0), SEOUL, ko)).toBe('11/28(토) 00:00');
  });

  test('have the absolute time as fallback of a Slack date', () => {
    expect(formatSlackDate(DUE_AT + 999, SEOUL, ko)).toBe(
      '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>',
    );
  });

  test('agree with Temporal', () => {
    const instant = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(instant, fc.constantFrom(SEOUL, 'Asia/Taipei'), (at, zone) => {
        const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        const two = (value: number): string => String(value).padStart(2, '0');
        const weekday = ko.weekdays[local.dayOfWeek % 7];
        expect(formatAbsolute(at, zone, ko)).toBe(
          `${two(local.month)}/${two(local.day)}(${weekday}) ${two(local.hour)}:${two(local.minute)}`,
        );
      }),
    );
  });
});

test('the time between two times agrees with the displayed times', () => {
  expect(formatBetween(DUE_AT + 59_000, DUE_AT + 60_000, ko)).toBe('1분');
  expect(formatBetween(DUE_AT, DUE_AT + 59_000, ko)).toBe('1분 미만');
});

describe('formatDuration', () => {
  test.each([
    [2 * HOUR + 14 * 60_000, '2시간 14분', '2 h 14 min'],
    [8 * HOUR - 2000, '8시간', '8 h'],
    [14 * 60_000 + 29_999, '14분', '14 min'],
    [14 * 60_000 + 30_000, '15분', '15 min'],
    [30_000, '1분', '1 min'],
    [29_999, '1분 미만', 'under 1 min'],
    [2 * HOUR, '2시간', '2 h'],
    [26 * HOUR + 60_000, '26시간 1분', '26 h 1 min'],
    [0, '1분 미만', 'under 1 min'],
    [-5, '1분 미만', 'under 1 min'],
  ])('%d ms', (ms, korean, english) => {
    expect(formatDuration(ms, ko)).toBe(korean);
    expect(formatDuration(ms, en)).toBe(english);
  });
});
