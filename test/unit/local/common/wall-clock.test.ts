import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openWallClock, type WallClock } from '../../../../local/common/wall-clock.ts';

const START = Date.UTC(2026, 10, 25);

describe('the laptop’s wall clock', () => {
  let dataDir: string;
  let time = START;
  const open: WallClock[] = [];
  const start = async (rate: number): Promise<WallClock> => {
    const clock = await openWallClock(dataDir, rate, () => time);
    open.push(clock);
    return clock;
  };
  beforeEach(async () => {
    time = START;
    dataDir = await mkdtemp(join(tmpdir(), 'notifier-clock-'));
  });
  afterEach(async () => {
    for (const clock of open.splice(0)) await clock.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('is this machine’s clock by default, without a file', async () => {
    const clock = await start(1);
    time += 5000;
    expect(clock.wall()).toBe(START + 5000);
    await clock.stop();
    await expect(readFile(join(dataDir, 'clock.json'))).rejects.toThrow('ENOENT');
  });

  test('runs sixty times as fast, and changes its speed without a jump', async () => {
    const clock = await start(60);
    time += 1000;
    expect(clock.wall()).toBe(START + 60_000);
    await clock.setRate(1);
    expect(clock.wall()).toBe(START + 60_000);
    time += 1000;
    expect(clock.wall()).toBe(START + 61_000);
    expect(clock.rate()).toBe(1);
  });

  test('never goes back: a run after a stop, or after a kill, continues from there', async () => {
    const first = await start(60);
    time += 10_000;
    await first.setRate(60);
    // Killed within a second of the last save.
    time += 900;
    const killedAt = first.wall();
    const second = await start(1);
    expect(second.wall()).toBeGreaterThanOrEqual(killedAt);
    expect(second.wall() - killedAt).toBeLessThan(3 * 60_000);
  });

  test('a broken file is an error, and does not count as a first start', async () => {
    await writeFile(join(dataDir, 'clock.json'), '{"aheadMs":-1}');
    await expect(start(1)).rejects.toThrow(/clock\.json.*Remove the whole folder/);
  });

  test('accepts a new rate while the last one is being saved, and keeps the last', async () => {
    const clock = await start(1);
    await Promise.all([600, 1, 60, 600, 1].map((rate) => clock.setRate(rate)));
    expect(clock.rate()).toBe(1);
    expect(JSON.parse(await readFile(join(dataDir, 'clock.json'), 'utf8'))).toEqual({ aheadMs: 0 });
  });
});
