import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { openLaptopClock, openRealClock, type LaptopClock } from '../../../../local/common/laptop-clock.ts';

const START = Date.UTC(2026, 10, 25);

describe('the laptop’s clock', () => {
  let dataDir: string;
  let time = START;
  const open: LaptopClock[] = [];
  const start = async (rate: number): Promise<LaptopClock> => {
    const clock = await openLaptopClock(dataDir, rate, () => time);
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
    expect(clock.now()).toBe(START + 5000);
    await clock.stop();
    await expect(readFile(join(dataDir, 'clock.json'))).rejects.toThrow('ENOENT');
  });

  test('moves by a correction, which the simulator does not see and the next run does not know', async () => {
    const clock = await start(1);
    clock.correction.add(420_000);
    clock.correction.add(-60_000);
    expect(clock.now()).toBe(START + 360_000);
    expect(clock.correction.byMs()).toBe(360_000);
    expect(clock.uncorrectedNow()).toBe(START);
    await clock.stop();
    expect((await start(1)).now()).toBe(START);
    const real = await openRealClock(dataDir, () => time);
    real.correction.add(420_000);
    expect([real.now(), real.uncorrectedNow()]).toEqual([START + 420_000, START]);
  });

  test('runs sixty times as fast, and changes its speed without a jump', async () => {
    const clock = await start(60);
    time += 1000;
    expect(clock.now()).toBe(START + 60_000);
    await clock.setRate(1);
    expect(clock.now()).toBe(START + 60_000);
    time += 1000;
    expect(clock.now()).toBe(START + 61_000);
    expect(clock.rate()).toBe(1);
  });

  test('never goes back: a run after a stop, or after a kill, continues from there', async () => {
    const first = await start(60);
    time += 10_000;
    await first.setRate(60);
    // Killed within a second of the last save.
    time += 900;
    const killedAt = first.now();
    const second = await start(1);
    expect(second.now()).toBeGreaterThanOrEqual(killedAt);
    expect(second.now() - killedAt).toBeLessThan(3 * 60_000);
  });

  test('takes what was past when it starts for as fast as the last run', async () => {
    const first = await start(600);
    await first.stop();
    time += 1000;
    const clock = await start(1);
    const spans = clock.stretch({ minuteMs: MINUTE_MS }, { leadMs: 1000 });
    expect(spans).toMatchObject({ minuteMs: 600 * MINUTE_MS, leadMs: 1000 });
    time += MINUTE_MS;
    expect(spans.minuteMs).toBe(MINUTE_MS);
  });

  test('with a Coupang or a Slack of one’s own is this machine’s, in a folder that is not ahead of it', async () => {
    const { now, stretch } = await openRealClock(dataDir, () => time);
    time += 1000;
    expect([now(), stretch({ ms: 1 }, { more: 2 })]).toEqual([START + 1000, { ms: 1, more: 2 }]);
    await (await start(60)).stop();
    await expect(openRealClock(dataDir, () => time)).rejects.toThrow(
      /clock ran fast in this folder.*DATA_DIR/,
    );
  });

  test('a broken file is an error, and does not count as a first start', async () => {
    await writeFile(join(dataDir, 'clock.json'), '{"aheadMs":-1}');
    await expect(start(1)).rejects.toThrow(/clock\.json.*Remove the whole folder/);
  });

  test('accepts a new rate while the last one is being saved, and keeps the last', async () => {
    const clock = await start(1);
    await Promise.all([600, 1, 60, 600, 1].map((rate) => clock.setRate(rate)));
    expect(clock.rate()).toBe(1);
    expect(JSON.parse(await readFile(join(dataDir, 'clock.json'), 'utf8'))).toEqual({
      aheadMs: 0,
      rate: 1,
    });
  });
});
