import { expect, test } from '@jest/globals';
import { createWaits } from '../../../../lib/workflows/delivery/tries.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const startClock = () => {
  const time = { now: 1_000_000, elapsed: 50 };
  const clock = { now: () => time.now, elapsed: () => time.elapsed };
  const pass = (ms: number): void => {
    time.now += ms;
    time.elapsed += ms;
  };
  return { time, clock, pass };
};

test('R21: a key is free when its own wait is over, and others do not wait for it', () => {
  const { clock, pass } = startClock();
  const waits = createWaits({}, clock);
  waits.add('post:C0CS', 1000);
  expect(waits.left(['post:C0CS', 'slack'])).toBe(1000);
  expect(waits.left(['post:C0LEAD', 'edit:C0CS'])).toBe(0);
  pass(1000);
  expect(waits.left(['post:C0CS'])).toBe(0);
});

test('only the longest of several waits counts', () => {
  const { clock } = startClock();
  const waits = createWaits({}, clock);
  waits.add('token', 60_000);
  waits.add('token', 1000);
  waits.add('post:C0CS', 5000);
  expect(waits.left(['post:C0CS', 'token'])).toBe(60_000);
});

test('R21: the next drain gets the waits that are not over', () => {
  const { clock, pass } = startClock();
  const waits = createWaits({}, clock);
  waits.add('post:C0CS', 30_000);
  waits.add('edit:C0CS', 1000);
  pass(10_000);
  const kept = waits.kept();
  expect(Object.keys(kept)).toEqual(['post:C0CS']);
  pass(5000);
  expect(createWaits(kept, clock).left(['post:C0CS'])).toBe(15_000);
});

test('R6: a clock set back by an hour makes no wait an hour longer, in the drain and between two', () => {
  const { time, clock } = startClock();
  const waits = createWaits({}, clock);
  waits.add('post:C0CS', 1000);
  const kept = waits.kept();
  time.now -= HOUR_MS;
  expect(waits.left(['post:C0CS'])).toBe(1000);
  expect(createWaits(kept, clock).left(['post:C0CS'])).toBe(1000);
});
