import { describe, expect, test } from '@jest/globals';
import {
  checkHolidays,
  holidaysOf,
  yearSoonWithoutHolidays,
  yearWithoutHolidays,
} from '../../../lib/config/holidays.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import type { VendorConfig } from '../../../lib/config/schema.ts';
import { configFixture } from '../../infra/config-fixture.ts';

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
  test.each<[string, VendorConfig, string, number | undefined]>([
    ['a known year of Korea', makeVendor(), '2027-12-31T14:59:59Z', undefined],
    ['the next one, from its first moment in Seoul', makeVendor(), '2027-12-31T15:00:00Z', 2028],
    [
      'the first moment in Taipei',
      makeVendor({ market: 'TW', ...listed('2027-01-01') }),
      '2027-12-31T16:00:00Z',
      2028,
    ],
    ['before it', makeVendor({ market: 'TW', ...listed('2027-01-01') }), '2027-12-31T15:59:59Z', undefined],
    [
      'a year that the configuration lists',
      makeVendor(listed('2028-01-26')),
      '2028-06-01T00:00:00Z',
      undefined,
    ],
    ['a year with one day of the team’s own', makeVendor(added('2028-05-15')), '2028-06-01T00:00:00Z', 2028],
    ['a year of which it lists another', makeVendor(listed('2029-01-01')), '2028-06-01T00:00:00Z', 2028],
    ['Taiwan', makeVendor({ market: 'TW' }), '2026-11-25T00:00:00Z', 2026],
    ['a vendor without hours', makeVendor({ market: 'TW', hours: {} }), '2026-11-25T00:00:00Z', undefined],
    [
      'no range on any day',
      makeVendor({ market: 'TW', hours: { mon: [] } }),
      '2026-11-25T00:00:00Z',
      undefined,
    ],
  ])('%s', (_what, vendor, instant, year) => {
    expect(yearWithoutHolidays(vendor, at(instant))).toBe(year);
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
