import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that a clone does not have: see .gitignore. */
const NOT_OURS = new Set(['node_modules', '.git', '.local', 'dist', 'cdk.out']);

/**
 * All files below a folder of the repository, with `/`, relative to the working folder, without files that git ignores.
 */
export const listFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name) && !name.endsWith('.log'))
    .flatMap((entry) => filesOf(entry, folder === '.' ? entry.name : join(folder, entry.name)));

const filesOf = (entry: Dirent, path: string): string[] =>
  entry.isDirectory() ? listFiles(path) : entry.isFile() ? [path] : [];
