import { ConfigError } from './config-error.ts';
import { yearWithoutHolidays } from './holidays.ts';
import type { Config } from './schema.ts';

/**
 * Refuses a configuration that knows no holidays for the present year: its warnings would count holidays as working days.
 * @param now epoch ms
 * @throws ConfigError with every vendor that lacks them: path, value, reason, what to do
 */
export const checkHolidays = (config: Pick<Config, 'vendors'>, now: number): void => {
  const faults = listMissingHolidays(config, now);
  if (faults.length > 0)
    throw new ConfigError(
      `The configuration cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
};

/** Every vendor that lacks the holidays of the present year: path, value, reason, what to do. */
export const listMissingHolidays = ({ vendors }: Pick<Config, 'vendors'>, now: number): string[] =>
  vendors.flatMap((vendor, index) => {
    const year = yearWithoutHolidays(vendor, now);
    if (year === undefined) return [];
    const update = vendor.market === 'KR' ? ', or install a newer @hyunbinseo/holidays-kr' : '';
    return [
      `vendors[${index}].market: "${vendor.market}" has no known holidays in ${year}, which its hours would count as worked. ` +
        `List all of them in vendors[${index}].holidays.add, such as ${year}-01-01, with ${year} in vendors[${index}].holidays.years${update}.`,
    ];
  });
