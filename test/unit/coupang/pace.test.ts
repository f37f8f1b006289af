import { describe, expect, test } from '@jest/globals';
import { createPace } from '../../../lib/coupang/pace.ts';
import { makeClock } from './loopback-coupang.ts';

const setUp = (apartMs = 500) => {
  const clock = makeClock(0);
  return { clock, pace: createPace(clock, clock.sleep, apartMs) };
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
      ['b', 500],
      ['c', 1200],
      ['d', 1700],
    ]);
  });

  test('a failed call delays nobody', async () => {
    const { pace } = setUp();
    const failing = pace.run(() => Promise.reject(new Error('made up')));
    const next = pace.run(async () => 'next');
    await expect(failing).rejects.toThrow('made up');
    expect(await next).toBe('next');
  });

  test('after a warning it is one call per two seconds for a minute', async () => {
    const { clock, pace } = setUp();
    const startOf = () => pace.run(async () => clock.now());
    await startOf();
    pace.slowDown();
    const starts = [];
    for (let call = 0; call < 33; call += 1) starts.push(await startOf());
    expect(starts.slice(0, 3)).toEqual([2000, 4000, 6000]);
    expect(starts.slice(-4)).toEqual([60_000, 60_500, 61_000, 61_500]);
  });

  test('a warning never speeds a pace up', async () => {
    const { clock, pace } = setUp(5000);
    await pace.run(async () => {});
    pace.slowDown();
    await pace.run(async () => {});
    expect(clock.slept).toEqual([5000]);
  });

  test('a clock that is set back delays nobody for longer than one gap', async () => {
    const { clock, pace } = setUp();
    clock.advance(10_000);
    await pace.run(async () => {});
    clock.advance(-9000);
    await pace.run(async () => {});
    expect(clock.slept).toEqual([500]);
  });
});
