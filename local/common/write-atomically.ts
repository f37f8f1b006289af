import { rename, writeFile } from 'node:fs/promises';

/** Replaces a file in one step. After a crash it holds the old or the new content, never a part. */
export const writeAtomically = async (file: string, content: string): Promise<void> => {
  const fresh = `${file}.new`;
  await writeFile(fresh, content, { mode: 0o600, flush: true });
  await rename(fresh, file);
};
