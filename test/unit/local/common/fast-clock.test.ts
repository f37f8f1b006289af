import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createFastClock } from '../../../../local/common/fast-clock.ts';

const rates = fc.array(
  fc.record({ rate: fc.constantFrom(1, 2, 60, 600), ms: fc.integer({ min: 0, max: 900 }) }),
  {
    minLength: 1,
  },
);

test('what is younger in real time is younger by this clock, and long after it is older, whatever the rates were', () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 2000 }), (turns, spanMs) => {
      let real = 0;
      const { now, setRate, stretch } = createFastClock(() => real);
      const spans = stretch({ spanMs }, {});
      const notes: { real: number; now: number }[] = [];
      for (const { rate, ms } of turns) {
        setRate(rate);
        notes.push({ real, now: now() });
        real += ms;
        for (const note of notes) {
          if (real - note.real < spanMs) expect(now() - note.now).toBeLessThan(spans.spanMs);
        }
      }
      const { rate = 1 } = turns.at(-1) ?? {};
      const before = now();
      real += spanMs;
      expect(spans.spanMs).toBe(spanMs * rate);
      expect(now() - before).toBe(spanMs * rate);
    }),
  );
});

test('what is ahead is as long as the clock runs fast now', () => {
  let real = 0;
  const { setRate, stretch } = createFastClock(() => real);
  const spans = stretch({}, { leadMs: 1000 });
  setRate(60);
  expect(spans.leadMs).toBe(60_000);
  real += 10;
  setRate(1);
  expect({ ...spans }).toEqual({ leadMs: 1000 });
});

test('a leap makes nothing older, and a sleep does', () => {
  let real = 0;
  const { now, leap, sleep, aheadMs, stretch } = createFastClock(() => real);
  const spans = stretch({ blindMs: 1000 }, { leadMs: 50 });
  const noted = now();
  leap(7000);
  real += 999;
  expect(now() - noted).toBe(7999);
  expect(spans.blindMs).toBe(8000);
  expect(spans.leadMs).toBe(50);
  real += 1;
  expect(spans.blindMs).toBe(1000);
  const later = now();
  sleep(600);
  real += 401;
  expect(now() - later).toBe(1001);
  expect(spans.blindMs).toBe(1000);
  expect(real + aheadMs()).toBe(now());
});
