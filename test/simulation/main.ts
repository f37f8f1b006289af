import { parseArgs } from 'node:util';
import { BREAKAGES } from './planted/breakages.ts';
import { simulate, type SimulationResult } from './simulate.ts';
import { formatTrace } from './trace.ts';

const USAGE = `npm run simulate -- [--seeds N] [--seed K] [--planted]
  --seeds N   N days of faults, 200 unless told, from the seed --seed on
  --seed K    alone: one day, with its whole trace
  --planted   the mistakes planted by hand: each must be caught within --seeds`;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string' },
      planted: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const count = toCount(values.seeds ?? '200');
  const first = toCount(values.seed ?? '0');
  if (values.help) return print(USAGE);
  if (values.planted) return findPlanted(first, count);
  if (values.seed !== undefined && values.seeds === undefined) return replay(first);
  return runSeeds(first, count);
};

const runSeeds = async (first: number, count: number): Promise<void> => {
  const startedAt = performance.now();
  const sums: Record<string, number> = {};
  const failed: SimulationResult[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const result = await simulate(seed);
    for (const [name, number] of Object.entries(result.counts)) sums[name] = (sums[name] ?? 0) + number;
    if (!result.violation) continue;
    failed.push(result);
    print(describe(result));
  }
  const worst = failed[0];
  if (worst) print(`\n${formatTrace(worst.trace, worst.violation?.concerns)}`);
  const perSecond = Math.round(count / ((performance.now() - startedAt) / 1000));
  const words = Object.entries(sums).map(([name, sum]) => `${sum} ${name}`);
  print(`\n${count} seeds, ${perSecond} a second; ${words.join(', ')}; ${failed.length} with a violation`);
  if (failed.length > 0) process.exitCode = 1;
};

const replay = async (seed: number): Promise<void> => {
  const result = await simulate(seed);
  print(formatTrace(result.trace));
  print(`\n${describe(result)}`);
  if (result.violation) process.exitCode = 1;
};

const findPlanted = async (first: number, count: number): Promise<void> => {
  for (const breakage of BREAKAGES) {
    let caught: SimulationResult | undefined;
    for (let seed = first; seed < first + count && !caught; seed += 1) {
      const result = await simulate(seed, breakage);
      if (result.violation) caught = result;
    }
    const words = caught ? describe(caught) : `not caught within ${count} seeds`;
    print(`${breakage.name.padEnd(40)} ${words}`);
    if (!caught) process.exitCode = 1;
  }
};

const describe = ({ seed, violation }: SimulationResult): string =>
  violation ? `seed ${seed}: ${violation.rule}: ${violation.problem}` : `seed ${seed}: every rule holds`;

const toCount = (text: string): number => {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0) throw new Error(`Not a whole number: ${text}\n${USAGE}`);
  return count;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

await main();
