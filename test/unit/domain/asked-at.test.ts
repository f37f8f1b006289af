import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { estimateAskedAt } from '../../../lib/domain/asked-at.ts';
import { readingKey } from '../../../lib/domain/plan-readings.ts';
import { windowNumber } from '../../fixtures/domain/make-reading.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../fixtures/domain/made-up.ts';

const estimate = (input: Partial<Parameters<typeof estimateAskedAt>[0]>) =>
  estimateAskedAt({ kind: 'reply', completeReadings: {}, zone: ZONE, now: NOW, ...input });
const recent = (status: 'NO_ANSWER' | 'TRANSFER') => readingKey(windowNumber(0), status);

describe('estimateAskedAt', () => {
  test('R11: is the last complete reading that should have shown the inquiry and did not', () => {
    const completeReadings = { [recent('NO_ANSWER')]: NOW - MINUTE };
    expect(estimate({ inquiryAt: NOW - 3 * DAY, completeReadings })).toEqual({
      askedAt: NOW - MINUTE,
      askedAtUncertain: false,
    });
  });

  test('R11: is inquiryAt where that is later than the last reading', () => {
    const completeReadings = { [recent('NO_ANSWER')]: NOW - 3 * HOUR };
    expect(estimate({ inquiryAt: NOW - HOUR, completeReadings })).toEqual({
      askedAt: NOW - HOUR,
      askedAtUncertain: false,
    });
  });

  test('R11: readings of the other status or of another window say nothing', () => {
    const completeReadings = {
      [recent('TRANSFER')]: NOW - MINUTE,
      [readingKey(windowNumber(1), 'NO_ANSWER')]: NOW - MINUTE,
    };
    const expected = { askedAt: NOW - 2 * HOUR, askedAtUncertain: false };
    expect(estimate({ inquiryAt: NOW - 2 * HOUR, completeReadings })).toEqual(expected);
    expect(estimate({ inquiryAt: NOW - 2 * HOUR, completeReadings, kind: 'confirm' }).askedAt).toBe(
      NOW - MINUTE,
    );
  });

  test("R11: yesterday's windows, cut on other dates, count as well", () => {
    const completeReadings = { [readingKey(windowNumber(0, NOW - DAY), 'NO_ANSWER')]: NOW - 9 * HOUR };
    expect(estimate({ inquiryAt: NOW - 2 * DAY, completeReadings }).askedAt).toBe(NOW - 9 * HOUR);
  });

  test('R11: of several readings that should have shown it the last counts', () => {
    const completeReadings = {
      [recent('NO_ANSWER')]: NOW - MINUTE,
      [readingKey(windowNumber(0, NOW - DAY), 'NO_ANSWER')]: NOW - 9 * HOUR,
    };
    expect(estimate({ inquiryAt: NOW - 2 * DAY, completeReadings }).askedAt).toBe(NOW - MINUTE);
  });

  test('R11: without a reading it is inquiryAt if that is under 24 hours ago', () => {
    expect(estimate({ inquiryAt: NOW - DAY + 1 })).toEqual({
      askedAt: NOW - DAY + 1,
      askedAtUncertain: false,
    });
  });

  test('R11: without a reading it is first seen, shown as uncertain, for an older inquiry or one without a date', () => {
    const firstSeen = { askedAt: NOW, askedAtUncertain: true };
    expect(estimate({ inquiryAt: NOW - DAY })).toEqual(firstSeen);
    expect(estimate({})).toEqual(firstSeen);
  });

  test('R11: a last reading over a day ago, before an outage, does not make a hand-over past that may be new', () => {
    const completeReadings = { [recent('TRANSFER')]: NOW - 30 * HOUR };
    expect(estimate({ inquiryAt: NOW - 4 * DAY, completeReadings, kind: 'confirm' })).toEqual({
      askedAt: NOW,
      askedAtUncertain: true,
    });
  });

  test('R11: for any readings the estimate lies within the last 24 hours, so that no guess makes a ticket past', () => {
    const began = fc.integer({ min: NOW - 3 * DAY, max: NOW + HOUR });
    const readings = fc.dictionary(fc.constantFrom(recent('NO_ANSWER'), recent('TRANSFER')), began);
    const inquiryAt = fc.option(fc.integer({ min: NOW - 9 * DAY, max: NOW + HOUR }), { nil: undefined });
    fc.assert(
      fc.property(readings, inquiryAt, fc.constantFrom('reply', 'confirm'), (completeReadings, at, kind) => {
        const { askedAt } = estimate({ completeReadings, kind, ...(at !== undefined && { inquiryAt: at }) });
        expect(askedAt).toBeGreaterThan(NOW - DAY);
        expect(askedAt).toBeLessThanOrEqual(NOW);
      }),
    );
  });
});
