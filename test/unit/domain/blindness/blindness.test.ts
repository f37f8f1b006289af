import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  blindDeadlines,
  countNew,
  judgeBlindness,
  pauseWithin,
  readingTimesOf,
  sourcesBlindIn,
  type ReadingTimes,
  withBlindTime,
} from '../../../../lib/domain/blindness/blindness.ts';
import { SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import type { ClosedRow } from '../../../../lib/domain/ticket/ticket.ts';
import { makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const BLIND_MS = 5 * MINUTE;
const judge = (state: Partial<ReadingTimes>, now = NOW) =>
  judgeBlindness({ state: { blindTimes: [], ...state }, now, blindMs: BLIND_MS });

describe('R17: a vendor is blind', () => {
  const [limit, over] = [NOW - BLIND_MS, NOW - BLIND_MS - 1];
  const polled = { firstPollAt: NOW - HOUR, polledAt: NOW };

  test.each<[string, Partial<ReadingTimes>]>([
    ['the last complete reading began within the limit', { ...polled, recentCompleteAt: limit }],
    ['it was just polled for the first time', { firstPollAt: NOW - MINUTE, polledAt: NOW }],
    ['nobody knows it yet', {}],
    ['it became known within the limit', { watchedSince: limit }],
    ['a reading is complete', { watchedSince: over, firstPollAt: NOW - MINUTE, recentCompleteAt: NOW }],
  ])('not if %s', (_what, state) => expect(judge(state)).toEqual({ is: 'sighted' }));

  test.each<[string, Partial<ReadingTimes>, object]>([
    ['since its last complete reading', { ...polled, recentCompleteAt: over }, { since: over }],
    ['since its first poll if no reading was ever complete', polled, { since: NOW - HOUR }],
    ['since it became known', { watchedSince: over }, { since: over, cause: 'not-polling' }],
    [
      'since it became known, also after its first poll',
      { watchedSince: over, firstPollAt: NOW - MINUTE },
      { since: over, cause: 'incomplete' },
    ],
  ])('%s', (_what, state, found) => expect(judge(state)).toMatchObject({ is: 'blind', ...found }));
});

describe('R17: a pause explains a blind time', () => {
  const blind = { since: 0, until: 20 * MINUTE };
  const part = (since: number, until: number) =>
    pauseWithin(blind, { since: since * MINUTE, until: until * MINUTE }, BLIND_MS);

  test('if a reading was complete within the limit of its start, and it ended within the limit', () => {
    expect(part(5, 15)).toEqual({ since: 5 * MINUTE, until: 15 * MINUTE });
    expect(part(5.01, 15)).toBeUndefined();
    expect(part(5, 14.99)).toBeUndefined();
    expect(part(-5.01, 20)).toBeUndefined();
    expect(pauseWithin(blind, undefined, BLIND_MS)).toBeUndefined();
  });

  test('only as far as it reaches into it', () => {
    expect(part(-5, 25)).toEqual(blind);
    const short = { since: 0, until: BLIND_MS };
    expect(pauseWithin(short, { since: -MINUTE, until: 0 }, BLIND_MS)).toBeUndefined();
  });

  test('so that nobody is notified of a blindness', () => {
    const state = { recentCompleteAt: NOW - HOUR, pause: { since: NOW - HOUR, until: NOW - BLIND_MS } };
    expect(judge(state)).toEqual({ is: 'sighted' });
    expect(judge(state, NOW + 1)).toMatchObject({ is: 'blind', since: NOW - HOUR, cause: 'not-polling' });
  });
});

describe('D10: the cause of a blindness', () => {
  const blind = { firstPollAt: NOW - HOUR, recentCompleteAt: NOW - HOUR / 2 };
  const failure = { cause: 'ip-not-allowed', ip: '192.0.2.7' } as const;
  const [incomplete, unpolled] = [{ cause: 'incomplete' }, { cause: 'not-polling' }];

  test.each<[string, Partial<ReadingTimes>, object]>([
    [
      'the error of the last poll, with the address',
      { ...blind, polledAt: NOW - BLIND_MS, failure },
      failure,
    ],
    ['an incomplete reading if nothing failed', { ...blind, polledAt: NOW - MINUTE }, incomplete],
    ['a lack of polls after a long pause', { ...blind, polledAt: NOW - BLIND_MS - 1, failure }, unpolled],
    ['a lack of polls if the first poll never ended', { firstPollAt: NOW - HOUR }, unpolled],
  ])('is %s', (_what, state, cause) => {
    const since = state.recentCompleteAt ?? state.firstPollAt;
    expect(judge(state)).toEqual({ is: 'blind', since, ...cause });
  });
});

describe('D10: the deadlines of a blind time', () => {
  const since = NOW - HOUR;
  const member = { source: 'call-center', inquiryId: '1', answerId: '2' } as const;
  type More = { product?: string; closedAt?: number };
  const row = (dueAt: number, more: More = {}) => ({ ...member, dueAt, ...more });

  test('belong to open hand-overs from its beginning to an hour ahead, soonest first', () => {
    const rows = [
      row(NOW + HOUR + 1),
      row(NOW + HOUR, { product: '지어낸 상품' }),
      row(since),
      row(since - 1),
      row(NOW, { closedAt: NOW }),
    ];
    expect(blindDeadlines(rows, since, NOW)).toEqual({
      deadlines: [
        { ...member, dueAt: since },
        { ...member, dueAt: NOW + HOUR, product: '지어낸 상품' },
      ],
      deadlineCount: 2,
    });
  });

  test('are listed up to ten, and all counted', () => {
    const times = Array.from({ length: 12 }, (_, index) => NOW - index);
    const rows = times.map((at) => row(at));
    const { deadlines, deadlineCount } = blindDeadlines(rows, since, NOW);
    expect(deadlineCount).toBe(12);
    expect(deadlines.map(({ dueAt }) => dueAt)).toEqual(times.toReversed().slice(0, 10));
  });

  test('are ordered by product if they are equal, first those without a product', () => {
    const rows = [row(NOW, { product: 'B' }), row(NOW, { product: 'A' }), row(NOW)];
    const { deadlines } = blindDeadlines(rows, since, NOW);
    expect(deadlines.map(({ product }) => product)).toEqual([undefined, 'A', 'B']);
  });

  test('are the same for any order of the index', () => {
    const anyRow = fc.record({
      source: fc.constant('call-center' as const),
      inquiryId: fc.constantFrom('1', '2'),
      answerId: fc.constantFrom('1', '2'),
      dueAt: fc.integer({ min: -3, max: 3 }).map((minutes) => NOW + minutes * MINUTE),
      product: fc.constantFrom('지어낸 상품', '지어낸 다른 상품', ''),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 15 }), fc.func(fc.nat()), (rows, rank) => {
        const shuffled = [...rows].sort((a, b) => rank(a) - rank(b));
        expect(blindDeadlines(shuffled, since, NOW)).toEqual(blindDeadlines(rows, since, NOW));
      }),
    );
  });
});

