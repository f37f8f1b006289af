import { ConfigError } from '../../lib/config/config-error.ts';
import type { ErrorTexts } from './wording/en.ts';
import { hasCode } from './read-if-present.ts';
import { startError } from './start-error.ts';

export type DiskTrouble = keyof ErrorTexts['disk'];

/** Matches the system's error code. LevelDB gives no code, so the words are searched in its message. */
const WORDS: [code: string, words: string, what: DiskTrouble][] = [
  ['ENOSPC', 'No space left on device', 'full'],
  ['EDQUOT', 'Disk quota exceeded', 'quota'],
  ['EROFS', 'Read-only file system', 'readOnly'],
  ['EACCES', 'Permission denied', 'denied'],
  ['EPERM', 'Operation not permitted', 'denied'],
  ['EIO', 'Input/output error', 'broken'],
];

/** Why a file cannot be written. Undefined if the disk is not the cause. */
export const findDiskTrouble = (error: unknown): DiskTrouble | undefined => {
  const message = error instanceof Error ? error.message : '';
  return WORDS.find(([code, words]) => hasCode(error, code) || message.includes(words))?.[2];
};

export const explainUnwritable = (dataDir: string, cause: unknown): unknown => {
  const trouble = cause instanceof ConfigError ? undefined : findDiskTrouble(cause);
  if (trouble === undefined) return cause;
  return startError((errors) => errors.diskTrouble(dataDir, errors.disk[trouble]), { cause });
};
