import { describeError } from './describe-poll.ts';
import { findDiskTrouble } from './describe-disk-trouble.ts';
import { ERROR_TEXTS } from './start-error.ts';

export type Trying = {
  /** Writes now. If that fails, it throws the error and keeps retrying. */
  run: () => Promise<void>;
  /** Stops retrying. After a failed write it tries once more, and throws that error. */
  stop: () => Promise<void>;
};

const TRY_EVERY_MS = 2000;
const IN_MEMORY = 'Until then new data is in memory only; it is written as soon as possible.';

/**
 * Retries a failed write every two seconds, so that a full disk loses nothing while the process lives. `tell` receives
 * one line when writes begin to fail, and one when they work again.
 * @param write writes the newest state; two calls never overlap
 */
export const keepTrying = (
  write: () => Promise<void>,
  file: string,
  print: (line: string) => void,
  everyMs = TRY_EVERY_MS,
): Trying => {
  let last: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let isFailing = false;
  const report = reportTrouble(file, print);
  let isStopped = false;

  const attempt = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      await report(write);
    } catch (error) {
      isFailing = true;
      if (!isStopped) timer = setTimeout(() => void run().catch(() => undefined), everyMs).unref();
      throw error;
    }
    isFailing = false;
  };
  const run = (): Promise<void> => {
    last = last.catch(() => undefined).then(attempt);
    return last;
  };
  return {
    run,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await last.catch(() => undefined);
      if (isFailing) await run();
    },
  };
};

/** Prints one line when writes to the file begin to fail, and one when they work again. A failed write still throws. */
export const reportTrouble = (
  file: string,
  print: (line: string) => void,
): ((write: () => Promise<void>) => Promise<void>) => {
  let isFailing = false;
  return async (write) => {
    try {
      await write();
    } catch (error) {
      if (!isFailing) print(describeFailure(file, error));
      isFailing = true;
      throw error;
    }
    if (isFailing) print(`${file} is written again: nothing is lost.`);
    isFailing = false;
  };
};

export const describeFailure = (file: string, error: unknown, meanwhile = IN_MEMORY): string => {
  const trouble = findDiskTrouble(error);
  const reason = trouble === undefined ? describeError(error) : ERROR_TEXTS.en.disk[trouble];
  return `${file} cannot be written: ${reason}. ${meanwhile}`;
};
