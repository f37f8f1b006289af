import { describe, expect, test } from '@jest/globals';
import { checkHolidays } from '../../../lib/config/parse-config.ts';
import { holidaysOf, yearSoonWithoutHolidays, yearWithoutHolidays } from '../../../lib/config/holidays.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import type { Config, VendorConfig } from '../../../lib/config/schema.ts';
import { configFixture } from '../../infra/config-fixture.ts';
import { sharingOf } from '../../../functions/wiring/sla-settings.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';
import { onShift } from '../../../lib/domain/act/roster.ts';
import { HOUR, MINUTE } from '../../fixtures/domain/made-up.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';

const makeVendor = (changes: Partial<VendorConfig> = {}): VendorConfig => {
  const [vendor] = configFixture().vendors;
  if (!vendor) throw new Error('the fixture has no vendor');
  return { ...vendor, hours: { mon: ['09:00-18:00'] }, ...changes };
};
const added = (...add: string[]) => ({ holidays: { add, remove: [], years: [] } });
/** Every public holiday of these years. */
const listed = (...add: string[]) => ({
  holidays: { add, remove: [], years: add.map((date) => Number(date.slice(0, 4))) },
});
const at = (text: string): number => Date.parse(text);

describe('holidays (S3)', () => {
  test.each([
    ['Seollal', '2026-02-17'],
    ['a substitute holiday', '2026-03-02'],
    ['Labour Day, public since 2026', '2026-05-01'],
    ['an election', '2026-06-03'],
    ['Christmas of the last year that is known', '2027-12-25'],
    ['the first that is known', '2018-01-01'],
  ])('of Korea are known: %s', (_what, date) => {
    expect(holidaysOf(makeVendor()).has(date)).toBe(true);
  });

  test('do not include an ordinary day or another year’s election day', () => {
    const holidays = holidaysOf(makeVendor());
    expect([holidays.has('2026-11-25'), holidays.has('2027-06-03')]).toEqual([false, false]);
  });

  test('a team adds days off, and removes those on which it works', () => {
    const holidays = holidaysOf(
      makeVendor({ holidays: { add: ['2026-11-25'], remove: ['2026-12-25'], years: [] } }),
    );
    expect(holidays.has('2026-11-25')).toBe(true);
    expect(holidays.has('2026-12-25')).toBe(false);
    expect(holidays.size).toBe(holidaysOf(makeVendor()).size);
  });

  test('of Taiwan are those in the configuration', () => {
    expect([...holidaysOf(makeVendor({ market: 'TW' }))]).toEqual([]);
    expect([...holidaysOf(makeVendor({ market: 'TW', ...added('2026-10-10') }))]).toEqual(['2026-10-10']);
  });
});

describe('a year without holidays', () => {
  const market = 'TW';
  test.each<[string, Partial<VendorConfig>, string, number | undefined]>([
    ['a known year of Korea', {}, '2027-12-31T14:59:59Z', undefined],
    ['the next one, from its first moment in Seoul', {}, '2027-12-31T15:00:00Z', 2028],
    ['the first moment in Taipei', { market, ...listed('2027-01-01') }, '2027-12-31T16:00:00Z', 2028],
    ['before it', { market, ...listed('2027-01-01') }, '2027-12-31T15:59:59Z', undefined],
    ['a year that the configuration lists', listed('2028-01-26'), '2028-06-01T00:00:00Z', undefined],
    ['a year with one day of the team’s own', added('2028-05-15'), '2028-06-01T00:00:00Z', 2028],
    ['a year of which it lists another', listed('2029-01-01'), '2028-06-01T00:00:00Z', 2028],
    ['Taiwan', { market }, '2026-11-25T00:00:00Z', 2026],
    ['a vendor without hours', { market, hours: {} }, '2026-11-25T00:00:00Z', undefined],
    ['no range on any day', { market, hours: { mon: [] } }, '2026-11-25T00:00:00Z', undefined],
  ])('%s', (_what, changes, instant, year) => {
    expect(yearWithoutHolidays(makeVendor(changes), at(instant))).toBe(year);
  });

  test('is reported 60 days ahead', () => {
    const vendor = makeVendor();
    expect(yearSoonWithoutHolidays(vendor, at('2027-11-01T14:59:59Z'))).toBeUndefined();
    expect(yearSoonWithoutHolidays(vendor, at('2027-11-01T15:00:00Z'))).toBe(2028);
  });

  test('is still reported in that year', () => {
    expect(yearSoonWithoutHolidays(makeVendor(), at('2028-12-15T00:00:00Z'))).toBe(2028);
  });
});

describe('checkHolidays', () => {
  const now = at('2028-01-03T00:00:00Z');
  const check =
    (...vendors: VendorConfig[]) =>
    () =>
      checkHolidays({ vendors }, now);

  test('refuses every vendor whose present year has no holidays, with path, value, reason and what to do', () => {
    const fine = makeVendor({ hours: {} });
    const refused = check(fine, makeVendor(), makeVendor({ market: 'TW' }));
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(
      'The configuration cannot be used:\n' +
        '  vendors[1].market: "KR" has no known holidays in 2028, which its hours would count as worked. ' +
        'List all of them in vendors[1].holidays.add, such as 2028-01-01, with 2028 in vendors[1].holidays.years, or install a newer @hyunbinseo/holidays-kr.\n' +
        '  vendors[2].market: "TW" has no known holidays in 2028, which its hours would count as worked. ' +
        'List all of them in vendors[2].holidays.add, such as 2028-01-01, with 2028 in vendors[2].holidays.years.',
    );
  });

  test('accepts a vendor whose present year is listed, even if the next year is not', () => {
    expect(check(makeVendor(listed('2028-01-01')), makeVendor({ hours: {} }))).not.toThrow();
  });
});

