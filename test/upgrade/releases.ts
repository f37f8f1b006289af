import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** The last release that was kept (docs/CONTRIBUTING.md, Make a release). */
const lastRelease = (): string => {
  const [last] = readdirSync(FOLDER)
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
    .toSorted((version, other) => other.localeCompare(version, 'en', { numeric: true }));
  if (last === undefined) throw new Error('No release is kept.');
  return last;
};

export const fileOf = (version: string, name: string): string => join(FOLDER, version, name);

export const readKept = (name: string): unknown =>
  JSON.parse(readFileSync(fileOf(lastRelease(), name), 'utf8'));
