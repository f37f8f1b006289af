import { mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** What `cdk` and the commands of `admin/` need of the repository. */
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

/** Makes a folder that shows the repository's files, so that `dist` and `cdk.out` are the deployment's own. */
export const makeProjectDir = async (dir: string): Promise<void> => {
  await mkdir(dir, { recursive: true });
  for (const part of PARTS) await symlink(resolve(part), join(dir, part));
};
