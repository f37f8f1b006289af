import { readFileSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import db from 'dynalite/db/index.js';
import * as z from 'zod/mini';
import { startFakeCoupang } from 'fake-coupang';
import { startStore, type Store } from '../../../../local/aws/store.ts';
import { coupangFile } from '../../../../local/run/coupang-file.ts';
import { createFileLog } from '../../../../local/run/file-log.ts';
import { type FakeSlack, type MessageLog, startFakeSlack } from 'fake-slack';
import { openMessageLog } from '../../../../local/run/message-log.ts';
import { openLaptopClock } from '../../../../local/common/laptop-clock.ts';
import { writeAtomically } from '../../../../lib/config/write-atomically.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import { stopAfterTest } from '../../../fixtures/stop-after-test.ts';

const NOW = Date.parse('2026-01-15T05:00:00Z');
const logged = z.object({ message: z.string() });
const closers: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});
afterAll(removeTempDirs);

const noSpace = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

const reportOf = (file: string) =>
  expect.stringContaining(`${file} cannot be written: the disk is full. Make room`);

/** A disk that may be full, and the lines that are printed about it. */
const madeUpDisk = () => {
  const disk = { isFull: false };
  const lines: string[] = [];
  return {
    disk,
    lines,
    print: (line: string): void => void lines.push(line),
    write: (file: string, content: string) =>
      disk.isFull ? Promise.reject(noSpace()) : writeAtomically(file, content),
    until: async (holds: () => boolean): Promise<void> => {
      for (let looks = 0; looks < 1000 && !holds(); looks += 1) await sleep(10);
      expect(holds()).toBe(true);
    },
  };
};

describe('the simulator on a full disk', () => {
  test('shows nothing that is not written, reports the full disk once, and shows all as soon as there is room', async () => {
    const { disk, lines, print, write, until } = madeUpDisk();
    const dataDir = makeTempDir();
    const simulator = await startFakeCoupang({
      vendors: [{ market: 'KR', vendorId: 'A00012345' }],
      keys: { accessKey: 'ACCESS', secretKey: 'SECRET' },
      store: coupangFile(dataDir, { print, write }),
      now: () => NOW,
    });
    const file = join(dataDir, 'coupang.json');
    const before = readFileSync(file, 'utf8');
    disk.isFull = true;
    await expect(simulator.handOver()).rejects.toThrow('ENOSPC');
    await expect(simulator.handOver()).rejects.toThrow('ENOSPC');
    expect(lines).toEqual([reportOf('coupang.json')]);
    expect(readFileSync(file, 'utf8')).toBe(before);
    disk.isFull = false;
    await until(() => lines.length === 2);
    const ids = simulator.inquiries().map(({ inquiryId }) => inquiryId);
    expect(ids).toHaveLength(4);
    for (const id of ids) expect(readFileSync(file, 'utf8')).toContain(id);
    await simulator.stop();
  });
});

describe('the local Slack on a full disk', () => {
  const startOn = async (log: MessageLog): Promise<FakeSlack> => {
    const slack = await startFakeSlack({ channels: ['C0CS'], token: 'made-up', log });
    stopAfterTest(slack.stop);
    return slack;
  };

  test('loses no message, and no part of a line stays in its file', async () => {
    const { disk, lines, print } = madeUpDisk();
    const file = join(makeTempDir(), 'slack.jsonl');
    const appendTo = async (name: string, text: string): Promise<void> => {
      // A disk that fills up accepts only the beginning.
      await appendFile(name, disk.isFull ? text.slice(0, 10) : text);
      if (disk.isFull) throw noSpace();
    };
    const log = openMessageLog(file, { print, appendTo });
    const { channels } = await startOn(log);
    const post = (text: string) => channels.post({ channel: 'C0CS', text });
    await post('before');
    disk.isFull = true;
    const texts: string[] = [];
    channels.onChange(({ message }) => texts.push(message.text));
    for (const text of ['first', 'second']) await expect(post(text)).rejects.toThrow('ENOSPC');
    expect(texts).toEqual(['first', 'second']);
    expect(lines).toEqual([reportOf('slack.jsonl')]);
    disk.isFull = false;
    await post('after');
    await log.stop();
    expect(lines).toHaveLength(2);
    const kept = await openMessageLog(file).load();
    expect(kept.map(({ text }) => text)).toEqual(['before', 'first', 'second', 'after']);
  });

  test('also writes a message that is posted while another line is being written', async () => {
    const file = join(makeTempDir(), 'slack.jsonl');
    const { channels } = await startOn(openMessageLog(file));
    const texts = Array.from({ length: 20 }, (_, index) => String(index));
    await Promise.all(texts.map((text) => channels.post({ channel: 'C0CS', text })));
    expect((await openMessageLog(file).load()).map(({ text }) => text)).toEqual(texts);
  });
});

