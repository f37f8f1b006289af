import { describe, expect, test } from '@jest/globals';
import { startJob } from '../../../local/aws/scheduler.ts';

/** A clock that moves only while the job waits; the wait after the last run never ends by itself. */
const fakeTime = (runs: number) => {
  const waits: number[] = [];
  const time = { now: 0 };
  const enough = Promise.withResolvers<void>();
  const wait = async (ms: number, signal: AbortSignal) => {
    waits.push(ms);
    time.now += ms;
    if (waits.length < runs) return;
    enough.resolve();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  };
  return { time, waits, wait, now: () => time.now, enough: enough.promise };
};

describe('a job', () => {
  test('runs at once and then every interval, from start to start', async () => {
    const fake = fakeTime(3);
    const startedAt: number[] = [];
    const run = async () => {
      startedAt.push(fake.time.now);
      fake.time.now += 1000;
    };
    const job = startJob({ run, intervalMs: 5000, onError: () => undefined, ...fake });
    await fake.enough;
    await job.stop();
    expect(startedAt).toEqual([0, 5000, 10_000]);
  });

  test('never runs beside itself: a long run is followed by the next at once', async () => {
    const fake = fakeTime(3);
    let running = 0;
    const run = async () => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      fake.time.now += 12_000;
      running -= 1;
    };
    const job = startJob({ run, intervalMs: 5000, onError: () => undefined, ...fake });
    await fake.enough;
    await job.stop();
    expect(fake.waits).toEqual([0, 0, 0]);
  });

  test('an error is told, and the next run goes on', async () => {
    const fake = fakeTime(2);
    const errors: unknown[] = [];
    const run = async () => {
      throw new Error('broken');
    };
    const job = startJob({ run, intervalMs: 5000, onError: (error) => errors.push(error), ...fake });
    await fake.enough;
    await job.stop();
    expect(errors).toHaveLength(2);
  });

  test('stopping waits for the run that is under way, and starts no other', async () => {
    const held = Promise.withResolvers<void>();
    let runs = 0;
    const run = async () => {
      runs += 1;
      await held.promise;
    };
    const job = startJob({ run, intervalMs: 0, onError: () => undefined });
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

  test('stopping ends the real wait at once', async () => {
    const job = startJob({ run: async () => undefined, intervalMs: 3_600_000, onError: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));
    await job.stop();
  });
});
