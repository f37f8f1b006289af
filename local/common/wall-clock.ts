import { join } from 'node:path';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { keepTrying } from './keep-trying.ts';
import { readIfPresent } from './read-if-present.ts';
import { writeAtomically } from './write-atomically.ts';

/** The one clock of simulator, windows, signatures, deadlines and calendar. It may run fast, and never goes back. */
export type WallClock = {
  /** Epoch ms. */
  wall: () => number;
  /** Its speed, as a multiple of this machine's clock. */
  rate: () => number;
  setRate: (rate: number) => Promise<void>;
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
 * @param now raw clock, epoch ms
 * @throws ConfigError if the file is broken
 */
export const openWallClock = async (
  dataDir: string,
  rate: number,
  now: () => number,
  { tell = () => undefined, write = writeAtomically }: Options = {},
): Promise<WallClock> => {
  const file = join(dataDir, 'clock.json');
  const kept = await readKept(file);
  let current = { rate, from: now(), aheadMs: kept };
  const aheadMs = (): number => current.aheadMs + (now() - current.from) * (current.rate - 1);
  /** Saves a point somewhat ahead, so that a killed run does not make the next one start in the past. */
  const { run: save, stop: stopSaving } = keepTrying(
    () =>
      write(file, JSON.stringify({ aheadMs: Math.ceil(aheadMs() + (current.rate - 1) * 2 * SAVE_EVERY_MS) })),
    file,
    tell,
  );
  let timer: NodeJS.Timeout | undefined;
  const keepSaving = (): void => {
    clearInterval(timer);
    timer =
      current.rate === 1 ? undefined : setInterval(() => void save().catch(() => undefined), SAVE_EVERY_MS);
  };
  const setRate = async (next: number): Promise<void> => {
    current = { rate: next, from: now(), aheadMs: aheadMs() };
    keepSaving();
    await save();
  };
  if (rate !== 1) await setRate(rate);
  return {
    wall: () => now() + aheadMs(),
    rate: () => current.rate,
    setRate,
    stop: async () => {
      clearInterval(timer);
      if (aheadMs() > 0) await save().catch(() => undefined);
      await stopSaving();
    },
  };
};

/** This machine's clock, for use with the real Coupang. It stores nothing. */
export const realClock = (now: () => number): WallClock => ({
  wall: now,
  rate: () => 1,
  setRate: async () => {
    throw new ConfigError('The clock runs faster with the simulator only.');
  },
  stop: async () => {},
});

const keptClock = z.object({ aheadMs: z.number().check(z.nonnegative()) });

const readKept = async (file: string): Promise<number> => {
  const text = await readIfPresent(file);
  if (text === undefined) return 0;
  try {
    return z.parse(keptClock, JSON.parse(text)).aheadMs;
  } catch (cause) {
    throw new ConfigError(
      `${file} is not the clock file of an earlier run. Remove the whole folder to start over: its deadlines depend on that clock.`,
      { cause },
    );
  }
};