const parse = (
  acting: Record<string, unknown>,
  more: Record<string, unknown> = {},
  on: Record<string, unknown> = {},
): Config => madeUpConfig([{ live: true, acting, ...more }], { acting: 'on', ...on });
const faultOf = (acting: Record<string, unknown>, more: Record<string, unknown> = {}): string =>
  thrownBy(ConfigError, () => parse(acting, more)).message;
const policyOf = (
  acting: Record<string, unknown>,
  more: Record<string, unknown> = {},
  on: Record<string, unknown> = {},
) => {
  const config = parse(acting, more, on);
  const [vendor] = config.vendors;
  return vendor && sharingOf(vendor, config);
};
const sharing = (person: Record<string, unknown> = {}) => ({ sharing: { U0ANN: person } });
const hours = { wed: ['09:00-12:00', '13:00-18:00'], fri: ['09:00-18:00'] };
/** In Seoul. */
const works = (policy: ReturnType<typeof sharingOf>, time: string): boolean =>
  policy !== undefined && onShift(policy.roster, Date.parse(`${time}:00+09:00`)).length > 0;

describe('the roster of a configuration (A9)', () => {
  test('is off by default, without acting, and without people', () => {
    expect(policyOf({})).toBeUndefined();
    expect(policyOf(sharing(), {}, { acting: 'off' })).toBeUndefined();
    expect(policyOf({ sharing: {} })).toBeUndefined();
  });

  test('has its people in the order of the file, with weight 1 by default', () => {
    const people = { U0BEN: { weight: 2 }, U0ANN: {} };
    expect(policyOf({ sharing: people })?.roster.people).toEqual([
      { user: 'U0BEN', weight: 2, leave: [] },
      { user: 'U0ANN', weight: 1, leave: [] },
    ]);
  });

  test('may omit people if a user group claims', () => {
    expect(policyOf({ claim: 'S0MADEUP', ...sharing() })?.roster.people).toHaveLength(1);
  });

  test('uses the team’s hours for a person without shifts, without the team’s holidays', () => {
    const policy = policyOf(sharing(), { hours });
    // 2026-12-25 is a Friday, and a public holiday.
    const worksAt = (time: string) => works(policy, time);
    expect(
      ['2026-11-25T11:59', '2026-11-25T12:30', '2026-11-27T10:00', '2026-12-25T10:00'].map(worksAt),
    ).toEqual([true, false, true, false]);
  });

  test('uses a person’s own shifts instead, on every day of a team that always works', () => {
    const shifts = { fri: ['14:00-18:00'] };
    expect(works(policyOf(sharing({ shifts })), '2026-12-25T15:00')).toBe(true);
    expect(works(policyOf(sharing({ shifts }), { hours }), '2026-12-25T15:00')).toBe(false);
    expect(works(policyOf(sharing({ shifts }), { hours }), '2026-11-27T15:00')).toBe(true);
    expect(works(policyOf(sharing({ shifts }), { hours }), '2026-11-27T10:00')).toBe(false);
  });

  test('accepts a leave of a single day, or with a first and a last day', () => {
    const leave = ['2026-11-25', '2026-11-27/2026-12-04'];
    expect(policyOf(sharing({ leave }))?.roster.people[0]?.leave).toEqual([
      { from: '2026-11-25', until: '2026-11-25' },
      { from: '2026-11-27', until: '2026-12-04' },
    ]);
  });

  test('passes a claim on two minutes before it expires, and a short claim at half its time', () => {
    const passOn = (claimStaleHours: number) =>
      policyOf(sharing(), {}, { settings: { claimStaleHours } })?.passOnMs;
    expect(passOn(2)).toBe(2 * HOUR - 2 * MINUTE);
    expect(passOn(1 / 60)).toBe(MINUTE / 2);
  });
});

describe('a refused roster explains what to do', () => {
  test.each<[string, Record<string, unknown>]>([
    ['must be a Slack user id such as U0123456789', { sharing: { hana: {} } }],
    ['sharing.U0ANN.weight: 0 must be above 0', sharing({ weight: 0 })],
    ['must be a range such as 09:00-18:00', sharing({ shifts: { mon: ['9-18'] } })],
    ['this person is never on shift; write one', sharing({ shifts: { mon: [] } })],
    ['must be a date such as 2026-12-24, or two', sharing({ leave: ['2026-02-30'] })],
    ['or two with a slash', sharing({ leave: ['2026-12-24/2026-12-25/2026-12-26'] })],
    ['must end on the day it begins', sharing({ leave: ['2026-12-25/2026-12-24'] })],
    [
      "must be in acting.people, or this person could not release a ticket; add it there with its wingId, or set claim: 'channel'",
      { claim: 'people', people: {}, ...sharing() },
    ],
    [
      'must name 50 people or fewer',
      { sharing: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`U0P${index}`, {}])) },
    ],
  ])('%s', (says, acting) => {
    expect(faultOf(acting)).toContain(says);
  });

  test.each([
    ['begins before the team', { wed: ['08:59-12:00'] }],
    ['ends after the team', { wed: ['09:00-10:00', '13:00-18:01'] }],
    ['is on a day without hours', { mon: ['09:00-12:00'] }],
  ])('refuses a shift that %s, since a warning could not mention the person', (_what, shifts) => {
    const [day = ''] = Object.keys(shifts);
    expect(faultOf(sharing({ shifts }), { hours })).toContain(
      `acting.sharing.U0ANN.shifts.${day}: must lie within hours, or a warning could not mention this person; change it, or extend hours.`,
    );
  });

  test('accepts a shift through a break of the team', () => {
    expect(policyOf(sharing({ shifts: { wed: ['09:00-18:00'] } }), { hours })).toBeDefined();
  });
});