describe('the log file on a full disk', () => {
  test('throws nothing, reports the full disk once, and has every line as soon as there is room', () => {
    const { disk, lines, print } = madeUpDisk();
    const file = join(makeTempDir(), 'notifier.log');
    const append = (name: string, text: string): void => {
      writeFileSync(name, disk.isFull ? text.slice(0, 10) : text, { flag: 'a' });
      if (disk.isFull) throw noSpace();
    };
    const log = createFileLog(file, { print, append });
    log.info('before');
    disk.isFull = true;
    log.warn('first');
    log.error('second');
    expect(lines).toEqual([reportOf('notifier.log')]);
    disk.isFull = false;
    log.info('after');
    expect(lines).toHaveLength(2);
    const written = readFileSync(file, 'utf8').trimEnd().split('\n');
    const messages = written.map((line) => logged.parse(JSON.parse(line)).message);
    expect(messages).toEqual(['before', 'first', 'second', 'after']);
  });

  test('keeps no more in memory than one file holds', () => {
    const { disk } = madeUpDisk();
    const file = join(makeTempDir(), 'notifier.log');
    const append = (name: string, text: string): void => {
      if (disk.isFull) throw noSpace();
      writeFileSync(name, text, { flag: 'a' });
    };
    const log = createFileLog(file, { append, mostBytes: 1000 });
    disk.isFull = true;
    for (let count = 0; count < 100; count += 1) log.info(`line ${count}`);
    disk.isFull = false;
    log.info('after');
    const text = readFileSync(file, 'utf8');
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(text).toContain('line 99');
    expect(text).not.toContain('line 50');
  });
});

test('the clock on a full disk is saved by itself as soon as there is room', async () => {
  const { disk, lines, print, write, until } = madeUpDisk();
  const dataDir = makeTempDir();
  const clock = await openLaptopClock(dataDir, () => NOW, { print, write });
  disk.isFull = true;
  await expect(clock.moveBy(60_000)).rejects.toThrow('ENOSPC');
  expect(lines).toEqual([reportOf('clock.json')]);
  disk.isFull = false;
  await until(() => lines.length === 2);
  const kept: unknown = JSON.parse(readFileSync(join(dataDir, 'clock.json'), 'utf8'));
  expect(kept).toEqual({ aheadMs: 60_000 });
  await clock.stop();
});

describe('the store on a full disk', () => {
  const { create } = db;
  afterEach(() => {
    db.create = create;
  });

  /** While the disk is full, LevelDB's writes fail after the first `passes`, and it cannot be opened. */
  const startOnDisk = async (folder: string) => {
    const disk = { isFull: false, passes: 0, opened: 0 };
    const lines: string[] = [];
    db.create = (options) => {
      const store = create(options);
      const { db: level } = store;
      const { put, open } = level;
      level.put = (...args) => {
        const done = args.at(-1);
        disk.passes -= 1;
        if (!disk.isFull || disk.passes >= 0 || typeof done !== 'function') return put(...args);
        const message = 'IO error: /made-up/000003.log: No space left on device';
        const error = Object.assign(new Error(message), { code: 'LEVEL_IO_ERROR' });
        return setImmediate(() => void Reflect.apply(done, undefined, [error]));
      };
      level.open = async () => {
        if (disk.isFull) throw noSpace();
        disk.opened += 1;
        await open.call(level);
      };
      return store;
    };
    const store = await startStore(folder, 'tickets', 'ap-northeast-2', {
      print: (line) => void lines.push(line),
    });
    closers.push(store.stop);
    return { disk, lines, store };
  };
  const item = (sk: string) => ({
    pk: { S: 'made-up' },
    sk: { S: sk },
    attentionOf: { S: 'made-up' },
    attentionAt: { N: '1' },
    version: { N: '1' },
  });
  const put = ({ client }: Store, sk: string) =>
    client.send(new PutItemCommand({ TableName: 'tickets', Item: item(sk) }));
  const keys = async ({ client }: Store, IndexName?: string) => {
    const { Items = [] } = await client.send(
      new ScanCommand({ TableName: 'tickets', ...(IndexName !== undefined && { IndexName }) }),
    );
    return Items.map(({ sk }) => sk?.S ?? '').toSorted((key, other) => key.localeCompare(other));
  };

  test('refuses requests without ending, reports the full disk once, and continues by itself when there is room', async () => {
    const { disk, lines, store } = await startOnDisk(makeTempDir());
    await put(store, 'before');
    disk.opened = 0;
    disk.isFull = true;
    await expect(put(store, 'meanwhile')).rejects.toThrow('cannot use its disk');
    await expect(keys(store)).rejects.toThrow('cannot use its disk');
    const Key = { pk: { S: 'made-up' }, sk: { S: 'before' } };
    const read = store.client.send(new GetItemCommand({ TableName: 'tickets', Key }));
    await expect(read).rejects.toThrow('cannot use its disk');
    expect(lines).toEqual([
      expect.stringMatching(
        /^The store in .* cannot be written: the disk is full. Make room. Until then polls/,
      ),
    ]);
    disk.isFull = false;
    while (lines.length < 2) await sleep(10);
    expect(lines[1]).toMatch(/is written again/);
    // Opened again: the next start would not find what LevelDB writes after a torn record.
    expect(disk.opened).toBe(1);
    await put(store, 'after');
    expect(await keys(store)).toEqual(['after', 'before']);
  });

  test('leaves no row without an item if a write ended between the index and the item', async () => {
    const { disk, lines, store } = await startOnDisk(makeTempDir());
    disk.isFull = true;
    disk.passes = 1;
    await expect(put(store, 'torn')).rejects.toThrow('cannot use its disk');
    disk.isFull = false;
    while (lines.length < 2) await sleep(10);
    expect(await keys(store)).toEqual([]);
    expect(await keys(store, 'attention')).toEqual([]);
  });

  test('stops while the disk is full', async () => {
    const folder = makeTempDir();
    const { disk, store } = await startOnDisk(folder);
    await put(store, 'before');
    disk.isFull = true;
    await expect(put(store, 'meanwhile')).rejects.toThrow('cannot use its disk');
    await store.stop();
    closers.pop();
    db.create = create;
    const again = await startStore(folder, 'tickets', 'ap-northeast-2');
    closers.push(again.stop);
    expect(await keys(again)).toEqual(['before']);
  });
});
