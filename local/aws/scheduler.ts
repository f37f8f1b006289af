import { setTimeout } from 'node:timers/promises';

export type Job = {
  /** One run. `onError` receives what it throws. The next run still comes. */
  run: () => Promise<void>;
  intervalMs: number;
  /** The job has just run, so that the first run comes after the interval. */
  hasRun?: boolean;
  onError: (error: unknown) => void;
  /** Epoch ms. It goes on while the machine sleeps, and may be set back. */
  now?: () => number;
  /** Monotonic, ms. It may stop while the machine sleeps. */
  elapsed?: () => number;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type RunningJob = {
  /** Starts no further run, and resolves when the current run is done. */
  stop: () => Promise<void>;
};

/** A timer stops while the machine sleeps. Afterwards, a late job waits at most this long. */
const LOOK_EVERY_MS = 1000;

/**
 * Runs a job at every interval, from start to start. Runs never overlap: after a run that takes longer than the
 * interval, the next run starts at once. The interval is over when either clock says so.
 * @internal
 */
export const startJob = (job: Job): RunningJob => {
  const {
    run,
    intervalMs,
    hasRun = false,
    onError,
    now = Date.now,
    elapsed = () => performance.now(),
    wait = sleep,
  } = job;
  const stopping = new AbortController();
  const untilNext = async (startedAt: number, began: number): Promise<void> => {
    let left: number;
    do {
      left = intervalMs - Math.max(elapsed() - began, now() - startedAt);
      await wait(Math.min(Math.max(0, left), LOOK_EVERY_MS), stopping.signal);
    } while (left > LOOK_EVERY_MS && !stopping.signal.aborted);
  };
  const loop = async () => {
    if (hasRun) await untilNext(now(), elapsed());
    while (!stopping.signal.aborted) {
      const startedAt = now();
      const began = elapsed();
      await run().catch(onError);
      if (!stopping.signal.aborted) await untilNext(startedAt, began);
    }
  };
  const running = loop();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
};

export type Timers = {
  start: () => void;
  /** Resolves when no run is under way. */
  stop: () => Promise<void>;
  end: () => Promise<void>;
};

/** Jobs that start and stop together. At a restart they count as just run. */
export const createTimers = (jobs: readonly Job[]): Timers => {
  let running: RunningJob[] = [];
  let isEnded = false;
  let hasRun = false;
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((job) => job.stop()));
  };
  return {
    start: () => {
      if (!isEnded) running = jobs.map((job) => startJob({ ...job, hasRun }));
      hasRun = true;
    },
    stop,
    end: () => {
      isEnded = true;
      return stop();
    },
  };
};

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined);
