import { performance } from 'node:perf_hooks';

export type DayClock = {
  /** Epoch ms. */
  now: () => number;
  /** Moves the clock forward, ms. */
  jump: (ms: number) => void;
  /** Moves the clock forward to an instant, epoch ms, never back. */
  goTo: (at: number) => void;
  /** The sum of all jumps, ms. */
  jumped: () => number;
};

/** This machine's time plus jumps. A function's waits pass at once; its work takes real time. */
export const createDayClock = (startsAt: number): DayClock => {
  const began = startsAt - performance.now();
  let ahead = began;
  const now = (): number => Math.floor(ahead + performance.now());
  const jump = (ms: number): void => {
    ahead += ms;
  };
  return { now, jump, goTo: (at) => jump(Math.max(0, at - now())), jumped: () => ahead - began };
};
