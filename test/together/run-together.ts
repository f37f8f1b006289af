import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { afterAll, describe, jest, test } from '@jest/globals';
import * as z from 'zod/mini';

const require = createRequire(import.meta.url);
const { together } = z.object({ together: z.array(z.string()) }).parse(globalThis);

/**
 * Runs the quick files of a folder in one module registry, since Jest loads every module anew for each file of its own. `--seed` repeats
 * their order. A file that does not load fails alone.
 */
export function runTogether(folder: string): void {
  const files = together.filter((file) => file.startsWith(`${folder}/`));
  const places = new Map(files.map((file) => [file, hash(`${jest.getSeed()} ${file}`)]));
  for (const file of files.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)))
    describe(file, () => {
      afterAll(() => {
        jest.useRealTimers();
        jest.restoreAllMocks();
      });
      try {
        require(resolve(file));
      } catch (error) {
        test('loads', () => {
          throw error;
        });
      }
    });
}

const hash = (text: string): number => createHash('sha1').update(text).digest().readUInt32BE();
