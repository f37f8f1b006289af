import { rename, writeFile } from 'node:fs/promises';

/** In one step: whatever stops it leaves the old content or the new, never a part. */
export const replaceFile = async (file: string, text: string): Promise<void> => {
  const fresh = `${file}.new`;
  await writeFile(fresh, text);
  await rename(fresh, file);
};
