import type { Stretch } from '../../functions/wiring/system-clock.ts';

/** A clock that may run faster than the real one, and never goes back. */
export type FastClock = {
  now: () => number;
  /** Of the real one, ms. */
  aheadMs: () => number;
  /** How many times as fast as the real one it runs. */
  rate: () => number;
  setRate: (rate: number) => void;
  /**
   * What is ahead is `rate` times as long by this clock; what is past, as many times as the clock ran at its fastest within it. So
   * what is as old by this clock is as old in real time, whenever the rate was changed.
   */
  stretch: Stretch;
};

/**
 * @param realNow epoch ms
 * @param before how far ahead it is already, and how fast it ran until now
 */
export const createFastClock = (realNow: () => number, before = { aheadMs: 0, rate: 1 }): FastClock => {
  let current = { ...before, from: realNow() };
  /** Until when it ran so fast, by the real clock. */
  const ranUntil = new Map<number, number>();
  const aheadMs = (at = realNow()): number =>
    current.aheadMs + Math.floor((at - current.from) * (current.rate - 1));
  const fastestWithin = (ms: number): number => {
    const recent = [...ranUntil].filter(([, until]) => until > realNow() - ms);
    return Math.max(current.rate, ...recent.map(([rate]) => rate));
  };
  return {
    now: () => {
      const at = realNow();
      return at + aheadMs(at);
    },
    aheadMs: () => aheadMs(),
    rate: () => current.rate,
    setRate: (rate) => {
      const from = realNow();
      ranUntil.set(current.rate, from);
      current = { rate, from, aheadMs: aheadMs(from) };
    },
    stretch: (past, ahead) =>
      new Proxy(
        { ...past, ...ahead },
        {
          get: (spans, name): unknown => {
            const ms: unknown = Reflect.get(spans, name);
            if (typeof ms !== 'number') return ms;
            return ms * (name in ahead ? current.rate : fastestWithin(ms));
          },
        },
      ),
  };
};
