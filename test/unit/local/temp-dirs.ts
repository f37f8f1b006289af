import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A new empty folder. */
export const makeTempDir = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'notifier-'));
  made.push(folder);
  return folder;
};

/** Call it last in a test file's `afterAll`, when nothing writes there any more. */
export const removeTempDirs = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};