describe('R17: a source', () => {
  const READ = { completeReadings: {}, shortReadings: {}, firstPollAt: NOW - DAY, recentCompleteAt: NOW };
  const before = { since: 1, until: NOW - HOUR };
  const remember = (readAt: number | undefined, now: number, blindTimes = [before]) =>
    withBlindTime({ ...READ, blindTimes }, readAt, now, BLIND_MS);
  const pause = { since: 1, until: 2 };
  const vendor = { ...NEW_VENDOR_STATE, firstPollAt: 3, polledAt: NOW, watchedSince: 1, pause };
  const { completeReadings: _c, shortReadings: _s, ...own } = READ;
  const shared = { polledAt: NOW, pause, blindTimes: [] };

  test('has reading times of its own, and the polls and pauses of the vendor', () => {
    const state = { ...vendor, sources: { product: { ...READ, blindTimes: [before] } } };
    expect(readingTimesOf(state, 'product')).toMatchObject({ ...own, ...shared, blindTimes: [before] });
    expect(readingTimesOf(state, 'call-center')).toBeUndefined();
  });

  test('counts from when the vendor was first watched, unless it was switched on later', () => {
    expect(readingTimesOf(vendor, 'product')).toEqual({ ...shared, firstPollAt: 3, watchedSince: 1 });
    const first = { ...READ, firstPollAt: 3 };
    const state = { ...vendor, sources: { 'call-center': first, product: READ } };
    expect(readingTimesOf(state, 'call-center')).toMatchObject({ firstPollAt: 3, watchedSince: 1 });
    expect(readingTimesOf(state, 'product')).not.toHaveProperty('watchedSince');
  });

  test('that is switched on again is blind only from then on', () => {
    const again = { firstPollAt: NOW, recentCompleteAt: NOW - DAY, polledAt: NOW + HOUR };
    expect(judge(again, NOW + BLIND_MS)).toEqual({ is: 'sighted' });
    expect(judge(again, NOW + BLIND_MS + 1)).toMatchObject({ is: 'blind', since: NOW });
  });

  test('remembers a time without a complete reading only if it was longer than the limit', () => {
    expect(remember(NOW + BLIND_MS, NOW + BLIND_MS)).toEqual([before]);
    const late = NOW + BLIND_MS + 1;
    expect(remember(late, late)).toEqual([before, { since: NOW, until: late }]);
    expect(remember(undefined, late)).toEqual([before]);
  });

  test('are found in a period by the source, also while it is blind', () => {
    const state = { ...vendor, sources: { 'call-center': READ, product: { ...READ, blindTimes: [before] } } };
    const blindIn = (now: number) => sourcesBlindIn(state, SOURCE_NAMES, { now, blindMs: BLIND_MS });
    const sighted = blindIn(NOW + BLIND_MS);
    expect(sighted({ from: before.since - DAY, until: before.since })).toEqual([]);
    expect(sighted({ from: before.since - DAY, until: before.since + 1 })).toEqual(['product']);
    expect(sighted({ from: before.until - 1, until: NOW })).toEqual(['product']);
    expect(sighted({ from: before.until, until: NOW + DAY })).toEqual([]);
    expect(blindIn(NOW + BLIND_MS + 1)({ from: before.until, until: NOW + 1 })).toEqual(SOURCE_NAMES);
    expect(
      sourcesBlindIn(state, ['call-center'], { now: NOW, blindMs: BLIND_MS })({ from: 1, until: NOW }),
    ).toEqual([]);
  });

  test('forgets blind times after 38 days, and the oldest of more than twenty', () => {
    expect(remember(undefined, NOW + 38 * DAY - HOUR - 1)).toEqual([before]);
    expect(remember(undefined, NOW + 38 * DAY - HOUR)).toEqual([]);
    const many = Array.from({ length: 21 }, (_, at) => ({ since: at, until: NOW - HOUR + at }));
    expect(remember(undefined, NOW, many)).toEqual(many.slice(1));
  });
});

test('R17: an all-clear counts each ticket once that lists first showed after the start of a blind time', () => {
  const row = (answerId: string, openedAt: number, closedAt?: number) => ({
    ...makeRow({ answerId, openedAt, product: 'made-up' }),
    ...(closedAt !== undefined && { closedAt }),
  });
  const closed = (answerId: string, openedAt: number): ClosedRow => {
    const { inquiryId, market, vendorId, source, kind, askedAt, dueAt } = row(answerId, openedAt);
    const key = { inquiryId, answerId, market, vendorId, source };
    return { ...key, kind, askedAt, dueAt, openedAt, closedAt: NOW + 9, steps: [], product: 'made-up' };
  };
  const rows = [row('1', NOW), row('2', NOW + 1), row('3', NOW + 1, NOW + 9), row('past', NOW + 1, NOW + 1)];
  expect(countNew(rows, [closed('3', NOW + 1), closed('4', NOW + 1), closed('5', NOW)], NOW)).toBe(3);
});
