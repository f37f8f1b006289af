import { describe, expect, test } from '@jest/globals';
import { findUnreadDates } from '../../../../lib/domain/blindness/unread-dates.ts';
import { readingKey } from '../../../../lib/domain/reading/plan-readings.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { SOURCES } from '../../../../lib/domain/sources.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { windowCount } from '../../../../lib/domain/time/date-windows.ts';
import { dateAt } from '../../../../lib/domain/time/dates.ts';
import { windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';

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
