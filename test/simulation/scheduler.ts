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
  state: 'running' | 'killed' | 'done' | 'threw';
};

/** A call that a process has made and that has not taken effect yet. */
export type Waiting = {
  process: Process;
  name: string;
  about: About;
  since: number;
  /** Lets it take effect; the caller does not know yet. */
  take: () => void;
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

  const effect: Effect = (name, take, about = { says: '' }) => {
    const process = running;
    if (!process) throw new Error(`${name} was called outside of every process`);
    return new Promise((resolve, reject) => {
      let answer = (): void => reject(new Error(`${name} was answered before it took effect`));
      const call: Waiting = {
        process,
        name,
        about,
        since: now(),
        take: () => {
          acting = call;
          try {
            const value = take();
            answer = () => resolve(value);
          } catch (error) {
            answer = () => reject(error);
          } finally {
            acting = undefined;
          }
        },
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
