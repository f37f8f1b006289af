import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { openLaptopClock, openRealClock } from '../../../../local/common/laptop-clock.ts';

const START = Date.UTC(2026, 10, 25);

describe('the laptop’s clock', () => {
  let dataDir: string;
  let time = START;
  const start = () => openLaptopClock(dataDir, () => time);
  beforeEach(async () => {
    time = START;
    dataDir = await mkdtemp(join(tmpdir(), 'notifier-clock-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  test('is this machine’s clock by default, without a file', async () => {
    const clock = await start();
    time += 5000;
    expect(clock.now()).toBe(START + 5000);
    await clock.stop();
    await expect(readFile(join(dataDir, 'clock.json'))).rejects.toThrow('ENOENT');
  });

  test('moves by a correction, which the simulator does not see and the next run does not keep', async () => {
    const clock = await start();
    clock.correction.add(420_000);
    clock.correction.add(-60_000);
    expect(clock.now()).toBe(START + 360_000);
    expect(clock.correction.byMs()).toBe(360_000);
    expect(clock.uncorrectedNow()).toBe(START);
    await clock.stop();
    expect((await start()).now()).toBe(START);
    const real = await openRealClock(dataDir, () => time);
    real.correction.add(420_000);
    expect([real.now(), real.uncorrectedNow()]).toEqual([START + 420_000, START]);
  });

  test('moves forward at once, for the simulator too, and runs on at its usual pace', async () => {
    const clock = await start();
    await clock.moveBy(HOUR_MS);
    time += 1000;
    expect([clock.now(), clock.uncorrectedNow()]).toEqual([START + HOUR_MS + 1000, START + HOUR_MS + 1000]);
  });

  test('never goes back: a run after a kill continues from there', async () => {
    await (await start()).moveBy(HOUR_MS);
    time += 1000;
    const second = await start();
    expect(second.now()).toBe(START + HOUR_MS + 1000);
    await Promise.all([second.moveBy(MINUTE_MS), second.moveBy(MINUTE_MS)]);
    expect((await start()).now()).toBe(START + HOUR_MS + 2 * MINUTE_MS + 1000);
  });

  test('goes on from the file of a release whose clock ran fast', async () => {
    await writeFile(join(dataDir, 'clock.json'), '{"aheadMs":5000,"rate":600}');
    const clock = await start();
    time += 1000;
    expect(clock.now()).toBe(START + 6000);
  });

  test('is this machine’s with a custom Coupang or Slack, in a folder that is not ahead of it', async () => {
    const real = await openRealClock(dataDir, () => time);
    time += 1000;
    expect(real.now()).toBe(START + 1000);
    await expect(real.moveBy(1)).rejects.toThrow(/simulator and the local Slack only/);
    await (await start()).moveBy(1);
    await expect(openRealClock(dataDir, () => time)).rejects.toThrow(
      /clock is ahead in this folder.*DATA_DIR/,
    );
  });

  test.each(['', '{"aheadMs":60', '[]', '{}', '{"aheadMs":-1}', '{"aheadMs":"60000"}', '{"aheadMs":1e300}'])(
    'fails for a damaged file (%j) with an error that names the file and what to do, and does not count as a first start',
    async (text) => {
      const file = join(dataDir, 'clock.json');
      await writeFile(file, text);
      for (const open of [start, () => openRealClock(dataDir, () => time)]) {
        const error = await open().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(ConfigError);
        expect(String(error)).toContain(`${file} does not say how far the clock is ahead`);
        expect(String(error)).toMatch(/Remove the whole folder.*, or set DATA_DIR to another/);
      }
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  test('fails for an unreadable file with the same error', async () => {
    await mkdir(join(dataDir, 'clock.json'));
    await expect(start()).rejects.toThrow(ConfigError);
  });

  test('is erased with its folder: the next run begins at this machine’s clock', async () => {
    await (await start()).moveBy(HOUR_MS);
    await rm(dataDir, { recursive: true });
    expect((await start()).now()).toBe(START);
  });
});
