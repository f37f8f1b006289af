import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { readImports } from '../unit/repository/import-rules.ts';

/** Returns the tests that import a file, directly or through other files, the nearest first. */
export type FindTests = (file: string) => string[];

/** First come the file's own tests, then those of the folder that mirrors its folder, then those with the fewest imports in between. */
export const readTests = (tree: string, quick: ReadonlySet<string>): FindTests => {
  const importers = readImporters(tree);
  return (file) => {
    const distances = new Map([[file, 0]]);
    for (const [reached, distance] of distances)
      for (const importer of importers.get(reached) ?? [])
        if (!distances.has(importer)) distances.set(importer, distance + 1);
    const folder = `${dirname(file.replace(/^(lib\/)?/, 'test/unit/'))}/`;
    const rank = ([test, distance]: [string, number]): number => {
      if (test.startsWith(folder + basename(file, '.ts'))) return 0;
      return test.startsWith(folder) ? distance : 100 + distance;
    };
    const tests = [...distances].filter(([name]) => quick.has(name));
    return tests.sort((a, b) => rank(a) - rank(b)).map(([name]) => name);
  };
};

const readImporters = (tree: string): Map<string, string[]> => {
  const importers = new Map<string, string[]>();
  const files = globSync('{admin,functions,infra,lib,local,test}/**/*.ts', { cwd: tree }).sort();
  for (const importer of files) {
    const text = readFileSync(join(tree, importer), 'utf8').replaceAll(/^import type [^;]*;$/gm, '');
    for (const specifier of new Set(readImports(text))) {
      const file = posix.join(posix.dirname(importer), specifier);
      importers.set(file, [...(importers.get(file) ?? []), importer]);
    }
  }
  return importers;
};
