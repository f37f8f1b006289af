import type { Kind } from '../../../../lib/domain/sources.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  clockOfPost,
  clockOfRequest,
  type KnownSight,
  movedClock,
  pastAtFirstSight,
} from '../../../../lib/domain/call-center/deadline.ts';
import { readingKey } from '../../../../lib/domain/reading/plan-readings.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost } from '../../../fixtures/domain/make-post.ts';
import { makeListing, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';

type Input = { inquiryAt?: number; kind?: Kind; completeReadings?: Record<string, number> };

const known = (completeReadings = {}) => ({ completeReadings, blindTimes: [], zone: ZONE, now: NOW });
const see = (inquiryAt: number | undefined, posts: Post[], kind: Kind = 'reply', beganAt = NOW) => {
  const { inquiryAt: _, ...undated } = makeInquiry({ posts });
  const inquiry = inquiryAt === undefined ? undated : { ...undated, inquiryAt };
  return makeListing({ inquiry, kind, beganAt });
};
/** When a row without a post was asked, which no estimate is sure of. */
const estimate = ({ inquiryAt, kind, completeReadings }: Input): number => {
  const clock = clockOfRequest(undefined, see(inquiryAt, [], kind), known(completeReadings));
  const { askedAt } = clock;
  expect(clock).toEqual({ askedAt, askedAtUncertain: true, dueAt: askedAt + DAY });
  return askedAt;
};
const recent = (status: 'NO_ANSWER' | 'TRANSFER') => readingKey(windowNumber(0), status);

describe('the estimated clock of a request', () => {
  test('R11: is the last complete reading that should have shown the inquiry but did not', () => {
    const completeReadings = { [recent('NO_ANSWER')]: NOW - MINUTE };
    expect(estimate({ inquiryAt: NOW - 3 * DAY, completeReadings })).toBe(NOW - MINUTE);
  });

  test('R11: is inquiryAt if that is later than the last reading', () => {
    const completeReadings = { [recent('NO_ANSWER')]: NOW - 3 * HOUR };
    expect(estimate({ inquiryAt: NOW - HOUR, completeReadings })).toBe(NOW - HOUR);
  });

  test('R11: ignores readings of the other status or of another window', () => {
    const completeReadings = {
      [recent('TRANSFER')]: NOW - MINUTE,
      [readingKey(windowNumber(1), 'NO_ANSWER')]: NOW - MINUTE,
    };
    expect(estimate({ inquiryAt: NOW - 2 * HOUR, completeReadings })).toBe(NOW - 2 * HOUR);
    expect(estimate({ inquiryAt: NOW - 2 * HOUR, completeReadings, kind: 'confirm' })).toBe(NOW - MINUTE);
  });

  test("R11: also counts yesterday's windows, with other dates", () => {
    const completeReadings = { [readingKey(windowNumber(0, NOW - DAY), 'NO_ANSWER')]: NOW - 9 * HOUR };
    expect(estimate({ inquiryAt: NOW - 2 * DAY, completeReadings })).toBe(NOW - 9 * HOUR);
  });

  test('R11: is the last of several readings that should have shown the inquiry', () => {
    const completeReadings = {
      [recent('NO_ANSWER')]: NOW - MINUTE,
      [readingKey(windowNumber(0, NOW - DAY), 'NO_ANSWER')]: NOW - 9 * HOUR,
    };
    expect(estimate({ inquiryAt: NOW - 2 * DAY, completeReadings })).toBe(NOW - MINUTE);
  });

  test('R11: is inquiryAt without a reading if that is under 24 hours ago', () => {
    expect(estimate({ inquiryAt: NOW - DAY + 1 })).toBe(NOW - DAY + 1);
  });

  test('R11: is first seen without a reading for an older inquiry or an inquiry without a date', () => {
    expect(estimate({ inquiryAt: NOW - DAY })).toBe(NOW);
    expect(estimate({})).toBe(NOW);
  });

  test('R11: does not make a possibly new hand-over past if the last reading was over a day ago, before an outage', () => {
    const completeReadings = { [recent('TRANSFER')]: NOW - 30 * HOUR };
    expect(estimate({ inquiryAt: NOW - 4 * DAY, completeReadings, kind: 'confirm' })).toBe(NOW);
  });

  test('R11: is within the last 24 hours for any readings, so that no estimate makes a ticket past', () => {
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

  test('R11: never starts later than the page that showed the row, if it is an estimate', () => {
    const row = see(NOW - 3 * DAY, [], 'reply', NOW - MINUTE);
    expect(clockOfRequest(undefined, row, known()).askedAt).toBe(NOW - MINUTE);
  });

  test('R11: is an estimate that stays for a late TRANSFER', () => {
    const completeReadings = { [recent('TRANSFER')]: NOW - MINUTE };
    const late = makePost({ answerId: '7', at: NOW - 2 * DAY });
    const post = { ...late, answerId: '7' };
    expect(clockOfRequest(post, see(NOW - 3 * DAY, [late], 'confirm'), known(completeReadings))).toEqual({
      askedAt: NOW - MINUTE,
      askedAtUncertain: true,
      clockIsOurs: true,
      dueAt: NOW - MINUTE + DAY,
    });
  });

  test('R11: shows the latest time of its post and counts the earliest deadline; a fixed clock stays', () => {
    const facts = { askedAt: NOW, askedAtUncertain: false, dueAt: NOW + DAY };
    const at = (ms: number) => makePost({ at: NOW + ms });
    expect(movedClock(facts, at(HOUR), NOW + HOUR)).toMatchObject({ askedAt: NOW + HOUR, dueAt: NOW + DAY });
    const moved = { askedAtUncertain: false, dueAt: NOW - HOUR + DAY };
    expect(movedClock(facts, at(-HOUR), NOW)).toEqual({ ...moved, askedAt: NOW });
    const uncertain = { ...facts, askedAtUncertain: true };
    expect(movedClock(uncertain, at(-HOUR), NOW)).toEqual({ ...moved, askedAt: NOW - HOUR });
    expect(movedClock({ ...uncertain, clockIsOurs: true }, at(-HOUR), NOW)).toBeUndefined();
    expect(movedClock(facts, at(HOUR), NOW)).toBeUndefined();
  });
});

describe('a TRANSFER that is past its deadline at first sight', () => {
  const both = { [recent('NO_ANSWER')]: NOW - 2 * MINUTE, [recent('TRANSFER')]: NOW - MINUTE };
  const isPast = (inquiryAt: number | undefined, sight: Partial<KnownSight>, at = NOW - 2 * DAY): boolean => {
    const post = makePost({ at });
    const row = see(inquiryAt, [post], 'confirm');
    const context = { ...known(), ...sight };
    return (
      typeof pastAtFirstSight({ post: { ...post, answerId: '7' }, isNewest: true }, row, context) === 'number'
    );
  };

  test('R11: was past before the first reading of its vendor, or of its window on the first day', () => {
    const state = { completeReadings: both, firstPollAt: NOW - HOUR, recentCompleteAt: NOW - MINUTE };
    expect(isPast(NOW - DAY, { firstPollAt: NOW - 9 * DAY })).toBe(true);
    expect(isPast(NOW - 6 * DAY, state)).toBe(false);
    expect(isPast(NOW - 7 * DAY, state)).toBe(true);
    expect(isPast(NOW - 7 * DAY, { ...state, firstPollAt: NOW - DAY })).toBe(false);
    expect(isPast(undefined, state)).toBe(false);
    expect(isPast(NOW - DAY, { ...state, completeReadings: { [recent('TRANSFER')]: NOW } })).toBe(true);
  });

  test('R11: was unseen in a blind time, unless both lists were complete without it since it was asked', () => {
    const at = NOW - 2 * DAY;
    const state = { firstPollAt: 0, recentCompleteAt: NOW, blindTimes: [{ since: at - 1, until: at }] };
    const readAt = (reply: number, confirm: number) => ({
      completeReadings: { [recent('NO_ANSWER')]: reply, [recent('TRANSFER')]: confirm },
    });
    expect(isPast(NOW - DAY, { ...state, ...readAt(at, NOW) })).toBe(true);
    expect(isPast(NOW - DAY, { ...state, ...readAt(NOW, at) })).toBe(true);
    expect(isPast(NOW - DAY, { ...state, ...readAt(at + 1, at + 1) })).toBe(false);
    expect(isPast(NOW - DAY, { ...state, blindTimes: [{ since: at, until: NOW }] })).toBe(false);
  });

  test('R11: is past once both clocks agree', () => {
    expect(isPast(NOW - DAY, { firstPollAt: NOW }, NOW - DAY - 10 * MINUTE)).toBe(false);
    expect(isPast(NOW - DAY, { firstPollAt: NOW }, NOW - DAY - 10 * MINUTE - 1)).toBe(true);
  });
});
