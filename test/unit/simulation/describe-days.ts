import { describe, expect, test } from '@jest/globals';
import type { Breakage } from '../../simulation/breakage.ts';
import { firstCaught, type Live } from '../../simulation/first-caught.ts';
import { formatTrace } from '../../simulation/trace.ts';

type Days = {
  live: Live;
  /** The command that replays a seed. */
  command: string;
  seeds: readonly number[];
  /** Each sum over the days must exceed this number: days without events keep every rule. */
  moreThan: Record<string, number>;
  planted: Record<string, Breakage>;
  /** A rare mistake needs more days. The search ends with the first day that shows it. */
  mostSeeds: number;
};

export const seedsUpTo = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

/** Tests a kind of day: its rules hold, a seed means one day, and each planted mistake is caught. */
export const describeDays = (
  kind: string,
  { live, command, seeds, moreThan, planted, mostSeeds }: Days,
): void =>
  describe(kind, () => {
    test(`every rule holds through ${seeds.length} days`, async () => {
      const sums: Record<string, number> = {};
      for (const seed of seeds) {
        const { violation, counts, trace } = await live(seed);
        if (violation) {
          const words = `npm run simulate -- ${command} --seed ${seed}\n${violation.rule}: ${violation.problem}`;
          throw new Error(`${words}\n${formatTrace(trace, violation.concerns)}`);
        }
        for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
      }
      expect(Object.entries(moreThan).filter(([name, least]) => !((sums[name] ?? 0) > least))).toEqual([]);
    });

    test('replays a seed to the same trace, and another seed to another trace', async () => {
      const [first, again, other] = [await live(7), await live(7), await live(8)];

      expect(formatTrace(again.trace)).toBe(formatTrace(first.trace));
      expect(formatTrace(other.trace)).not.toBe(formatTrace(first.trace));
    });

    test.each(Object.entries(planted))('catches %s', async (_name, breakage) => {
      const caught = await firstCaught(live, breakage, { count: mostSeeds });

      expect(breakage.caughtBy).toContain(caught?.violation?.rule);
      expect(formatTrace(caught?.trace ?? [])).toContain(`violation of ${caught?.violation?.rule}`);
    });
  });
