import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { readImports } from './import-rules.ts';

/** The import of the configuration, whose path is computed. */
const CONFIG_FILE = '<computed>';

/** The files that a command loads, directly or indirectly, each with its imports. */
export const loadedFrom = (entries: readonly string[]): Map<string, string[]> => {
  const loaded = new Map<string, string[]>();
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (loaded.has(file)) continue;
    const text = readFileSync(file, 'utf8').replaceAll(/^import type [^;]*;$/gm, '');
    const imports = readImports(text).filter((name) => name !== CONFIG_FILE);
    loaded.set(file, imports);
    const own = imports.filter((name) => name.startsWith('.'));
    queue.push(...own.map((name) => posix.join(posix.dirname(file ?? ''), name)));
  }
  return loaded;
};
