import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { Message } from 'fake-slack';
import { openMessageLog } from '../../../../local/run/message-log.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

afterAll(removeTempDirs);

const PROGRAM = fileURLToPath(new URL('killed-slack.ts', import.meta.url));
const newFile = () => join(makeTempDir(), 'slack.jsonl');
const messageOf = (ts: string, text = ts): Message => ({ channel: 'C0CS', ts, text });
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

describe('the file of messages', () => {
  test('is rewritten at the start if it has more outdated lines than messages, with the same content, and goes on', async () => {
    const file = newFile();
    const log = openMessageLog(file);
    await log.load();
    for (let count = 0; count < 60; count += 1) {
      for (const ts of ['1.000000', '2.000000', '3.000000'])
        await log.append(messageOf(ts, `state ${count}`));
    }
    const last = ['1.000000', '2.000000', '3.000000'].map((ts) => messageOf(ts, 'state 59'));
    expect(linesOf(file)).toHaveLength(180);
    expect(await log.load()).toEqual(last);
    expect(linesOf(file)).toHaveLength(3);
    await log.append(messageOf('4.000000'));
    expect(await openMessageLog(file).load()).toEqual([...last, messageOf('4.000000')]);
  });

  test('is not rewritten while it is short', async () => {
    const file = newFile();
    const log = openMessageLog(file);
    await log.load();
    for (let count = 0; count <= 100; count += 1) await log.append(messageOf('1.000000', `state ${count}`));
    await openMessageLog(file).load();
    expect(linesOf(file)).toHaveLength(101);
  });

  test('loses only the incomplete line if it is cut off anywhere', async () => {
    const whole = ['하나', 'zwei', '셋'].map(
      (text, index) => `${JSON.stringify(messageOf(`${index}.000000`, text))}\n`,
    );
    const bytes = Buffer.from(whole.join(''));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (length) => {
        const file = newFile();
        writeFileSync(file, bytes.subarray(0, length));
        const kept = await openMessageLog(file).load();
        const wholeLines = bytes.subarray(0, length).toString().split('\n').length - 1;
        expect(kept).toHaveLength(wholeLines);
        const log = openMessageLog(file);
        await log.append(messageOf('9.000000'));
        expect(await log.load()).toEqual([...kept, messageOf('9.000000')]);
      }),
    );
  });

  test('contains everything that was answered, after a kill at any moment', async () => {
    const dataDir = makeTempDir();
    for (const lives of [3, 20, 50]) {
      const child = spawn(process.execPath, ['-C', 'workshop', PROGRAM, dataDir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const answered: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        answered.push(line);
        if (answered.length === lives) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      const states = new Map(
        (await openMessageLog(join(dataDir, 'slack.jsonl')).load()).map((message) => [message.ts, message]),
      );
      for (const line of answered) {
        const [ts = '', count] = line.split(' ');
        expect(states.get(ts)?.text.split(' ')[0]).toBe(count);
      }
    }
  });

  test('reads a message of an earlier version without the kinds of block that only that version had', async () => {
    const file = newFile();
    const divider = { type: 'divider' as const };
    const stored = { ...messageOf('1.000000'), blocks: [{ type: 'table', rows: [] }, divider] };
    appendFileSync(file, `${JSON.stringify(stored)}\n`);
    expect(await openMessageLog(file).load()).toEqual([{ ...messageOf('1.000000'), blocks: [divider] }]);
  });

  test('is refused with the number of a line that is not a message', async () => {
    const file = newFile();
    appendFileSync(file, `${JSON.stringify(messageOf('1.000000'))}\nbroken\n`);
    await expect(openMessageLog(file).load()).rejects.toThrow('slack.jsonl:2');
  });
});
