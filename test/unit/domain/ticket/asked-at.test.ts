import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  clockOfPost,
  estimateClock,
  isFirstSight,
  lastReadWhole,
  ownClock,
} from '../../../../lib/domain/ticket/asked-at.ts';
import { readingKey } from '../../../../lib/domain/reading/plan-readings.ts';
import { windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';
import type { Kind } from '../../../../lib/domain/inquiry/inquiry.ts';

type Input = { inquiryAt?: number; kind?: Kind; completeReadings?: Record<string, number> };

const known = (completeReadings = {}) => ({ completeReadings, zone: ZONE, now: NOW });
/** When it was asked, which no estimate is sure of. */
const estimate = ({ inquiryAt, kind = 'reply', completeReadings }: Input): number => {
  const clock = estimateClock(inquiryAt, kind, known(completeReadings));
  const { askedAt } = clock;
  expect(clock).toEqual({ askedAt, askedAtUncertain: true, dueAt: askedAt + DAY });
  return askedAt;
};
const recent = (status: 'NO_ANSWER' | 'TRANSFER') => readingKey(windowNumber(0), status);

describe('estimateClock', () => {
  test('R11: is the last complete reading that should have shown the inquiry but did not', () => {
    const completeReadings = { [recent('NO_ANSWER')]: NOW - MINUTE };
    expect(estimate({ inquiryAt: NOW - 3 * DAY, completeReadings })).toBe(NOW - MINUTE);
  });

  test('R11: is inquiryAt if that is later than the last reading', () => {
    const completeReadings = { [recent('NO_ANSWER')]: NOW - 3 * HOUR };
    expect(estimate({ inquiryAt: NOW - HOUR, completeReadings })).toBe(NOW - HOUR);
  });

  test('R11: readings of the other status or of another window say nothing', () => {
    const completeReadings = {
      [recent('TRANSFER')]: NOW - MINUTE,
      [readingKey(windowNumber(1), 'NO_ANSWER')]: NOW - MINUTE,
    };
    expect(estimate({ inquiryAt: NOW - 2 * HOUR, completeReadings })).toBe(NOW - 2 * HOUR);
    expect(estimate({ inquiryAt: NOW - 2 * HOUR, completeReadings, kind: 'confirm' })).toBe(NOW - MINUTE);
  });

  test("R11: yesterday's windows, with other dates, count as well", () => {
    const completeReadings = { [readingKey(windowNumber(0, NOW - DAY), 'NO_ANSWER')]: NOW - 9 * HOUR };
    expect(estimate({ inquiryAt: NOW - 2 * DAY, completeReadings })).toBe(NOW - 9 * HOUR);
  });

  test('R11: of several readings that should have shown it the last counts', () => {
    const completeReadings = {
      [recent('NO_ANSWER')]: NOW - MINUTE,
      [readingKey(windowNumber(0, NOW - DAY), 'NO_ANSWER')]: NOW - 9 * HOUR,
    };
    expect(estimate({ inquiryAt: NOW - 2 * DAY, completeReadings })).toBe(NOW - MINUTE);
  });

  test('R11: without a reading it is inquiryAt if that is under 24 hours ago', () => {
    expect(estimate({ inquiryAt: NOW - DAY + 1 })).toBe(NOW - DAY + 1);
  });

  test('R11: without a reading it is first seen for an older inquiry or one without a date', () => {
    expect(estimate({ inquiryAt: NOW - DAY })).toBe(NOW);
    expect(estimate({})).toBe(NOW);
  });

  test('R11: a last reading over a day ago, before an outage, does not make a possibly new hand-over past', () => {
    const completeReadings = { [recent('TRANSFER')]: NOW - 30 * HOUR };
    expect(estimate({ inquiryAt: NOW - 4 * DAY, completeReadings, kind: 'confirm' })).toBe(NOW);
  });

  test('R11: for any readings the estimate is within the last 24 hours, so that no estimate makes a ticket past', () => {
    const began = fc.integer({ min: NOW - 3 * DAY, max: NOW + HOUR });
    const readings = fc.dictionary(fc.constantFrom(recent('NO_ANSWER'), recent('TRANSFER')), began);
    const inquiryAt = fc.option(fc.integer({ min: NOW - 9 * DAY, max: NOW + HOUR }), { nil: undefined });
    fc.assert(
      fc.property(
        readings,
        inquiryAt,
        fc.constantFrom<Kind>('reply', 'confirm'),
        (completeReadings, at, kind) => {
          const askedAt = estimate({ completeReadings, kind, ...(at !== undefined && { inquiryAt: at }) });
          expect(askedAt).toBeGreaterThan(NOW - DAY);
          expect(askedAt).toBeLessThanOrEqual(NOW);
        },
      ),
    );
  });
});

describe('the clock of a post', () => {
  test('R10: is its own time, up to ten minutes ahead of ours', () => {
    const at = NOW + 10 * MINUTE;
    expect(clockOfPost(at, NOW)).toEqual({ askedAt: at, askedAtUncertain: false, dueAt: at + DAY });
    expect(clockOfPost(at + 1, NOW)).toBeUndefined();
    expect(clockOfPost(undefined, NOW)).toBeUndefined();
  });

  test('R11, R15: a permanent estimate is marked and shown as uncertain', () => {
    const completeReadings = { [recent('TRANSFER')]: NOW - MINUTE };
    expect(ownClock(NOW - 3 * DAY, 'confirm', known(completeReadings))).toEqual({
      askedAt: NOW - MINUTE,
      askedAtUncertain: true,
      clockIsOurs: true,
      dueAt: NOW - MINUTE + DAY,
    });
  });
});

describe('what was read before', () => {
  const both = { [recent('NO_ANSWER')]: NOW - 2 * MINUTE, [recent('TRANSFER')]: NOW - MINUTE };

  test('R15: both lists have been read whole since the earlier one began', () => {
    expect(lastReadWhole(NOW - DAY, known(both))).toBe(NOW - 2 * MINUTE);
    expect(lastReadWhole(NOW - DAY, known({ [recent('TRANSFER')]: NOW - MINUTE }))).toBe(0);
    expect(lastReadWhole(NOW - 6 * DAY, known(both))).toBe(NOW - 2 * MINUTE);
    expect(lastReadWhole(NOW - 7 * DAY, known(both))).toBe(0);
    expect(lastReadWhole(undefined, known(both))).toBe(NOW - 2 * MINUTE);
  });

  test('R11: a first sight is one before any whole reading, or on the first day of an unread window', () => {
    const state = { firstPollAt: NOW - HOUR, recentCompleteAt: NOW - MINUTE };
    expect(isFirstSight(NOW - DAY, { ...known(both), firstPollAt: NOW - 9 * DAY })).toBe(true);
    expect(isFirstSight(NOW - DAY, { ...known(both), ...state })).toBe(false);
    expect(isFirstSight(NOW - 40 * DAY, { ...known(both), ...state })).toBe(true);
    expect(isFirstSight(NOW - 40 * DAY, { ...known(both), ...state, firstPollAt: NOW - DAY })).toBe(false);
  });
});
