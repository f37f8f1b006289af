import { describe, expect, test } from '@jest/globals';
import type { Breakage } from '../../simulation/breakage.ts';
import { inconsistentDay } from '../../simulation/inconsistent/inconsistent-day.ts';
import * as principles from '../../simulation/planted/principles.ts';
import { formatTrace } from '../../simulation/trace.ts';

const SEEDS = 30;
const MOST_SEEDS = 200;

const isCaught = async (breakage: Breakage, rule: string): Promise<boolean> => {
  for (let seed = 0; seed < MOST_SEEDS; seed += 1) {
    const { violation } = await inconsistentDay(seed, breakage);
    if (violation?.rule === rule) return true;
  }
  return false;
};

describe('a day with an inconsistent Coupang', () => {
  test(`the judge finds nothing in ${SEEDS} days`, async () => {
    const sums: Record<string, number> = {};
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const { violation, counts, trace } = await inconsistentDay(seed);
      if (violation) {
        const words = `npm run simulate -- --inconsistent --seed ${seed}\n${violation.rule}: ${violation.problem}`;
        throw new Error(`${words}\n${formatTrace(trace, violation.concerns)}`);
      }
      for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
    }
    // Days without requests, cards or blind times would satisfy every judge.
    expect(sums['requests']).toBeGreaterThan(150);
    expect(sums['cards']).toBeGreaterThan(5000);
    expect(sums['notices']).toBeGreaterThan(10);
  });

  test('replays a seed to the same trace, and another seed to another trace', async () => {
    const [first, again, other] = [
      await inconsistentDay(7),
      await inconsistentDay(7),
      await inconsistentDay(8),
    ];

    expect(formatTrace(again.trace)).toBe(formatTrace(first.trace));
    expect(formatTrace(other.trace)).not.toBe(formatTrace(first.trace));
  });

  test.each(
    (
      [
        [principles.unaskedRowsIgnored, 'card'],
        [principles.absenceCloses, 'closed'],
        [principles.disagreementHidden, 'silence'],
        [principles.lookUpStopsLists, 'primary'],
      ] as const
    ).map(([breakage, rule]): [string, Breakage, string] => [breakage.name, breakage, rule]),
  )('catches %s', async (_name, breakage, rule) => {
    expect(await isCaught(breakage, rule)).toBe(true);
  });
});
