import { setImmediate } from 'node:timers/promises';
import type { About, Effect } from './effect.ts';

/** One run of a function: a poll, a notify, a track-sla. */
export type Process = {
  name: string;
  kind: string;
  /** Raw clock, epoch ms. */
  startedAt: number;
  /** When its time-out ends it. */
  diesAt: number;
  /** It hears nothing before, and then goes on as if no time had passed. */
  frozenUntil: number;
  state: 'running' | 'killed' | 'done' | 'threw';
};

/** A call that a process has made and that has not taken effect yet, or of which it does not know. */
export type Waiting = {
  process: Process;
  name: string;
  about: About;
  since: number;
  /** In which order calls are made and take effect. */
  issuedAt: number;
  takenAt: number;
  /** A slow store needs so long. */
  readyAt?: number;
  /** It has taken effect, or failed; its process hears of it once it is no longer frozen. */
  heard?: () => Promise<void>;
  /** Lets it take effect; the caller does not know yet. */
  take: () => void;
  /** What the port itself answered, where that is an error. */
  failure: () => Error | undefined;
  /** Tells the caller what came of it. */
  answer: () => void;
  /** Tells the caller that it failed, whether or not it took effect. */
  fail: (error: Error) => void;
};

/**
 * Runs processes one call at a time: between two calls of any port only one process runs, so that whoever holds
 * the dice decides every interleaving.
 */
export const createScheduler = (now: () => number) => {
  const waiting: Waiting[] = [];
  let running: Process | undefined;
  let acting: Waiting | undefined;
  let steps = 0;

  const effect: Effect = (name, take, about = { says: '' }) => {
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

  /** Lets a process run until each of its calls waits, or it has ended. */
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
      effect('sleep', () => {}, { says: `${Math.round(ms)} ms`, until: now() + ms }),
    /** How many there were up to now. */
    steps: (): number => steps,
    /** Whose code runs just now. */
    running: (): Process | undefined => running,
    /** The call that takes effect just now. */
    acting: (): Waiting | undefined => acting,
    /** Runs a process up to its first call. `onError` hears of what its body throws. */
    start: (process: Process, body: () => Promise<void>, onError: (error: unknown) => void): Promise<void> =>
      run(process, () => {
        void keep(process, body, onError);
      }),
    /** Takes a call out of those that wait and lets its process go on from there. */
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
