import { mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The parts of the repository that `cdk` and the commands of `admin/` need. */
const PARTS = [
  '.npmrc',
  'admin',
  'cdk.json',
  'functions',
  'infra',
  'lib',
  'local',
  'node_modules',
  'package.json',
] as const;

/** Makes a folder with links to the repository's files, but with its own `dist` and `cdk.out`. */
export const makeProjectDir = async (dir: string): Promise<void> => {
  await mkdir(dir, { recursive: true });
  for (const part of PARTS) await symlink(resolve(part), join(dir, part));
};
