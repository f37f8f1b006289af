import { readFile } from 'node:fs/promises';

/** A file's text; `undefined` if there is no such file. Throws any other failure. */
export const readIfPresent = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // The second: a part of the path is a file.
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
};

/** Whether a thrown value is a system error with this code. */
export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
