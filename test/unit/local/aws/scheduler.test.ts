import { describe, expect, test } from '@jest/globals';
import { createTimers, startJob } from '../../../../local/aws/scheduler.ts';

/** Clocks that move only while the job waits. The wait after the last run never ends by itself. */
const fakeTime = (runs: number) => {
  const startedAt: number[] = [];
  const time = { raw: Date.UTC(2026, 10, 25), elapsed: 0 };
  const enough = Promise.withResolvers<void>();
  const pass = (ms: number): void => {
    time.raw += ms;
    time.elapsed += ms;
  };
  const wait = async (ms: number, signal: AbortSignal) => {
    pass(ms);
    if (startedAt.length < runs) return;
    enough.resolve();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  };
  return {
    time,
    pass,
    startedAt,
    /** Called by each run. Returns whether it is the first. */
    begin: (): boolean => startedAt.push(time.elapsed) === 1,
    clocks: { wait, now: () => time.raw, elapsed: () => time.elapsed },
    enough: enough.promise,
  };
};

const run = async (fake: ReturnType<typeof fakeTime>, work: () => Promise<void>) => {
  const errors: unknown[] = [];
  const job = startJob({
    run: work,
    intervalMs: 5000,
    onError: (error) => errors.push(error),
    ...fake.clocks,
  });
  await fake.enough;
  await job.stop();
  return errors;
};

describe('a job', () => {
  test('runs at once and then every interval, from start to start', async () => {
    const fake = fakeTime(3);
    await run(fake, async () => {
      fake.begin();
      fake.pass(1000);
    });
    expect(fake.startedAt).toEqual([0, 5000, 10_000]);
  });

  test('never overlaps itself: the next run starts at once after a long run', async () => {
    const fake = fakeTime(3);
    let running = 0;
    await run(fake, async () => {
      fake.begin();
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      fake.pass(12_000);
      running -= 1;
    });
    expect(fake.startedAt).toEqual([0, 12_000, 24_000]);
  });

  test.each([0, 1000])('is not stopped by a clock set back by 50 minutes in a run of %d ms', async (ms) => {
    const fake = fakeTime(3);
    await run(fake, async () => {
      fake.pass(ms);
      if (fake.begin()) fake.time.raw -= 50 * 60_000;
    });
    expect(fake.startedAt.map((at) => at - ms)).toEqual([0, 5000, 10_000]);
  });

  test('runs at once if it is late after the machine slept, even if the monotonic clock stopped', async () => {
    const fake = fakeTime(2);
    const { wait } = fake.clocks;
    let waits = 0;
    fake.clocks.wait = async (ms, signal) => {
      waits += 1;
      if (waits === 2) fake.time.raw += 8 * 3_600_000;
      await wait(ms, signal);
    };
    await run(fake, async () => void fake.begin());
    expect(fake.startedAt[1]).toBeLessThanOrEqual(2000);
  });

  test('reports an error, and runs again', async () => {
    const fake = fakeTime(2);
    const errors = await run(fake, async () => {
      fake.begin();
      throw new Error('broken');
    });
    expect(errors).toHaveLength(2);
  });

  test('waits for the present run when it stops, and starts no other', async () => {
    const held = Promise.withResolvers<void>();
    let runs = 0;
    const work = async () => {
      runs += 1;
      await held.promise;
    };
    const job = startJob({ run: work, intervalMs: 0, onError: () => undefined });
    let stopped = false;
    const stop = async () => {
      await job.stop();
      stopped = true;
    };
    const stopping = stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    held.resolve();
    await stopping;
    expect(runs).toBe(1);
  });

  test('ends a real wait at once when it stops', async () => {
    const job = startJob({ run: async () => undefined, intervalMs: 3_600_000, onError: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));
    await job.stop();
  });
});

test('timers stop after the runs that are under way, start again after an interval, and do not start after their end', async () => {
  const running = Promise.withResolvers<void>();
  const waits: number[] = [];
  let [began, ended] = [0, 0];
  const job = {
    run: async () => {
      began += 1;
      await running.promise;
      ended += 1;
    },
    intervalMs: 500,
    onError: () => undefined,
    now: () => 0,
    elapsed: () => 0,
    wait: async (ms: number, signal: AbortSignal) => {
      waits.push(ms);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    },
  };
  const timers = createTimers([job, job]);
  timers.start();
  const stopped = timers.stop();
  expect([began, ended]).toEqual([2, 0]);
  running.resolve();
  await stopped;
  expect([began, ended, waits]).toEqual([2, 2, []]);
  timers.start();
  expect([began, waits]).toEqual([2, [500, 500]]);
  await timers.end();
  timers.start();
  expect([began, waits]).toEqual([2, [500, 500]]);
});
