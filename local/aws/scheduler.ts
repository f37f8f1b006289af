export type Job = {
  /** One run. What it throws is told to `onError`; the next run goes on. */
  run: () => Promise<void>;
  intervalMs: number;
  onError: (error: unknown) => void;
  /** Raw clock, ms: goes on while the machine sleeps, and may be set back. */
  now?: () => number;
  /** Monotonic, ms from any start: is never set back, and may stand still while the machine sleeps. */
  elapsed?: () => number;
  /** Resolves after so long, or at once when the signal is aborted. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type RunningJob = {
  /** Starts no further run; resolves when the running one is done. */
  stop: () => Promise<void>;
};

/** After a machine's sleep a timer goes on where it stood: so long may a late job wait then. */
const LOOK_EVERY_MS = 1000;

/**
 * Runs a job at once and then every interval, counted from start to start, and never beside itself: a run that
 * takes longer than the interval is followed by the next at once. The interval is over when either clock says so.
 */
export const startJob = (job: Job): RunningJob => {
  const { run, intervalMs, onError, now = Date.now, elapsed = () => performance.now(), wait = sleep } = job;
  const stopping = new AbortController();
  const untilNext = async (startedAt: number, began: number): Promise<void> => {
    let left: number;
    do {
      left = intervalMs - Math.max(elapsed() - began, now() - startedAt);
      await wait(Math.min(Math.max(0, left), LOOK_EVERY_MS), stopping.signal);
    } while (left > LOOK_EVERY_MS && !stopping.signal.aborted);
  };
  const loop = async () => {
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

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
