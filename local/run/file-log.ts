import { appendFileSync, renameSync, statSync, truncateSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { describeFailure } from '../common/keep-trying.ts';

const MOST_BYTES = 5_000_000;

export type FileLog = Log & {
  /** Dates the following lines by this clock, epoch ms. */
  follow: (clock: () => number) => void;
};

type Options = {
  /** The clock until `follow`. */
  now?: () => number;
  mostBytes?: number;
  /** Receives a line when the file becomes unwritable, and when it is writable again. */
  print?: (line: string) => void;
  append?: (file: string, text: string) => void;
};

/**
 * A log of JSON lines. Past `mostBytes` the file replaces the older `<file>.1`, so that at most two files are kept.
 * Lines are written at once, because the last lines before a crash matter most. It never throws. Unwritten lines
 * precede the next line, up to the size of one file.
 */
export const createFileLog = (
  file: string,
  {
    now = Date.now,
    mostBytes = MOST_BYTES,
    print = () => undefined,
    append = (name, text) => appendFileSync(name, text, { mode: 0o600 }),
  }: Options = {},
): FileLog => {
  let readClock = now;
  let waiting: string[] = [];
  let waitingBytes = 0;

  const wait = (line: string): void => {
    waiting.push(line);
    waitingBytes += Buffer.byteLength(line);
    while (waitingBytes > mostBytes && waiting.length > 1)
      waitingBytes -= Buffer.byteLength(waiting.shift() ?? '');
  };
  const writeWaiting = (): void => {
    const full = sizeOf(file);
    const isTooFull = full > 0 && full + waitingBytes > mostBytes;
    if (isTooFull) renameSync(file, `${file}.1`);
    const bytes = isTooFull ? 0 : full;
    try {
      append(file, waiting.join(''));
    } catch (error) {
      cutBack(file, bytes);
      throw error;
    }
    waiting = [];
    waitingBytes = 0;
  };
  let isFailing = false;
  const write = (level: string, message: string, fields: Record<string, unknown> = {}): void => {
    const time = new Date(readClock()).toISOString();
    wait(`${JSON.stringify({ ...fields, time, level, message }, plainError)}\n`);
    try {
      writeWaiting();
    } catch (error) {
      if (!isFailing) print(describeFailure(file, error));
      isFailing = true;
      return;
    }
    if (isFailing) print(`${file} is written again.`);
    isFailing = false;
  };
  return {
    follow: (clock) => {
      readClock = clock;
    },
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
};

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Removes the part of a line that a full disk still accepted. */
const cutBack = (file: string, bytes: number): void => {
  if (sizeOf(file) > bytes) truncateSync(file, bytes);
};

/** An Error has no enumerable fields, so JSON would drop its name and message. */
const plainError = (_field: string, value: unknown): unknown =>
  isNativeError(value)
    ? { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
    : value;
