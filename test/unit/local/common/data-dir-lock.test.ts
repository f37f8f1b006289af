import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import { lockDataDir } from '../../../../local/common/data-dir-lock.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  removeTempDirs();
});

/** Another process that holds the lock until it is killed. */
const holdElsewhere = async (dataDir: string): Promise<ChildProcess> => {
  const lock = pathToFileURL('local/common/data-dir-lock.ts').href;
  const script = `
    const { lockDataDir } = await import(${JSON.stringify(lock)});
    globalThis.lock = await lockDataDir(${JSON.stringify(dataDir)});
    process.stdout.write('locked');
    setInterval(() => globalThis.lock, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
};

describe('the lock on a data folder', () => {
  test('removes the copy of the store that a stopped npm run ticket left, since it contains buyers’ words', async () => {
    const dataDir = makeTempDir();
    mkdirSync(join(dataDir, 'copy-made-up', 'deep'), { recursive: true });
    writeFileSync(join(dataDir, 'slack.jsonl'), 'made up');
    (await lockDataDir(dataDir)).release();
    expect(readdirSync(dataDir)).toContain('slack.jsonl');
    expect(readdirSync(dataDir)).not.toContain('copy-made-up');
  });

  test('refuses a second holder with the folder and what to do, and succeeds after a release', async () => {
    const dataDir = join(makeTempDir(), 'made', 'on', 'the', 'way');
    const lock = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(ConfigError);
    await expect(lockDataDir(dataDir)).rejects.toThrow(`DATA_DIR ${dataDir} is in use by another notifier`);
    lock.release();
    (await lockDataDir(dataDir)).release();
  });

  test('refuses a folder that can never be made, such as one under /proc', async () => {
    const file = join(makeTempDir(), 'file');
    writeFileSync(file, '');
    for (const dataDir of ['/proc/made-up/data', join(file, 'data')])
      await expect(lockDataDir(dataDir)).rejects.toThrow(`DATA_DIR ${dataDir} cannot be made`);
  });

  test('names another process, and is free at once when that is killed', async () => {
    const dataDir = makeTempDir();
    const child = await holdElsewhere(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(`(process ${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await lockDataDir(dataDir)).release();
  });

  test('names a folder that cannot be created', async () => {
    const file = join(makeTempDir(), 'file');
    writeFileSync(file, '');
    await expect(lockDataDir(join(file, 'below'))).rejects.toThrow('cannot be made');
  });

  test('reports a damaged lock, with what to do', async () => {
    const dataDir = makeTempDir();
    writeFileSync(join(dataDir, 'lock'), 'x'.repeat(2000));
    await expect(lockDataDir(dataDir)).rejects.toThrow(
      `${join(dataDir, 'lock')} is damaged. Remove that file, and start again.`,
    );
  });
});
