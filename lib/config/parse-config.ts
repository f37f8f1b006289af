import * as z from 'zod/mini';
import { ConfigError } from './config-error.ts';
import { describeIssue } from './describe-issue.ts';
import { type Config, type ConfigInput, configSchema } from './schema.ts';
import { yearWithoutHolidays } from './holidays.ts';
import { enFaults, type FaultWords } from './wording/en.ts';
import { inEachLanguage } from './wording/wording.ts';

/** Gives an editor the types of `notifier.config.ts`. It checks nothing. */
export const defineConfig = (config: ConfigInput): ConfigInput => config;

/**
 * Checks a configuration and fills in its defaults.
 * @param file its name, for errors
 * @throws ConfigError with every fault: path, value, reason and a suggestion
 */
export const parseConfig = (input: unknown, file: string): Config => {
  const result = z.safeParse(configSchema, input);
  if (result.success) return result.data;
  const { issues } = result.error;
  throw new ConfigError(
    inEachLanguage((words) => {
      const faults = issues.map((issue) => describeIssue(issue, input, configSchema, words));
      return [words.unusable(file), ...joinAlike(faults)].join('\n');
    }),
  );
};

/** Lists the same fault at several places once, for example hours that repeat on each weekday. */
const joinAlike = (faults: readonly string[]): string[] => {
  const places = new Map<string, string[]>();
  for (const fault of faults) {
    const end = fault.indexOf(': ');
    const words = fault.slice(end);
    places.set(words, [...(places.get(words) ?? []), fault.slice(0, end)]);
  }
  return [...places].map(([words, [first = '', ...others]]) => {
    const parent = first.slice(0, first.lastIndexOf('.') + 1);
    const short = others.map((place) => (place.startsWith(parent) ? place.slice(parent.length) : place));
    return `  ${[first, ...short].join(', ')}${words}`;
  });
};

/**
 * Refuses a configuration without holidays for the present year: its warnings would count holidays as working days.
 * @param now epoch ms
 * @throws ConfigError with every vendor without them: path, value, reason, what to do
 */
export const checkHolidays = (config: Pick<Config, 'vendors'>, now: number): void => {
  if (listMissingHolidays(config, now, enFaults).length === 0) return;
  throw new ConfigError(
    inEachLanguage((words) =>
      [words.unusableNow, ...listMissingHolidays(config, now, words).map((fault) => `  ${fault}`)].join('\n'),
    ),
  );
};

export const listMissingHolidays = (
  { vendors }: Pick<Config, 'vendors'>,
  now: number,
  words: FaultWords,
): string[] =>
  vendors.flatMap((vendor, index) => {
    const year = yearWithoutHolidays(vendor, now);
    return year === undefined ? [] : [words.noHolidays(index, vendor, year)];
  });
