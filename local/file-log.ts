import { appendFileSync, renameSync, statSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import type { Log } from '../lib/workflows/ports.ts';

const MOST_BYTES = 5_000_000;

/**
 * A log of JSON lines in a folder that exists by the first of them. Past `mostBytes` the file becomes `<file>.1`, in place of the one before it, so that two
 * files are kept at most. Lines are written at once: the last ones before a crash are the ones that matter.
 */
export const createFileLog = (file: string, now: () => number = Date.now, mostBytes = MOST_BYTES): Log => {
  let bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;

  const write = (level: string, message: string, fields: Record<string, unknown> = {}) => {
    const time = new Date(now()).toISOString();
    const line = `${JSON.stringify({ ...fields, time, level, message }, plainError)}\n`;
    const size = Buffer.byteLength(line);
    if (bytes > 0 && bytes + size > mostBytes) {
      renameSync(file, `${file}.1`);
      bytes = 0;
    }
    appendFileSync(file, line, { mode: 0o600 });
    bytes += size;
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
};

/** An Error has no enumerable fields of its own; what it is and says must not get lost. */
const plainError = (_field: string, value: unknown): unknown =>
  isNativeError(value)
    ? { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
    : value;
