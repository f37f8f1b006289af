import { describe, expect, test } from '@jest/globals';
import { createPace } from '../../../lib/coupang/pace.ts';
import { makeClock } from './loopback-coupang.ts';

const setUp = (callsPerSecond = 2) => {
  const clock = makeClock(0);
  const pace = createPace(clock, clock.sleep, callsPerSecond);
  const startOf = (takesMs = 0) =>
    pace.run(async () => {
      const begun = clock.now();
      clock.advance(takesMs);
      return begun;
    });
  return { clock, pace, startOf };
};

describe('I6: the pace of a vendor', () => {
  test('is two calls a second, one at a time, in the order of the requests', async () => {
    const { clock, pace } = setUp();
    const begun: [string, number][] = [];
    let running = 0;
    const call = (name: string, takesMs: number) =>
      pace.run(async () => {
        running += 1;
        expect(running).toBe(1);
        begun.push([name, clock.now()]);
        await Promise.resolve();
        clock.advance(takesMs);
        running -= 1;
        return name;
      });
    expect(await Promise.all([call('a', 100), call('b', 700), call('c', 0), call('d', 0)])).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(begun).toEqual([
      ['a', 0],
      ['b', 100],
      ['c', 1000],
      ['d', 1100],
    ]);
  });

  test('waits only for the call before the last one: two calls of 300 ms take 600', async () => {
    const { startOf } = setUp();
    const starts = [];
    for (let call = 0; call < 5; call += 1) starts.push(await startOf(300));
    expect(starts).toEqual([0, 300, 1000, 1300, 2000]);
  });

  test.each([
    [5, 5],
    [2, 2],
    [1, 1],
    [2.5, 2.5],
    [0.5, 1],
  ])('is at most %d calls that begin within any second', async (callsPerSecond, most) => {
    const { clock, startOf } = setUp(callsPerSecond);
    const starts: number[] = [];
    for (let call = 0; call < 60; call += 1) {
      starts.push(await startOf((call * 37) % 190));
      clock.advance((call * 53) % 410);
    }
    const within = starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length);
    // A fraction is made good by the next second.
    expect(Math.max(...within)).toBeLessThanOrEqual(Math.ceil(most) + (Number.isInteger(most) ? 0 : 1));
    expect((starts.length - 1) / ((starts.at(-1) ?? 0) / 1000)).toBeLessThanOrEqual(callsPerSecond * 1.05);
  });

  test('does not slow down after a failed call', async () => {
    const { pace } = setUp();
    const failing = pace.run(() => Promise.reject(new Error('made up')));
    const next = pace.run(async () => 'next');
    await expect(failing).rejects.toThrow('made up');
    expect(await next).toBe('next');
  });

  test('at five a second lets at most eight calls fail within five seconds, since Coupang blocks an address after 20', async () => {
    const { clock, pace, startOf } = setUp(5);
    const failed: number[] = [];
    for (let call = 0; call < 60; call += 1) {
      failed.push(await startOf(20));
      if (call % 3 > 0) pace.noteFailure();
      clock.advance((call * 53) % 110);
    }
    const within = failed
      .filter((_, call) => call % 3 > 0)
      .map((from, _, all) => all.filter((at) => at >= from && at < from + 5000).length);
    expect(Math.max(...within)).toBe(8);
  });

  test('ignores eight failures of an hour ago', async () => {
    const { clock, pace, startOf } = setUp();
    for (let call = 0; call < 8; call += 1) {
      await startOf();
      pace.noteFailure();
    }
    clock.advance(3_600_000);
    const begun = clock.now();
    expect(await startOf()).toBe(begun);
  });

  test('is one call per two seconds for a minute after a warning', async () => {
    const { pace, startOf } = setUp();
    await startOf();
    pace.slowDown();
    const starts = [];
    for (let call = 0; call < 33; call += 1) starts.push(await startOf());
    expect(starts.slice(0, 3)).toEqual([2000, 4000, 6000]);
    expect(starts.slice(-4)).toEqual([60_000, 60_000, 61_000, 61_000]);
  });

  test('never speeds up after a warning', async () => {
    const { clock, pace } = setUp(0.2);
    await pace.run(async () => {});
    pace.slowDown();
    await pace.run(async () => {});
    expect(clock.slept).toEqual([5000]);
  });

  test('delays a call for at most one gap after a clock was set back', async () => {
    const { clock, pace } = setUp();
    clock.advance(10_000);
    for (let call = 0; call < 2; call += 1) await pace.run(async () => {});
    clock.advance(-9000);
    await pace.run(async () => {});
    expect(clock.slept).toEqual([1000]);
  });
});
