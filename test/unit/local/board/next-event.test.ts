import { describe, expect, test } from '@jest/globals';
import { findLeap, type Team } from '../../../../local/board/next-event.ts';
import { makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';
import { ZONE } from '../../../fixtures/domain/made-up.ts';

/** A Thursday. */
const NOON = seoul('2026-11-26T12:00');
const TEAM: Team = { zone: ZONE, calendar: makeWeekdays(['09:00-12:00', '13:00-18:00']) };
const PRODUCT = '인조가죽 스커트';
const dueAt = (time: string) => ({ inquiryId: '1000000001', product: PRODUCT, dueAt: seoul(time) });
const warned = (time: string, at: string) => ({
  ...dueAt(time),
  next: { name: '3h' as const, at: seoul(at) },
});

describe('the next event', () => {
  const next = (now: number, open: Parameters<typeof findLeap>[1]['open'], teams = [TEAM]) => {
    const { at, event } = findLeap('next-event', { now, open, teams });
    return [event?.name, new Date(at + 9 * 3_600_000).toISOString().slice(5, 16)];
  };

  test.each([
    ['a warning', [warned('2026-11-26T16:00', '2026-11-26T13:00')], ['step', '11-26T13:00']],
    ['a deadline', [dueAt('2026-11-26T16:00'), dueAt('2026-11-26T15:00')], ['deadline', '11-26T15:00']],
    ['the end of the shift', [dueAt('2026-11-26T19:00')], ['shift-end', '11-26T18:00']],
    ['nothing but the end of the shift', [], ['shift-end', '11-26T18:00']],
    ['no deadline that is over', [dueAt('2026-11-26T11:00')], ['shift-end', '11-26T18:00']],
    ['nothing that happens now', [dueAt('2026-11-26T12:00')], ['shift-end', '11-26T18:00']],
  ])('is %s', (_what, open, event) => {
    expect(next(NOON, open)).toEqual(event);
  });

  test('at the end of a shift is the report of the next morning', () => {
    expect(next(seoul('2026-11-26T18:00'), [])).toEqual(['report', '11-27T09:00']);
  });

  test('on a day off is the report at nine, then the opening of the next working day', () => {
    expect(next(seoul('2026-11-27T18:00'), [])).toEqual(['report', '11-28T09:00']);
    expect(next(seoul('2026-11-29T09:00'), [])).toEqual(['report', '11-30T09:00']);
  });

  test('of several teams is the soonest event', () => {
    const early = { zone: ZONE, calendar: makeWeekdays(['06:00-14:00']) };
    expect(next(NOON, [], [TEAM, early])).toEqual(['shift-end', '11-26T14:00']);
    expect(next(seoul('2026-11-26T18:00'), [], [TEAM, early])).toEqual(['report', '11-27T06:00']);
  });

  test('names the warning, and the product or the number of the inquiry', () => {
    const eventOf = (open: Parameters<typeof findLeap>[1]['open']) =>
      findLeap('next-event', { now: NOON, open, teams: [TEAM] }).event;
    const ticket = warned('2026-11-26T16:00', '2026-11-26T13:00');
    expect(eventOf([ticket])).toEqual({ name: 'step', step: '3h', of: PRODUCT });
    const { product: _, ...unnamed } = dueAt('2026-11-26T16:00');
    expect(eventOf([unnamed])).toEqual({ name: 'deadline', of: '1000000001' });
  });

  test('of a team without hours is the report at nine', () => {
    expect(next(NOON, [], [{ zone: ZONE }])).toEqual(['report', '11-27T09:00']);
  });
});

test('an hour ahead is an hour, and tomorrow morning is the report at the first opening of the next day, or at nine', () => {
  const seen = { now: NOON, open: [], teams: [TEAM] };
  expect(findLeap('hour', seen)).toEqual({ at: seoul('2026-11-26T13:00') });
  const early = { zone: ZONE, calendar: makeWeekdays(['08:00-17:00']) };
  expect(findLeap('morning', { ...seen, teams: [early] })).toEqual({
    at: seoul('2026-11-27T08:00'),
    event: { name: 'report' },
  });
  expect(findLeap('morning', { ...seen, now: seoul('2026-11-27T00:30'), teams: [early] })).toEqual({
    at: seoul('2026-11-28T09:00'),
    event: { name: 'report' },
  });
});
