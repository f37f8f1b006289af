import { explainErrors, readArguments } from '../../admin/read-arguments.ts';
import type { AdminTexts } from '../../admin/wording/wording.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import { firstCaught } from './first-caught.ts';
import { inconsistentDays, questionDays } from './inconsistent/day.ts';
import { LIVE, type Live } from './live.ts';
import { KINDS, readPlanted } from './planted/plant.ts';
import type { SimulationResult } from './simulate.ts';
import { formatTrace } from './trace.ts';

const USAGE = `Usage: npm run simulate -- [--seeds N] [--seed K] [--days N] [--planted]
       [--inconsistent | --questions]

Runs the notifier through made-up days of faults, and checks every rule.

--seeds         so many days of faults (200), from the seed --seed on
--seed          alone: one day, with its whole trace
--days          so many days of lasting partial failure, from the seed --seed on
--inconsistent  the Coupang of each day is inconsistent, and all else works
--questions     two vendors also read product questions; each day is lived with and without them
--planted       the mistakes planted by hand: each must be caught within --seeds, or within --days

More: docs/CONTRIBUTING.md`;

const main = async (texts: AdminTexts): Promise<void> => {
  const { values } = readArguments({ usage: USAGE, texts }, [], {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    days: { type: 'string' },
    inconsistent: { type: 'boolean', default: false },
    questions: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
  });
  const count = toCount('--seeds', values.seeds ?? '200');
  const first = toCount('--seed', values.seed ?? '0');
  const days = values.days === undefined ? undefined : toCount('--days', values.days);
  if (values.planted) return findPlanted(first, count, days ?? 20);
  const [ofDays, ofMinutes] = chosen(values);
  if (days === 1) return replay(first, ofDays);
  if (days !== undefined) return runSeeds(first, days, ofDays);
  if (values.seed !== undefined && values.seeds === undefined) return replay(first, ofMinutes);
  return runSeeds(first, count, ofMinutes);
};

const chosen = (of: { inconsistent: boolean; questions: boolean }): [Live, Live] => {
  if (of.questions) return [questionDays, LIVE.questions];
  return of.inconsistent ? [inconsistentDays, LIVE.inconsistent] : [LIVE.days, LIVE.minutes];
};

const runSeeds = async (first: number, count: number, live: Live): Promise<void> => {
  const startedAt = performance.now();
  const sums: Record<string, number> = {};
  const failed: SimulationResult[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const result = await live(seed);
    for (const [name, number] of Object.entries(result.counts)) sums[name] = (sums[name] ?? 0) + number;
    if (!result.violation) continue;
    failed.push(result);
    print(describe(result));
  }
  const worst = failed[0];
  if (worst) print(`\n${formatTrace(worst.trace, worst.violation?.concerns)}`);
  const perMinute = Math.round((60 * count) / ((performance.now() - startedAt) / 1000));
  const words = Object.entries(sums).map(([name, sum]) => `${sum} ${name}`);
  print(`\n${count} seeds, ${perMinute} a minute; ${words.join(', ')}; ${failed.length} with a violation`);
  if (failed.length > 0) process.exitCode = 1;
};

const replay = async (seed: number, live: Live): Promise<void> => {
  const result = await live(seed);
  print(formatTrace(result.trace));
  print(`\n${describe(result)}`);
  if (result.violation) process.exitCode = 1;
};

const findPlanted = async (first: number, seeds: number, days: number): Promise<void> => {
  for (const kind of KINDS)
    for (const name of readPlanted(kind).keys()) {
      const count = kind === 'days' ? days : seeds;
      const caught = await firstCaught(kind, name, { first, count });
      print(`${name.padEnd(27)} ${caught ? describe(caught) : `not caught within ${count} days`}`);
      if (!caught) process.exitCode = 1;
    }
};

const describe = ({ seed, violation }: Pick<SimulationResult, 'seed' | 'violation'>): string =>
  violation ? `seed ${seed}: ${violation.rule}: ${violation.problem}` : `seed ${seed}: every rule holds`;

const toCount = (option: string, text: string): number => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ConfigError(`${option} must be a whole number such as 200.\n\n${USAGE}`);
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

await explainErrors(1, main);
