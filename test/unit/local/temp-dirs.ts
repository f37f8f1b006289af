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

/** To be called last in a test file's `afterAll`: whatever writes there must have stopped. */
export const removeTempDirs = (): void => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
};
