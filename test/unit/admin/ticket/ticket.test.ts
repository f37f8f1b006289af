import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeTempDir, removeTempDirs } from '../../local/temp-dirs.ts';
import { runAdmin } from '../run-admin.ts';
import { cases } from '../../../fixtures/draws.ts';

afterAll(removeTempDirs);

test.each(
  cases<[string[], string]>([
    [['12a'], "An inquiry's id is a number"],
    [['1'], 'the laptop has not run there. Set DATA_DIR'],
    [
      ['1', '--region', 'ap-northeast-2'],
      'The stack could not be read: ECONNREFUSED. AWS could not be reached',
    ],
  ]),
)('npm run ticket -- %j explains the failure and what to do, and exits with 1', async (args, message) => {
  const { code, out, err } = await runAdmin('admin/ticket.ts', { args, env: { DATA_DIR: makeTempDir() } });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
});

test.each(
  cases<[string, (dir: string) => void, string]>([
    [
      'a file',
      (dir: string) => writeFileSync(join(dir, 'a'), ''),
      'the laptop has not run there. Set DATA_DIR',
    ],
    // As a folder of another user.
    [
      'a log that cannot be read',
      (dir: string) => mkdirSync(join(dir, 'a', 'notifier.log'), { recursive: true }),
      'could not be read: EISDIR',
    ],
  ]),
)('npm run ticket reports that DATA_DIR is %s', async (_, make, message) => {
  const dir = makeTempDir();
  make(dir);
  const { code, err } = await runAdmin('admin/ticket.ts', { args: ['1'], env: { DATA_DIR: join(dir, 'a') } });
  expect(code).toBe(1);
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
});
