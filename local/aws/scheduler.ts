export type Job = {
  /** One run. What it throws is told to `onError`; the next run goes on. */
  run: () => Promise<void>;
  intervalMs: number;
  onError: (error: unknown) => void;
  now?: () => number;
  /** Resolves after so long, or at once when the signal is aborted. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type RunningJob = {
  /** Starts no further run; resolves when the running one is done. */
  stop: () => Promise<void>;
};

/**
 * Runs a job at once and then every interval, counted from start to start, and never beside itself: a run that
 * takes longer than the interval is followed by the next at once.
 */
export const startJob = (job: Job): RunningJob => {
  const now = job.now ?? Date.now;
  const wait = job.wait ?? sleep;
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const startedAt = now();
      await job.run().catch(job.onError);
      if (!stopping.signal.aborted) {
        await wait(Math.max(0, startedAt + job.intervalMs - now()), stopping.signal);
      }
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
