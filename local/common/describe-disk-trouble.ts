import { ConfigError } from '../../lib/config/config-error.ts';
import { hasCode } from './read-if-present.ts';

/** Matches the system's error code. LevelDB gives no code, so the words are searched in its message. */
const WORDS: [code: string, words: string, what: string][] = [
  ['ENOSPC', 'No space left on device', 'the disk is full. Make room'],
  ['EDQUOT', 'Disk quota exceeded', 'this user’s share of the disk is full. Make room'],
  ['EROFS', 'Read-only file system', 'the disk is read-only. Mount it for writing'],
  ['EACCES', 'Permission denied', 'this user may not write it. Give it the right to'],
  ['EPERM', 'Operation not permitted', 'this user may not write it. Give it the right to'],
  ['EIO', 'Input/output error', 'the disk does not work. Check it'],
];

/** Why a file cannot be written and what to do. Undefined if the disk is not the cause. */
export const describeDiskTrouble = (error: unknown): string | undefined => {
  const message = error instanceof Error ? error.message : '';
  return WORDS.find(([code, words]) => hasCode(error, code) || message.includes(words))?.[2];
};

export const explainUnwritable = (dataDir: string, cause: unknown): unknown => {
  const trouble = cause instanceof ConfigError ? undefined : describeDiskTrouble(cause);
  if (trouble === undefined) return cause;
  return new ConfigError(`DATA_DIR ${dataDir} cannot be written: ${trouble}, and start again.`, { cause });
};
