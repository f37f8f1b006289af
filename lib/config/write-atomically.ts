import { rename, writeFile } from 'node:fs/promises';

/**
 * Replaces a file in one step. After a crash it holds the old or the new content, never a part.
 * @param mode by default only its owner may use the file
 */
export const writeAtomically = async (file: string, content: string, mode = 0o600): Promise<void> => {
  const fresh = `${file}.new`;
  await writeFile(fresh, content, { mode, flush: true });
  await rename(fresh, file);
};
