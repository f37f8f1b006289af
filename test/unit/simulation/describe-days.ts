import { describe, expect, test } from '@jest/globals';
import { firstCaught } from '../../simulation/first-caught.ts';
import { LIVE } from '../../simulation/live.ts';
import { type Kind, readPlanted } from '../../simulation/planted/plant.ts';
import { formatTrace } from '../../simulation/trace.ts';

type Days = {
  /** The command that replays a seed. */
  command: string;
  seeds: readonly number[];
  /** Each sum over the days must exceed this number: days without events keep every rule. */
  moreThan: Record<string, number>;
  /** A rare mistake needs more days. The search ends with the first day that shows it. */
  mostSeeds: number;
};

export const seedsUpTo = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

/** Tests a kind of day: its rules hold, a seed means one day, and each planted mistake is caught. */
export const describeDays = (kind: Kind, { command, seeds, moreThan, mostSeeds }: Days): void =>
  describe(`simulated ${kind}`, () => {
    const live = LIVE[kind];
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

    test.each([...readPlanted(kind)])('catches %s', async (name, { caughtBy }) => {
      const caught = await firstCaught(kind, name, { count: mostSeeds });

      expect(caughtBy).toContain(caught?.violation?.rule);
      expect(formatTrace(caught?.trace ?? [])).toContain(`violation of ${caught?.violation?.rule}`);
    });
  });
