import { join } from 'node:path';
import * as z from 'zod/mini';
import { AS_THEY_ARE } from '../../functions/wiring/system-clock.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { createFastClock, type FastClock } from './fast-clock.ts';
import { keepTrying } from './keep-trying.ts';
import { readIfPresent } from './read-if-present.ts';
import { writeAtomically } from '../../lib/config/write-atomically.ts';

/** The one clock of the functions, the local Slack and the page. */
export type LaptopClock = Required<Clock> &
  Pick<FastClock, 'rate' | 'stretch'> & {
    /** The same clock without the correction, for the simulator: a proved offset is measured against this clock. */
    uncorrectedNow: () => number;
    /** Its highest speed. */
    mostRate: number;
    setRate: (rate: number) => Promise<void>;
    leap: (ms: number) => Promise<void>;
    sleep: (ms: number) => Promise<void>;
    stop: () => Promise<void>;
  };

export const MOST_RATE = 600;
const SAVE_EVERY_MS = 1000;

type Options = {
  /** Gets one line when its file cannot be written, and one when it can be written again. */
  tell?: (line: string) => void;
  write?: typeof writeAtomically;
};

/**
 * `dataDir` keeps how far the clock is ahead, so that the next run continues from there. What the store holds must not
 * be in the future.
 * @param realNow this machine's clock, epoch ms
 * @throws ConfigError if the file is broken
 */
export const openLaptopClock = async (
  dataDir: string,
  startRate: number,
  realNow: () => number,
  { tell = () => undefined, write = writeAtomically }: Options = {},
): Promise<LaptopClock> => {
  const file = fileIn(dataDir);
  const kept = await readKept(file);
  const { now, aheadMs, rate, stretch, ...clock } = createFastClock(realNow, kept);
  /** Saves a point somewhat ahead, so that a killed run does not make the next one start in the past. */
  const { run: save, stop: stopSaving } = keepTrying(
    () => {
      const beyondMs = Math.ceil((rate() - 1) * 2 * SAVE_EVERY_MS);
      return write(file, JSON.stringify({ aheadMs: aheadMs() + beyondMs, rate: rate() }));
    },
    file,
    tell,
  );
  let timer: NodeJS.Timeout | undefined;
  const setRate = async (next: number): Promise<void> => {
    clock.setRate(next);
    clearInterval(timer);
    timer = next === 1 ? undefined : setInterval(() => void save().catch(() => undefined), SAVE_EVERY_MS);
    await save();
  };
  clock.setRate(startRate);
  if (startRate !== 1) await setRate(startRate);
  return {
    ...correctable(now),
    elapsed,
    rate,
    mostRate: MOST_RATE,
    setRate,
    leap: async (ms) => {
      clock.leap(ms);
      await save();
    },
    sleep: async (ms) => {
      clock.sleep(ms);
      await save();
    },
    stretch,
    stop: async () => {
      clearInterval(timer);
      if (aheadMs() > 0) await save().catch(() => undefined);
      await stopSaving();
    },
  };
};

/**
 * This machine's clock, for use with the real Coupang or a real Slack. It stores nothing.
 * @throws ConfigError if an earlier run left the folder ahead of it
 */
export const openRealClock = async (dataDir: string, now: () => number): Promise<LaptopClock> => {
  const file = fileIn(dataDir);
  if ((await readKept(file)).aheadMs > 0) {
    throw new ConfigError(
      `${file} says that the clock ran fast in this folder, and its times depend on it. Remove the whole folder, or set DATA_DIR to another.`,
    );
  }
  return {
    ...correctable(now),
    elapsed,
    rate: () => 1,
    mostRate: 1,
    setRate: refuse,
    leap: refuse,
    sleep: refuse,
    stretch: AS_THEY_ARE,
    stop: async () => {},
  };
};

/** The correction is kept by the process alone: the next one finds out again whether the machine's clock is wrong. */
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

const refuse = async (): Promise<void> => {
  throw new ConfigError('The clock runs faster with the simulator and the local Slack only.');
};

/** For waits and time-outs: it is never set back. */
const elapsed = (): number => performance.now();

const fileIn = (dataDir: string): string => join(dataDir, 'clock.json');

const keptClock = z.object({
  aheadMs: z.number().check(z.nonnegative()),
  rate: z._default(z.number().check(z.positive()), 1),
});

const readKept = async (file: string): Promise<z.infer<typeof keptClock>> => {
  const text = await readIfPresent(file);
  if (text === undefined) return { aheadMs: 0, rate: 1 };
  try {
    return z.parse(keptClock, JSON.parse(text));
  } catch (cause) {
    throw new ConfigError(
      `${file} is not the clock file of an earlier run. Remove the whole folder to start over: its deadlines depend on that clock.`,
      { cause },
    );
  }
};
