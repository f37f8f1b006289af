import { setImmediate } from 'node:timers/promises';
import type { World } from '../simulation/create-world.ts';
import type { Effect } from '../simulation/effect.ts';

type Clock = Pick<World, 'now' | 'advance'>;

/** Calls of a world that take their time side by side, on its made-up clock. Outside of `measure` they take none. */
export const createParallelCalls = (takesMs: (name: string) => number) => {
  const calls: { at: number; answer: () => void }[] = [];
  let clock: Clock | undefined;
  const sleep = async (ms: number): Promise<void> => {
    if (!clock) return;
    const at = clock.now() + ms;
    await new Promise<void>((answer) => calls.push({ at, answer }));
  };
  const effect: Effect = async (name, take) => {
    await sleep(takesMs(name));
    return take();
  };
  /** How long the work takes, ms. */
  const measure = async (by: Clock, work: () => Promise<unknown>): Promise<number> => {
    clock = by;
    const began = by.now();
    const progress = { hasEnded: false };
    const running = work().finally(() => {
      progress.hasEnded = true;
    });
    // Until each branch of the work waits for a call.
    for (await settle(); !progress.hasEnded; await settle()) {
      calls.sort((a, b) => a.at - b.at);
      const next = calls.shift();
      if (!next) throw new Error('the work waits for something else than a call');
      by.advance(Math.max(0, next.at - by.now()));
      next.answer();
    }
    clock = undefined;
    await running;
    return by.now() - began;
  };
  return { effect, sleep, measure };
};

/** A call of a world yields once before it comes to the effect. */
const settle = async (): Promise<void> => {
  await setImmediate();
  await setImmediate();
};
