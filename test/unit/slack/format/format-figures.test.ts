import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import {
  formatAbsolute,
  formatBetween,
  formatDuration,
  formatLeft,
  formatSlackDate,
  formatTime,
} from '../../../../lib/slack/format/format-due.ts';
import { formatShare, formatThreshold, roundShare } from '../../../../lib/slack/format/format-share.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { DUE_AT } from '../made-up-ticket.ts';

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

test.each([
  [9, 10, '90%'],
  [10, 10, '100%'],
  [0, 7, '0%'],
  [2, 3, '67%'],
  [29, 100, '29%'],
  // Something was missed, or was in time.
  [996, 1000, '99.6%'],
  [9996, 10_000, '99.96%'],
  [1, 300, '0.3%'],
])('%i of %i is %s', (inTime, counted, shown) => {
  expect(formatShare({ inTime, counted })).toBe(shown);
});

test.each([
  [947, 1000, 0.95, '94.7%'],
  [9499, 10_000, 0.95, '94.99%'],
  [95, 100, 0.95, '95%'],
  [953, 1000, 0.95, '95.3%'],
  [994, 1000, 0.994, '99.4%'],
  [995, 1000, 0.995, '99.5%'],
  [7, 100, 0.07, '7%'],
  [3, 10, 0, '30%'],
])(
  'S8: %i of %i never looks equal to a threshold of %d without being it: %s',
  (inTime, counted, at, shown) => {
    expect(formatShare({ inTime, counted }, at)).toBe(shown);
  },
);

test('a share is shown within half a percent, and on its side of 0%, 100% and the threshold', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(5000),
      fc.integer({ min: 0, max: 1000 }),
      (counted, part, permille) => {
        const inTime = Math.min(part, counted);
        const shown = roundShare({ inTime, counted }, permille / 1000) ?? Number.NaN;
        expect(Math.abs(shown - (inTime * 100) / counted)).toBeLessThanOrEqual(0.5);
        for (const mark of [0, permille, 1000])
          expect(Math.sign(Math.round((shown * 10 - mark) * 1e6))).toBe(
            Math.sign(inTime * 1000 - mark * counted),
          );
      },
    ),
  );
});

test('zero has no share', () => {
  expect(formatShare({ inTime: 0, counted: 0 })).toBeUndefined();
});

test('a threshold is shown as configured', () => {
  expect([0.95, 0.995, 1, 0.07, 0.9].map(formatThreshold)).toEqual(['95%', '99.5%', '100%', '7%', '90%']);
});
