import { describe, expect, test } from '@jest/globals';
import { onShift, type RosterPerson } from '../../../../lib/domain/act/roster.ts';
import { makePerson, makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';
import { ZONE } from '../../../fixtures/domain/made-up.ts';

const works = (changes: Partial<RosterPerson>, time: string): boolean =>
  onShift({ zone: ZONE, people: [makePerson('U0MADEUP1', changes)] }, seoul(time)).length === 1;

describe('the people on shift (A9)', () => {
  const shifts = makeWeekdays(['09:00-12:00', '13:00-18:00'], ['2026-11-26']);

  // 2026-11-25 is a Wednesday.
  test.each([
    ['2026-11-25T08:59', false],
    ['2026-11-25T09:00', true],
    ['2026-11-25T12:30', false],
    ['2026-11-25T13:00', true],
    ['2026-11-25T18:00', false],
    ['2026-11-26T10:00', false],
    ['2026-11-28T10:00', false],
  ])('include a person with shifts at %s: %s', (time, expected) => {
    expect(works({ shifts }, time)).toBe(expected);
  });

  test('include a person without shifts at any time', () => {
    expect(works({}, '2026-11-28T03:00')).toBe(true);
  });

  test('exclude a person on leave from the first to the last day, by the zone’s clock', () => {
    const leave = [{ from: '2026-11-25', until: '2026-11-26' }];
    const at = (time: string) => works({ leave }, time);
    expect(['2026-11-24T23:59', '2026-11-25T00:00', '2026-11-26T23:59', '2026-11-27T00:00'].map(at)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});
