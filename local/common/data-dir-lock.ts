import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startError } from './start-error.ts';
import { explainUnwritable } from './describe-disk-trouble.ts';
import { readIfPresent } from './read-if-present.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';

export type DataDirLock = { release: () => void };

/**
 * Locks a data folder for this process. The operating system holds the lock on a SQLite file, so it ends with the
 * process and cannot be stale, unlike a file with a process id.
 * @throws ConfigError if another process holds the lock, or the folder cannot be written
 */
export const lockDataDir = async (dataDir: string): Promise<DataDirLock> => {
  await makeFolder(dataDir).catch((cause: unknown) => {
    throw startError((errors) => errors.folderNotMade(dataDir), { cause });
  });
  const holderFile = join(dataDir, 'holder');
  const database = await open(dataDir, holderFile);
  try {
    await writeAtomically(holderFile, `${process.pid}\n`);
  } catch (cause) {
    database.close();
    throw explainUnwritable(dataDir, cause);
  }
  await removeLeftCopies(dataDir);
  return { release: () => database.close() };
};

/** Makes each missing folder. Node's `recursive` never ends under /proc, where a folder is missing and cannot be made. */
const makeFolder = async (folder: string): Promise<void> => {
  if (existsSync(folder)) return;
  const parent = dirname(resolve(folder));
  if (parent !== folder) await makeFolder(parent);
  // The folder holds inquiries. Other users of this machine must not read them.
  await mkdir(folder, { mode: 0o700 });
};

/** An interrupted `npm run ticket` leaves its copy of the store, with buyers' words. */
const removeLeftCopies = async (dataDir: string): Promise<void> => {
  const left = (await readdir(dataDir)).filter((name) => name.startsWith('copy-'));
  await Promise.all(left.map((name) => rm(join(dataDir, name), { recursive: true, force: true })));
};

const open = async (dataDir: string, holderFile: string): Promise<DatabaseSync> => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(dataDir, 'lock'), { timeout: 0 });
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (cause) {
    database?.close();
    if (hasErrcode(cause, NOT_A_DATABASE)) {
      throw startError((errors) => errors.lockDamaged(join(dataDir, 'lock')), { cause });
    }
    if (!hasErrcode(cause, BUSY)) {
      throw startError((errors) => errors.folderNotWritten(dataDir), { cause });
    }
    const holder = (await readIfPresent(holderFile))?.trim() ?? 'unknown';
    throw startError((errors) => errors.folderInUse(dataDir, holder), { cause });
  }
};

/** Source: sqlite.org, result codes. */
const BUSY = 5;
const NOT_A_DATABASE = 26;

const hasErrcode = (error: unknown, code: number): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === code;
