import type { Stretch } from '../../functions/wiring/system-clock.ts';

/** A clock that may run faster than the real one, and never goes back. */
export type FastClock = {
  now: () => number;
  /** Of the real one, ms. */
  aheadMs: () => number;
  /** How many times as fast as the real one it runs. */
  rate: () => number;
  setRate: (rate: number) => void;
  /** So long goes by at once, in which the program missed nothing. */
  leap: (ms: number) => void;
  /** So long goes by at once, as if the machine had slept. */
  sleep: (ms: number) => void;
  /**
   * What is ahead is `rate` times as long by this clock; what is past, as many times as the clock ran at its fastest within it, and
   * longer by each leap within it. So what is as old by this clock is as old in real time, whenever the rate was changed.
   */
  stretch: Stretch;
};

/**
 * @param realNow epoch ms
 * @param before how far ahead it is already, and how fast it ran until now
 */
export const createFastClock = (realNow: () => number, before = { aheadMs: 0, rate: 1 }): FastClock => {
  let sleptMs = 0;
  const wokenNow = (): number => realNow() + sleptMs;
  let current = { ...before, from: wokenNow() };
  const leaps: { at: number; ms: number }[] = [];
  /** Until when it ran so fast, by the real clock. */
  const ranUntil = new Map<number, number>();
  const aheadMs = (at = wokenNow()): number =>
    current.aheadMs + Math.floor((at - current.from) * (current.rate - 1));
  const fastestWithin = (ms: number): number => {
    const recent = [...ranUntil].filter(([, until]) => until > wokenNow() - ms);
    return Math.max(current.rate, ...recent.map(([rate]) => rate));
  };
  const leaptWithin = (ms: number): number =>
    leaps.filter(({ at }) => at > wokenNow() - ms).reduce((sum, leap) => sum + leap.ms, 0);
  return {
    now: () => {
      const at = wokenNow();
      return at + aheadMs(at);
    },
    aheadMs: () => sleptMs + aheadMs(),
    rate: () => current.rate,
    setRate: (rate) => {
      const from = wokenNow();
      ranUntil.set(current.rate, from);
      current = { rate, from, aheadMs: aheadMs(from) };
    },
    leap: (ms) => {
      leaps.push({ at: wokenNow(), ms });
      current = { ...current, aheadMs: current.aheadMs + ms };
    },
    sleep: (ms) => {
      sleptMs += ms;
    },
    stretch: (past, ahead) =>
      new Proxy(
        { ...past, ...ahead },
        {
          get: (spans, name): unknown => {
            const ms: unknown = Reflect.get(spans, name);
            if (typeof ms !== 'number') return ms;
            return name in ahead ? ms * current.rate : ms * fastestWithin(ms) + leaptWithin(ms);
          },
        },
      ),
  };
};
