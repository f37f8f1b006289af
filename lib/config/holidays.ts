import * as korean from '@hyunbinseo/holidays-kr/all';
import { dateAt } from '../domain/time/dates.ts';
import type { Market } from '../domain/inquiry/inquiry.ts';
import { MARKET_ZONES } from './market.ts';
import type { VendorConfig } from './schema.ts';
import { DAY_MS } from '../domain/time/durations.ts';

type HolidayConfig = Pick<VendorConfig, 'market' | 'hours' | 'holidays'>;
type DaysOff = Omit<HolidayConfig, 'holidays'> & {
  holidays: Pick<VendorConfig['holidays'], 'add' | 'remove'>;
};

const AHEAD_MS = 60 * DAY_MS;

/**
 * Public holidays as `yyyy-MM-dd`. Source: the official gazette, by `@hyunbinseo/holidays-kr`. The program does not
 * know Taiwan's.
 */
const PUBLIC_HOLIDAYS: Record<Market, readonly string[]> = {
  KR: Object.values(korean).flatMap((year) => Object.keys(year)),
  TW: [],
};

/** The days on which a team does not work, whatever the weekday. */
export const holidaysOf = ({ market, holidays }: DaysOff): ReadonlySet<string> => {
  const worked = new Set(holidays.remove);
  return new Set([...PUBLIC_HOLIDAYS[market], ...holidays.add].filter((date) => !worked.has(date)));
};

/**
 * The year of `now` (epoch ms) in the market's zone, if its public holidays are neither known nor configured. The
 * team's own days off do not count. A vendor without hours needs no holidays.
 */
export const yearWithoutHolidays = (
  { market, hours, holidays }: HolidayConfig,
  instant: number,
): number | undefined => {
  const year = dateAt(instant, MARKET_ZONES[market]).slice(0, 4);
  const works = Object.values(hours).some((ranges) => ranges.length > 0);
  const isKnown =
    holidays.years.includes(Number(year)) ||
    PUBLIC_HOLIDAYS[market].some((date) => date.startsWith(`${year}-`));
  return works && !isKnown ? Number(year) : undefined;
};

/** The first year without holidays within the next 60 days. That leaves time to configure them. */
export const yearSoonWithoutHolidays = (vendor: HolidayConfig, now: number): number | undefined =>
  yearWithoutHolidays(vendor, now) ?? yearWithoutHolidays(vendor, now + AHEAD_MS);
