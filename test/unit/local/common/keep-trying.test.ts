import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepTrying } from '../../../../local/common/keep-trying.ts';

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
