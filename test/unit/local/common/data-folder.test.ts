import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { openLaptopClock, openRealClock } from '../../../../local/common/laptop-clock.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { lockDataDir } from '../../../../local/common/data-dir-lock.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepTrying } from '../../../../local/common/keep-trying.ts';

afterAll(removeTempDirs);

const START = Date.UTC(2026, 10, 25);

describe('the laptop’s clock', () => {
  let dataDir: string;
  let time = START;
  const start = () => openLaptopClock(dataDir, () => time);
  beforeEach(() => {
    time = START;
    dataDir = makeTempDir();
  });

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
});

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** Another process that holds the lock until it is killed. */
const holdElsewhere = async (dataDir: string): Promise<ChildProcess> => {
  const lock = pathToFileURL('local/common/data-dir-lock.ts').href;
  const script = `
    const { lockDataDir } = await import(${JSON.stringify(lock)});
    globalThis.lock = await lockDataDir(${JSON.stringify(dataDir)});
    process.stdout.write('locked');
    setInterval(() => globalThis.lock, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
};

describe('the lock on a data folder', () => {
  test('removes the copy of the store that a stopped npm run ticket left, since it contains buyers’ words', async () => {
    const dataDir = makeTempDir();
    mkdirSync(join(dataDir, 'copy-made-up', 'deep'), { recursive: true });
    writeFileSync(join(dataDir, 'slack.jsonl'), 'made up');
    (await lockDataDir(dataDir)).release();
    expect(readdirSync(dataDir)).toContain('slack.jsonl');
    expect(readdirSync(dataDir)).not.toContain('copy-made-up');
  });

  test('refuses a second holder with the folder and what to do, and succeeds after a release', async () => {
    const dataDir = join(makeTempDir(), 'made', 'on', 'the', 'way');
    const lock = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(ConfigError);
    await expect(lockDataDir(dataDir)).rejects.toThrow(`DATA_DIR ${dataDir} is in use by another notifier`);
    lock.release();
    (await lockDataDir(dataDir)).release();
  });

  test('refuses a folder that can never be made, such as one under /proc', async () => {
    const file = join(makeTempDir(), 'file');
    writeFileSync(file, '');
    for (const dataDir of ['/proc/made-up/data', join(file, 'data')])
      await expect(lockDataDir(dataDir)).rejects.toThrow(`DATA_DIR ${dataDir} cannot be made`);
  });

  test('names another process, and is free at once when that is killed', async () => {
    const dataDir = makeTempDir();
    const child = await holdElsewhere(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(`(process ${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    (await lockDataDir(dataDir)).release();
  });

  test('reports a damaged lock, with what to do', async () => {
    const dataDir = makeTempDir();
    writeFileSync(join(dataDir, 'lock'), 'x'.repeat(2000));
    await expect(lockDataDir(dataDir)).rejects.toThrow(
      `${join(dataDir, 'lock')} is damaged. Remove that file, and start again.`,
    );
  });
});

const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

/** A file that can be written while `room` is true. */
const made = (everyMs: number) => {
  const disk = { room: true, tries: 0, content: '', newest: '' };
  const lines: string[] = [];
  const write = async () => {
    const { newest } = disk;
    disk.tries += 1;
    await Promise.resolve();
    if (!disk.room) throw full();
    disk.content = newest;
  };
  const trying = keepTrying(write, '/data/made-up.json', (line) => lines.push(line), everyMs);
  return { disk, lines, ...trying };
};

describe('writing to a disk that may be full', () => {
  test('prints once which file is affected and what to do, and writes the newest state when there is room', async () => {
    const { disk, lines, run, stop } = made(5);
    disk.room = false;
    for (const newest of ['first', 'second']) {
      disk.newest = newest;
      await expect(run()).rejects.toThrow('ENOSPC');
    }
    while (disk.tries < 4) await sleep(1);
    expect(lines).toEqual([
      '/data/made-up.json cannot be written: the disk is full. Make room. ' +
        'Until then new data is in memory only; it is written as soon as possible.',
    ]);
    disk.room = true;
    while (disk.content === '') await sleep(1);
    expect(disk.content).toBe('second');
    await stop();
    expect(lines.slice(1)).toEqual(['/data/made-up.json is written again: nothing is lost.']);
  });

  test('prints again when it fails again', async () => {
    const { disk, lines, run, stop } = made(3_600_000);
    for (const room of [false, true, false, true]) {
      disk.room = room;
      await run().catch(() => undefined);
    }
    expect(lines).toHaveLength(4);
    await stop();
    expect(disk.tries).toBe(4);
  });

  test('retries a failed write once when it stops, and then never', async () => {
    const { disk, run, stop } = made(1);
    disk.room = false;
    disk.newest = 'last';
    await expect(run()).rejects.toThrow('ENOSPC');
    disk.room = true;
    await stop();
    expect(disk.content).toBe('last');
    const other = made(1);
    other.disk.room = false;
    await expect(other.run()).rejects.toThrow('ENOSPC');
    await expect(other.stop()).rejects.toThrow('ENOSPC');
    const { tries } = other.disk;
    await sleep(20);
    expect(other.disk.tries).toBe(tries);
  });

  test("prints an error other than the disk's as it is", async () => {
    const lines: string[] = [];
    const broken = () => Promise.reject(new TypeError('made up\nand more'));
    const { run, stop } = keepTrying(broken, 'file', (line) => lines.push(line), 3_600_000);
    await expect(run()).rejects.toThrow('made up');
    await expect(stop()).rejects.toThrow('made up');
    expect(lines).toEqual([
      expect.stringContaining('file cannot be written: TypeError: made up. Until then'),
    ]);
  });
});
