import { setImmediate } from 'node:timers/promises';
import type { About, Effect } from './effect.ts';

/** One run of a function: a poll, a notify, a track-sla. */
export type Process = {
  name: string;
  kind: string;
  /** Epoch ms. */
  startedAt: number;
  /** When its time-out ends it. */
  diesAt: number;
  /** Until then it gets no answers. Then it continues as if no time had passed. */
  frozenUntil: number;
  state: 'running' | 'killed' | 'done' | 'threw';
};

/** A call that has not taken effect yet, or whose process does not know the result. */
export type Waiting = {
  process: Process;
  name: string;
  about: About;
  since: number;
  /** The order in which calls are made and take effect. */
  issuedAt: number;
  takenAt: number;
  /** When a slow store has finished it. */
  readyAt?: number;
  /** It has taken effect or failed. Its process gets the result when it is no longer frozen. */
  heard?: () => Promise<void>;
  /** Makes it take effect, without an answer to the caller. */
  take: () => void;
  /** The port's own error, if the port threw it. */
  failure: () => Error | undefined;
  /** Gives the result to the caller. */
  answer: () => void;
  /** Gives an error to the caller, whether or not it took effect. */
  fail: (error: Error) => void;
};

/**
 * Runs processes one call at a time. Between two calls of any port only one process runs, so the random numbers decide
 * every interleaving.
 */
export const createScheduler = (now: () => number) => {
  const waiting: Waiting[] = [];
  let running: Process | undefined;
  let acting: Waiting | undefined;
  let steps = 0;

  const effect: Effect = (name, take, about = { detail: '' }) => {
    const process = running;
    if (!process) throw new Error(`${name} was called outside of every process`);
    return new Promise((resolve, reject) => {
      let answer = (): void => reject(new Error(`${name} was answered before it took effect`));
      let failure: Error | undefined;
      const call: Waiting = {
        process,
        name,
        about,
        since: now(),
        issuedAt: (steps += 1),
        takenAt: Number.POSITIVE_INFINITY,
        take: () => {
          acting = call;
          call.takenAt = steps += 1;
          try {
            const value = take();
            answer = () => resolve(value);
          } catch (error) {
            failure = error instanceof Error ? error : new Error(String(error));
            answer = () => reject(error);
          } finally {
            acting = undefined;
          }
        },
        failure: () => failure,
        answer: () => answer(),
        fail: reject,
      };
      waiting.push(call);
    });
  };

  /** Runs a process until each of its calls waits, or it has ended. */
  const run = async (process: Process, go: () => void): Promise<void> => {
    running = process;
    go();
    await setImmediate();
    running = undefined;
  };

  return {
    effect,
    waiting,
    /** Time passes, and nothing else. */
    sleep: (ms: number): Promise<void> =>
      effect('sleep', () => {}, { detail: `${Math.round(ms)} ms`, until: now() + ms }),
    /** How many steps there were up to now. */
    steps: (): number => steps,
    /** The process that runs now. */
    running: (): Process | undefined => running,
    /** The call that takes effect now. */
    acting: (): Waiting | undefined => acting,
    /** Runs a process up to its first call. `onError` gets what its body throws. */
    start: (process: Process, body: () => Promise<void>, onError: (error: unknown) => void): Promise<void> =>
      run(process, () => {
        void keep(process, body, onError);
      }),
    /** Removes a call from the waiting ones, and lets its process continue. */
    resume: (call: Waiting, go: () => void): Promise<void> => {
      waiting.splice(waiting.indexOf(call), 1);
      return run(call.process, go);
    },
    /** None of its calls is ever answered. */
    kill: (process: Process): void => {
      process.state = 'killed';
      for (const call of waiting.filter((other) => other.process === process))
        waiting.splice(waiting.indexOf(call), 1);
    },
  };
};

export type Scheduler = ReturnType<typeof createScheduler>;

const keep = async (
  process: Process,
  body: () => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> => {
  try {
    await body();
    process.state = 'done';
  } catch (error) {
    process.state = 'threw';
    onError(error);
  }
};
