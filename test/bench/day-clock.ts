import { performance } from 'node:perf_hooks';

export type DayClock = {
  /** Epoch ms. */
  now: () => number;
  /** Passes so much time at once, ms. */
  jump: (ms: number) => void;
  /** Passes the time until then, epoch ms; never back. */
  goTo: (at: number) => void;
};

/** This machine's time and jumps: what a function waits for passes at once, what it does takes what it takes. */
export const createDayClock = (startsAt: number): DayClock => {
  let ahead = startsAt - performance.now();
  const now = (): number => Math.floor(ahead + performance.now());
  const jump = (ms: number): void => {
    ahead += ms;
  };
  return { now, jump, goTo: (at) => jump(Math.max(0, at - now())) };
};
