import { dirname } from 'node:path';
import { explainErrors, readArguments } from '../../admin/read-arguments.ts';
import type { AdminTexts } from '../../admin/wording/wording.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import { type Mutant, shuffleMutants, takeAccepted } from './draw-mutants.ts';
import { makeMutants } from './make-mutants.ts';
import { type FindTests, readTests } from './nearest-tests.ts';
import { makeScratchTree, type ScratchTree } from './scratch-tree.ts';

const USAGE = `Usage: npm run mutants -- [--seed N] [--count N] [--tree folder]

Changes lib and functions in one place at a time, and names each change that no quick test notices.

--seed   another seed draws other changes (1)
--count  so many changes, half of them where products, orders, intake, delivery and acts are (200)
--tree   measures another checkout, which needs its node_modules (this one)

More: docs/CONTRIBUTING.md`;

/** Most changes are noticed by one of the nearest tests. The last group is the price of a change that survives. */
const GROUPS = [4, 12, 44];

const measure = async (texts: AdminTexts): Promise<void> => {
  const { values } = readArguments({ usage: USAGE, texts }, [], {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    tree: { type: 'string', default: '.' },
  });
  if (!/^[1-9]\d*$/.test(values.count))
    throw new ConfigError(`--count must be a number above 0.\n\n${USAGE}`);
  const scratch = makeScratchTree(values.tree);
  const findTests = readTests(values.tree, scratch.quickTests);
  const halves = shuffleMutants(await makeMutants(values.tree), values.seed);
  const mutants = halves.flatMap((half) => takeAccepted(half, Number(values.count) / 2, scratch.compiling));
  checkTests(mutants, findTests, scratch);
  const survivors = mutants.filter((mutant, index) => {
    const survives = groupsOf(mutant, findTests).every((tests) => scratch.passes(tests, [mutant]));
    console.error(`${index + 1}/${mutants.length} ${survives ? 'survived' : 'killed'} ${describe(mutant)}`);
    return survives;
  });
  report(mutants, survivors);
};

const groupsOf = ({ file }: Mutant, findTests: FindTests): string[][] => {
  const tests = findTests(file);
  return GROUPS.map((size) => tests.splice(0, size)).filter((group) => group.length > 0);
};

/** @throws ConfigError if a test fails without any mutant: it would kill them all */
const checkTests = (mutants: readonly Mutant[], findTests: FindTests, scratch: ScratchTree): void => {
  const tests = [...new Set(mutants.flatMap((mutant) => groupsOf(mutant, findTests).flat()))];
  while (tests.length > 0) {
    const some = tests.splice(0, 50);
    if (!scratch.passes(some, [])) throw new ConfigError(`One of these tests fails: ${some.join(' ')}`);
  }
};

const report = (mutants: readonly Mutant[], survivors: readonly Mutant[]): void => {
  const byFolder = Map.groupBy(mutants, ({ file }) => dirname(file));
  const countOf = (drawn: readonly Mutant[]): string => {
    const survived = drawn.filter((mutant) => survivors.includes(mutant)).length;
    return `${drawn.length - survived} killed, ${survived} survived`;
  };
  for (const [folder, drawn] of [...byFolder].sort(([a], [b]) => a.localeCompare(b)))
    console.log(`${folder.padEnd(28)} ${countOf(drawn)}`);
  console.log(`\n${survivors.map(describe).join('\n')}\n`);
  const percent = ((1 - survivors.length / mutants.length) * 100).toFixed(1);
  console.log(`${mutants.length} mutants: ${countOf(mutants)} (${percent} % killed)`);
};

const describe = ({ file, line, original, replacement }: Mutant): string => {
  const [before, after] = [original, replacement].map((text) => text.replaceAll(/\s+/g, ' ').slice(0, 100));
  return `${file}:${line} ${before} -> ${after}`;
};

await explainErrors(1, measure);
