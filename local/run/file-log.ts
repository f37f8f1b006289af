import { appendFileSync, renameSync, statSync, truncateSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { describeFailure } from '../common/keep-trying.ts';

const MOST_BYTES = 5_000_000;

export type FileLog = Log & {
  /** The lines that follow are dated by this clock, epoch ms. */
  follow: (clock: () => number) => void;
};

type Options = {
  /** Until a clock is followed. */
  now?: () => number;
  mostBytes?: number;
  /** Gets one line when the file cannot be written, and when it is written again. */
  print?: (line: string) => void;
  append?: (file: string, text: string) => void;
};

/**
 * A log of JSON lines in a folder that must exist by the first line. Past `mostBytes` the file becomes `<file>.1` and
 * replaces the older one, so that at most two files are kept. Lines are written at once: the last ones before a crash
 * matter most. It never throws. Lines that could not be written come before the next line, up to the size of one file.
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

/** Removes the part of a line that a full disk still took. */
const cutBack = (file: string, bytes: number): void => {
  if (sizeOf(file) > bytes) truncateSync(file, bytes);
};

/** An Error has no enumerable fields of its own, so JSON would lose its name and message. */
const plainError = (_field: string, value: unknown): unknown =>
  isNativeError(value)
    ? { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
    : value;
