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
import { SOURCE_NAMES, SOURCES } from '../../../../lib/domain/sources.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import type { ClosedRow } from '../../../../lib/domain/ticket/ticket.ts';
import { makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';
import { findUnreadDates } from '../../../../lib/domain/blindness/unread-dates.ts';
import { readingKey } from '../../../../lib/domain/reading/plan-readings.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { windowCount } from '../../../../lib/domain/time/date-windows.ts';
import { dateAt } from '../../../../lib/domain/time/dates.ts';
import { windowNumber } from '../../../fixtures/domain/make-reading.ts';

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

const INTERVALS = { monthMs: 15 * MINUTE, archiveMs: 3 * HOUR, openTicketMs: 5 * MINUTE };
/** The older windows. The first four are those of the month. */
const NUMBERS = Array.from({ length: windowCount(dateAt(NOW, ZONE)) - 1 }, (_, index) => index + 1);

const OPEN_LISTS = SOURCES['call-center'].openLists;

/** When the older windows were read: a minute ago, with exceptions: by number, how long ago. */
const readAgo = (ago: Record<number, number | undefined> = {}) =>
  Object.fromEntries(
    NUMBERS.flatMap((number) => {
      const age = number in ago ? ago[number] : MINUTE;
      return age === undefined
        ? []
        : OPEN_LISTS.map((status) => [readingKey(windowNumber(number), status), NOW - age]);
    }),
  );

const stateWith = (ago: Record<number, number | undefined> = {}, more: StateFields = {}): VendorState =>
  makeState({
    firstPollAt: NOW - 30 * DAY,
    polledAt: NOW,
    recentCompleteAt: NOW - MINUTE,
    completeReadings: readAgo(ago),
    ...more,
  });

const find = (state: VendorState, now = NOW, blindMs = 5 * MINUTE) =>
  findUnreadDates(state, now, { zone: ZONE, intervals: INTERVALS, blindMs });

const datesOf = (first: number, last = first) => ({
  from: windowNumber(last).firstDate,
  to: windowNumber(first).lastDate,
});

describe('unread dates (R8)', () => {
  test('do not exist if each older window was read within three of its intervals', () => {
    expect(find(stateWith({ 2: 45 * MINUTE - 1, 9: 9 * HOUR - 1 }))).toBeUndefined();
  });

  test.each([
    ['a window of the month', 2, 45 * MINUTE],
    ['a window of the archive', 9, 9 * HOUR],
  ])('are those of %s from three of its intervals on', (_, number, ageMs) => {
    expect(find(stateWith({ [number]: ageMs }))).toEqual({ dates: [datesOf(number)], readAt: NOW - ageMs });
  });

  test('include a window of which a single status is unread', () => {
    const partly = { [readingKey(windowNumber(3), 'TRANSFER')]: NOW - HOUR };
    const state = stateWith({}, { completeReadings: { ...readAgo(), ...partly } });
    expect(find(state)).toEqual({ dates: [datesOf(3)], readAt: NOW - HOUR });
  });

  test('are joined if they follow each other, newest first, with the oldest of their readings', () => {
    const unread = find(stateWith({ 2: HOUR, 3: 2 * HOUR, 7: 10 * HOUR }));
    expect(unread).toEqual({ dates: [datesOf(2, 3), datesOf(7)], readAt: NOW - 10 * HOUR });
  });

  test('have no time of a reading that the state has forgotten', () => {
    expect(find(stateWith({ 2: HOUR, 7: undefined }))).toEqual({ dates: [datesOf(2), datesOf(7)] });
  });

  test('end before the recent week', () => {
    const later = NOW + 2 * DAY;
    const state = stateWith({}, { polledAt: later, recentCompleteAt: later });
    expect(find(state, later)?.dates[0]).toMatchObject({ to: '2026-11-20' });
  });

  test('exclude dates that left the recent week a moment ago', () => {
    // At midnight a window of dates becomes an older one that was never read.
    const midnight = Date.parse('2026-11-26T00:00:00+09:00');
    const read = NUMBERS.map((number) => readingKey(windowNumber(number), 'TRANSFER').split('/')[0]);
    const at = (now: number): VendorState => {
      const completeReadings = Object.fromEntries(
        read.flatMap((firstDate) => OPEN_LISTS.map((status) => [`${firstDate}/${status}`, now])),
      );
      return stateWith({}, { polledAt: now, recentCompleteAt: now, completeReadings });
    };
    expect(find(at(midnight + 44 * MINUTE), midnight + 44 * MINUTE)).toBeUndefined();
    expect(find(at(midnight + 45 * MINUTE), midnight + 45 * MINUTE)).toEqual({
      dates: [{ from: '2026-11-19', to: '2026-11-19' }],
      readAt: midnight,
    });
  });

  test('do not exist on a vendor’s first day', () => {
    const unread = { 2: undefined };
    expect(find(stateWith(unread, { firstPollAt: NOW - DAY + 1 }))).toBeUndefined();
    expect(find(stateWith(unread, { firstPollAt: NOW - DAY }))).toEqual({
      dates: [datesOf(2)],
      readAt: NOW - DAY,
    });
  });

  test.each<[string, (until: number) => StateFields]>([
    ['a pause', (until) => ({ pause: { since: NOW - DAY, until } })],
    ['a blind time', (until) => ({ blindTimes: [{ since: NOW - DAY, until }] })],
  ])('count from the end of %s', (_, held) => {
    const unread = { 2: DAY };
    expect(find(stateWith(unread, held(NOW - 45 * MINUTE + 1)))).toBeUndefined();
    expect(find(stateWith(unread, held(NOW - 45 * MINUTE)))).toMatchObject({ dates: [datesOf(2)] });
  });

  test('do not exist while the vendor is blind, since its own notice covers them', () => {
    expect(find(stateWith({ 2: HOUR }, { recentCompleteAt: NOW - 6 * MINUTE }))).toBeUndefined();
  });

  test('are judged by the last poll, not by the time that has passed since', () => {
    const state = stateWith({ 2: 44 * MINUTE });
    expect(find(state, NOW + 3 * MINUTE)).toBeUndefined();
  });

  test('are allowed three polls if polls are rarer than the interval', () => {
    expect(find(stateWith({ 2: 4 * HOUR }), NOW, 90 * MINUTE)).toBeUndefined();
    expect(find(stateWith({ 2: 4.5 * HOUR }), NOW, 90 * MINUTE)).toMatchObject({ dates: [datesOf(2)] });
  });

  test('do not exist for a vendor that was never polled', () => {
    expect(find({ ...NEW_VENDOR_STATE, watchedSince: NOW - MINUTE })).toBeUndefined();
  });
});
