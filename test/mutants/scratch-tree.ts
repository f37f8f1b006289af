import { execFileSync, spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Mutant } from './draw-mutants.ts';

/** Ends an endless loop. The limit is on CPU time, so that a busy machine kills no mutant. */
const CPU_SECONDS = 120;
/** Ends a test that waits for ever. */
const TEST_MS = 60_000;

const JEST = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--config', 'mutants.config.js'];
const TSC = ['node_modules/typescript/bin/tsc', '--pretty', 'false'];

/** A copy of the tree, made of hard links, in which mutants replace files. */
export type ScratchTree = {
  quickTests: ReadonlySet<string>;
  /** Runs the tests with the mutants in place, until one fails. */
  passes: (tests: readonly string[], mutants: readonly Mutant[]) => boolean;
  /** Leaves out the mutants that the compiler refuses. */
  compiling: (mutants: readonly Mutant[]) => Mutant[];
};

export const makeScratchTree = (tree: string): ScratchTree => {
  const scratch = resolve(tree, '.local/mutants');
  linkFiles(tree, scratch);
  const run = (command: string, args: readonly string[]) =>
    spawnSync(command, args, { cwd: scratch, encoding: 'utf8', maxBuffer: Infinity });

  const withMutants = <T>(mutants: readonly Mutant[], measure: () => T): T => {
    for (const { file, start, end, replacement } of mutants) {
      const text = readFileSync(join(tree, file), 'utf8');
      // To write into the linked file would change the tree.
      rmSync(join(scratch, file));
      writeFileSync(join(scratch, file), text.slice(0, start) + replacement + text.slice(end));
    }
    const result = measure();
    for (const { file } of mutants) {
      rmSync(join(scratch, file));
      linkSync(join(tree, file), join(scratch, file));
    }
    return result;
  };

  /** One run of the compiler checks one mutant of each file. */
  const refusedByTsc = (mutants: readonly Mutant[]): Mutant[] => {
    if (mutants.length === 0) return [];
    const inTurns = Object.groupBy(mutants, ({ file }, index) =>
      mutants.findIndex((other) => other.file === file) === index ? 'now' : 'later',
    );
    const { now = [], later } = inTurns;
    if (later) return [now, later].flatMap(refusedByTsc);
    const cache = ['--incremental', '--tsBuildInfoFile', 'mutants.tsbuildinfo'];
    const { status, stdout } = withMutants(now, () => run(process.execPath, [...TSC, ...cache]));
    if (status === 0) return [];
    const files = new Set([...stdout.matchAll(/^(\S+)\(\d+,\d+\): error/gm)].map(([, file]) => file));
    const refused = now.filter(({ file }) => files.has(file));
    if (refused.length > 0) return [...refused, ...refusedByTsc(now.filter(({ file }) => !files.has(file)))];
    // The errors are in files that import a mutated one.
    const half = Math.ceil(now.length / 2);
    return half < now.length ? [now.slice(0, half), now.slice(half)].flatMap(refusedByTsc) : now;
  };

  const passes = (tests: readonly string[], mutants: readonly Mutant[]): boolean => {
    const limits = ['--runInBand', '--bail', '--forceExit', '--ci', '--testTimeout', String(TEST_MS)];
    const jest = [process.execPath, ...JEST, ...limits, '--runTestsByPath', ...tests];
    const limited = ['-c', `ulimit -t ${CPU_SECONDS}; exec "$0" "$@"`, ...jest];
    return withMutants(mutants, () => run('sh', limited)).status === 0;
  };

  const listed = run(process.execPath, [...JEST, '--listTests'])
    .stdout.trim()
    .split('\n');
  return {
    quickTests: new Set(listed.map((test) => relative(scratch, test))),
    passes,
    compiling: (mutants) => {
      const refused = new Set(refusedByTsc(mutants));
      return mutants.filter((mutant) => !refused.has(mutant));
    },
  };
};

const linkFiles = (tree: string, scratch: string): void => {
  rmSync(scratch, { recursive: true, force: true });
  for (const file of execFileSync('git', ['ls-files'], { cwd: tree, encoding: 'utf8' }).trim().split('\n')) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true });
    linkSync(join(tree, file), join(scratch, file));
  }
  symlinkSync(resolve(tree, 'node_modules'), join(scratch, 'node_modules'));
  writeFileSync(
    join(scratch, 'mutants.config.js'),
    `import jest from './jest.config.js';\nexport default { ...jest.projects[0], testMatch: ['**/*.test.ts'] };\n`,
  );
};
