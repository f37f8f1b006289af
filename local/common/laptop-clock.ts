import { join } from 'node:path';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { startError } from './start-error.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { keepTrying } from './keep-trying.ts';
import { readIfPresent } from './read-if-present.ts';

export type LaptopClock = Required<Clock> & {
  /** Without the correction, for the simulator: a proved offset is measured against this clock. */
  uncorrectedNow: () => number;
  /** Moves the clock forward by `ms`, as if the machine had slept. */
  moveBy: (ms: number) => Promise<void>;
  stop: () => Promise<void>;
};

type Options = {
  /** Receives a line when the file becomes unwritable, and when it is writable again. */
  print?: (line: string) => void;
  write?: typeof writeAtomically;
};

/**
 * `dataDir` keeps how far the clock is ahead, so that the next run continues from there: stored instants must not be in
 * the future.
 * @param realNow this machine's clock, epoch ms
 * @throws ConfigError if the file is damaged or cannot be read
 */
export const openLaptopClock = async (
  dataDir: string,
  realNow: () => number,
  { print = () => undefined, write = writeAtomically }: Options = {},
): Promise<LaptopClock> => {
  const file = fileIn(dataDir);
  let aheadMs = await readAhead(file);
  const saving = keepTrying(() => write(file, JSON.stringify({ aheadMs })), file, print);
  return {
    ...correctable(() => realNow() + aheadMs),
    elapsed,
    moveBy: async (ms) => {
      aheadMs += ms;
      await saving.run();
    },
    stop: saving.stop,
  };
};

/**
 * This machine's clock, for the real Coupang or a real Slack. It stores nothing.
 * @throws ConfigError if an earlier run left the folder ahead of it, or its file is damaged or cannot be read
 */
export const openRealClock = async (dataDir: string, now: () => number): Promise<LaptopClock> => {
  const file = fileIn(dataDir);
  if ((await readAhead(file)) > 0) {
    throw startError((errors) => errors.clockAhead(file));
  }
  return {
    ...correctable(now),
    elapsed,
    moveBy: async () => {
      throw new ConfigError('The clock leaps with the simulator and the local Slack only.');
    },
    stop: async () => {},
  };
};

/** Only this process keeps the correction. The next process checks the machine's clock again. */
const correctable = (
  uncorrectedNow: () => number,
): Pick<LaptopClock, 'now' | 'correction' | 'uncorrectedNow'> => {
  let byMs = 0;
  return {
    now: () => uncorrectedNow() + byMs,
    uncorrectedNow,
    correction: {
      byMs: () => byMs,
      add: (ms) => {
        byMs += ms;
      },
    },
  };
};

/** For waits and time-outs: it is never set back. */
const elapsed = (): number => performance.now();

const fileIn = (dataDir: string): string => join(dataDir, 'clock.json');

/** More than any series of leaps. */
const MOST_AHEAD_MS = 36_525 * DAY_MS;

const keptClock = z.object({ aheadMs: z.number().check(z.nonnegative(), z.lte(MOST_AHEAD_MS)) });

const readAhead = async (file: string): Promise<number> => {
  try {
    const text = await readIfPresent(file);
    return text === undefined ? 0 : z.parse(keptClock, JSON.parse(text)).aheadMs;
  } catch (cause) {
    throw startError((errors) => errors.clockUnknown(file), { cause });
  }
};
