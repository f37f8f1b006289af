import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

const FOLDER = new URL('./', import.meta.url);

/** Only `npm run golden` writes, and never in CI. */
const WRITES = process.env['GOLDEN'] === 'write' && !process.env['CI'];

/**
 * Compares with a golden file, or writes it.
 * @param path below this folder
 */
export const expectGolden = async (path: string, text: string): Promise<void> => {
  const file = fileURLToPath(new URL(path, FOLDER));
  if (WRITES) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  expect(await readGolden(path)).toBe(text);
};

/** @returns '' if there is no such file */
export const readGolden = (path: string): Promise<string> =>
  readFile(new URL(path, FOLDER), 'utf8').catch(() => '');
