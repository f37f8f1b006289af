import { describe, expect, test } from '@jest/globals';
import { dueReports, type ReportPlan } from '../../../../lib/domain/report/due-reports.ts';
import { WEEKDAYS } from '../../../../lib/domain/time/dates.ts';
import { HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';
import { makeWeekdays, makeCalendar } from '../../../fixtures/domain/make-ladder.ts';

const WEEK = ['09:00-12:00', '13:00-18:00'];
/** A team that works Monday to Friday, but not on Thursday, 26 November 2026, a made-up holiday. */
const OFFICE = makeWeekdays(WEEK, ['2026-11-26']);
const ALL_DAY = ['00:00-24:00'];
const ALWAYS = makeCalendar(Object.fromEntries(WEEKDAYS.map((day) => [day, ALL_DAY] as const)));

const seoul = (text: string): number => Date.parse(`${text.replace(' ', 'T')}+09:00`);
const plan = (now: string, overrides: Partial<ReportPlan> = {}): ReportPlan => ({
  now: seoul(now),
  leadMs: 5 * MINUTE,
  zone: ZONE,
  calendar: OFFICE,
  knownSince: seoul('2026-01-01 00:00'),
  ...overrides,
});
const withoutHours = (now: string, overrides: Partial<ReportPlan> = {}): ReportPlan => {
  const { calendar: _, ...rest } = plan(now, overrides);
  return rest;
};
/** Each report's name, with its instant in Seoul. */
const names = (input: ReportPlan): string[] =>
  dueReports(input).map(({ name }) => {
    const [about, instant] = name.split('/');
    return `${about} ${new Date(Number(instant) + 9 * HOUR).toISOString().slice(0, 16).replace('T', ' ')}`;
  });
const only = (about: string, input: ReportPlan): string[] =>
  names(input).filter((name) => name.startsWith(about));

describe('a hand-over (S7)', () => {
  test('is due one lead before its shift ends, and not earlier', () => {
    expect(only('hand-over', plan('2026-11-25 17:54:59.999'))).toEqual([]);
    expect(only('hand-over', plan('2026-11-25 17:55'))).toEqual(['hand-over 2026-11-25 18:00']);
    expect(only('hand-over', plan('2026-11-25 17:59:59'))).toEqual(['hand-over 2026-11-25 18:00']);
  });

  test('stays due until the next shift begins, over a holiday and a weekend', () => {
    for (const now of ['2026-11-25 18:00', '2026-11-26 12:00', '2026-11-27 08:59:59.999'])
      expect(only('hand-over', plan(now))).toEqual(['hand-over 2026-11-25 18:00']);
    expect(only('hand-over', plan('2026-11-27 09:00'))).toEqual([]);
    for (const now of ['2026-11-27 18:00', '2026-11-29 23:00'])
      expect(only('hand-over', plan(now))).toEqual(['hand-over 2026-11-27 18:00']);
    expect(only('hand-over', plan('2026-11-30 09:00'))).toEqual([]);
  });

  test('is not due in a break, since that ends no shift', () => {
    expect(only('hand-over', plan('2026-11-25 12:30'))).toEqual([]);
  });

  test('names the end of the next shift', () => {
    const [handOver] = dueReports(plan('2026-11-25 17:58'));
    expect(handOver).toEqual({
      about: 'hand-over',
      name: `hand-over/${seoul('2026-11-25 18:00')}`,
      endsAt: seoul('2026-11-25 18:00'),
      nextEndsAt: seoul('2026-11-27 18:00'),
    });
  });

  test('is due only before midnight for a team that works day and night, since the next shift begins there', () => {
    const day = (now: string) => plan(now, { calendar: ALWAYS });
    expect(only('hand-over', day('2026-11-25 23:54:59'))).toEqual([]);
    const [handOver] = dueReports(day('2026-11-25 23:55'));
    expect(handOver).toMatchObject({
      endsAt: seoul('2026-11-26 00:00'),
      nextEndsAt: seoul('2026-11-27 00:00'),
    });
    expect(only('hand-over', day('2026-11-26 00:00'))).toEqual([]);
  });

  test('names no next shift if none is known', () => {
    const calendar = { ...OFFICE, nextShift: () => undefined };
    const [handOver] = dueReports(plan('2026-11-27 18:00', { calendar }));
    expect(handOver).toEqual({
      about: 'hand-over',
      name: `hand-over/${seoul('2026-11-27 18:00')}`,
      endsAt: seoul('2026-11-27 18:00'),
    });
  });

  test('is never due for a shift that was over when the vendor became known', () => {
    const since = (knownSince: string) => plan('2026-11-25 20:00', { knownSince: seoul(knownSince) });
    expect(only('hand-over', since('2026-11-25 18:00'))).toEqual([]);
    expect(only('hand-over', since('2026-11-25 17:59:59.999'))).toEqual(['hand-over 2026-11-25 18:00']);
  });
});

describe('a daily report (S7)', () => {
  test('is due from the opening of the next day to the end of that day', () => {
    expect(only('daily', plan('2026-11-25 08:59:59.999'))).toEqual([]);
    expect(only('daily', plan('2026-11-25 09:00'))).toEqual(['daily 2026-11-24 00:00']);
    expect(only('daily', plan('2026-11-25 23:59:59.999'))).toEqual(['daily 2026-11-24 00:00']);
    expect(only('daily', plan('2026-11-26 00:00'))).toEqual([]);
  });

  test('is due at nine if the next day has no shift: a holiday, a weekend', () => {
    const late = makeCalendar({ fri: ['11:00-15:00'] });
    for (const [day, calendar] of [
      ['2026-11-26', OFFICE],
      ['2026-11-28', OFFICE],
      ['2026-11-28', late],
    ] as const) {
      expect(only('daily', plan(`${day} 08:59:59.999`, { calendar }))).toEqual([]);
      expect(only('daily', plan(`${day} 09:00`, { calendar }))).toHaveLength(1);
    }
    expect(only('daily', plan('2026-11-27 10:59:59.999', { calendar: late }))).toEqual([]);
    expect(only('daily', plan('2026-11-27 11:00', { calendar: late }))).toEqual(['daily 2026-11-26 00:00']);
    const never = makeCalendar({});
    expect(only('daily', plan('2026-11-29 09:00', { calendar: never }))).toEqual(['daily 2026-11-28 00:00']);
  });

  test('covers the whole day before, half-open, and contains the start of the next shift', () => {
    expect(dueReports(plan('2026-11-25 09:00'))).toContainEqual({
      about: 'daily',
      name: `daily/${seoul('2026-11-24 00:00')}`,
      from: seoul('2026-11-24 00:00'),
      until: seoul('2026-11-25 00:00'),
      nextShiftAt: seoul('2026-11-27 09:00'),
    });
  });

  test('waits until the indexes show the whole day, for a team that works day and night', () => {
    const day = (now: string) => plan(now, { calendar: ALWAYS });
    expect(only('daily', day('2026-11-26 00:00:29.999'))).toEqual([]);
    expect(only('daily', day('2026-11-26 00:00:30'))).toEqual(['daily 2026-11-25 00:00']);
  });

  test('is due at nine for a team without hours, and names no next shift', () => {
    expect(dueReports(withoutHours('2026-11-25 08:59:59.999')).map(({ about }) => about)).toEqual(['weekly']);
    expect(dueReports(withoutHours('2026-11-25 09:00'))).toEqual([
      {
        about: 'daily',
        name: `daily/${seoul('2026-11-24 00:00')}`,
        from: seoul('2026-11-24 00:00'),
        until: seoul('2026-11-25 00:00'),
      },
      expect.objectContaining({ about: 'weekly' }),
    ]);
  });

  test('is due only for days that were not over when the vendor became known', () => {
    const since = (knownSince: string) => plan('2026-11-25 10:00', { knownSince: seoul(knownSince) });
    expect(names(since('2026-11-25 00:00'))).toEqual([]);
    expect(names(since('2026-11-24 23:59:59.999'))).toEqual(['daily 2026-11-24 00:00']);
    expect(names(since('2026-11-24 00:00'))).toEqual(['daily 2026-11-24 00:00']);
  });
});

describe('a weekly report (S7)', () => {
  test("covers Monday to Sunday, and is due together with Monday's report about Sunday", () => {
    expect(names(plan('2026-11-30 08:59'))).toEqual(['hand-over 2026-11-27 18:00']);
    expect(names(plan('2026-11-30 09:00'))).toEqual(['daily 2026-11-29 00:00', 'weekly 2026-11-23 00:00']);
    expect(dueReports(plan('2026-11-30 09:00'))[1]).toMatchObject({
      from: seoul('2026-11-23 00:00'),
      until: seoul('2026-11-30 00:00'),
      nextShiftAt: seoul('2026-12-01 09:00'),
    });
  });

  test('stays due all week, so that a Monday without any run loses none', () => {
    expect(only('weekly', plan('2026-12-06 23:59'))).toEqual(['weekly 2026-11-23 00:00']);
    expect(only('weekly', plan('2026-12-07 08:59'))).toEqual([]);
    expect(only('weekly', plan('2026-12-07 09:00'))).toEqual(['weekly 2026-11-30 00:00']);
  });

  test('is due at nine on a Monday off', () => {
    const calendar = makeCalendar({ mon: ['11:00-18:00'] }, ['2026-11-30']);
    expect(only('weekly', plan('2026-11-30 08:59', { calendar }))).toEqual([]);
    expect(only('weekly', plan('2026-11-30 09:00', { calendar }))).toEqual(['weekly 2026-11-23 00:00']);
    expect(only('weekly', plan('2026-12-07 10:59', { calendar }))).toEqual([]);
    expect(only('weekly', plan('2026-12-07 11:00', { calendar }))).toEqual(['weekly 2026-11-30 00:00']);
  });

  test('is never due for a week that was over when the vendor became known', () => {
    const since = (knownSince: string) => plan('2026-12-02 12:00', { knownSince: seoul(knownSince) });
    expect(only('weekly', since('2026-11-30 00:00'))).toEqual([]);
    expect(only('weekly', since('2026-11-29 23:59:59.999'))).toEqual(['weekly 2026-11-23 00:00']);
  });
});
