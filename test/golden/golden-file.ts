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
  expectSame(path, { golden: await readGolden(path), text });
};

/** @internal Fails with the command that rewrites the file, and says which sign is whose. */
export const expectSame = (path: string, { golden, text }: { golden: string; text: string }): void => {
  try {
    expect(text).toBe(golden);
  } catch (error) {
    if (error instanceof Error)
      error.message = `${path} differs. Run \`npm run golden\` and read the diff. - is the file, + the code.\n\n${error.message}`;
    throw error;
  }
};

/** @returns '' if there is no such file */
export const readGolden = (path: string): Promise<string> =>
  readFile(new URL(path, FOLDER), 'utf8').catch(() => '');
