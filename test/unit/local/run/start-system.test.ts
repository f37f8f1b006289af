import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';
import type { Handlers } from '../../../../local/common/handlers.ts';
import { readSettings } from '../../../../local/run/read-settings.ts';
import { startSystem } from '../../../../local/run/start-system.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import { TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import { createClosers } from '../../../../local/common/closers.ts';
import { openRealClock } from '../../../../local/common/laptop-clock.ts';
import { startSlack } from '../../../../local/run/start-outside.ts';
import written from '../../../../notifier.config.ts';
import { startStandInSlack } from '../../admin/stand-in-slack.ts';
import { stopAfterTest } from '../../../fixtures/stop-after-test.ts';

afterAll(removeTempDirs);

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Started = { dataDir?: string; port?: number; handlers?: Partial<Handlers>; schedule?: boolean };

const start = async ({
  dataDir = makeTempDir(),
  port = 0,
  handlers = {},
  schedule = false,
}: Started = {}) => {
  const lines: string[] = [];
  const settings = await readSettings({ DATA_DIR: dataDir, PORT: String(port) });
  const system = await startSystem(
    { ...settings, simulator: { seed: 1, arrivals: false } },
    { handlers: () => ({ ...idle, ...handlers }), log: SILENT, print: (line) => lines.push(line), schedule },
  );
  stopAfterTest(system.stop);
  return { system, lines, dataDir };
};

const idle: Handlers = {
  poll: async () => undefined,
  notify: async () => undefined,
  trackSla: async () => undefined,
  report: async () => undefined,
};

describe('the system', () => {
  test('polls each live vendor with the Scheduler’s input, and prints an error in one line', async () => {
    const inputs: unknown[] = [];
    const tracked = Promise.withResolvers<void>();
    const poll = async (event: unknown, { functionName }: { functionName: string }) => {
      inputs.push([functionName, event]);
      throw new Error('first\nsecond');
    };
    const { lines, system } = await start({
      handlers: { poll, trackSla: async () => tracked.resolve() },
      schedule: true,
    });
    await tracked.promise;
    await system.stop();
    expect(inputs[0]).toEqual(['poll', { vendorId: 'A00012345', market: 'KR' }]);
    expect(lines).toContain('Poll KR A00012345 failed: Error: first');
  });

  test('also runs reports, and prints how often', async () => {
    const reported = Promise.withResolvers<string>();
    const report = async (_event: unknown, { functionName }: { functionName: string }) =>
      reported.resolve(functionName);
    const { system } = await start({ handlers: { report }, schedule: true });
    expect(await reported.promise).toBe('report');
    // Every twelfth poll, with one poll every 5 s.
    expect(system.env).toMatchObject({ TRACK_SLA_SECONDS: '5', REPORT_SECONDS: '60' });
  });

  test.each(['new', 'of an earlier run'])('keeps its store, %s, from other users', async (age) => {
    const dataDir = makeTempDir();
    const store = join(dataDir, 'dynalite');
    if (age !== 'new') {
      mkdirSync(store);
      chmodSync(store, 0o755);
    }
    await start({ dataDir });
    expect(statSync(store).mode & 0o777).toBe(0o700);
  });
});

describe('stopping and starting again', () => {
  test('waits for a running function, and closes all', async () => {
    const begun = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    let finished = false;
    const poll = async () => {
      begun.resolve();
      await held.promise;
      finished = true;
    };
    const { system } = await start({ handlers: { poll }, schedule: true });
    await begun.promise;
    const stopping = system.stop();
    held.resolve();
    await stopping;
    expect(finished).toBe(true);
    await expect(fetch(system.pageUrl ?? '')).rejects.toThrow();
    await expect(fetch(system.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '')).rejects.toThrow();
  });

  test('refuses a second system on the folder, and the first continues', async () => {
    const { system, dataDir } = await start();
    await expect(start({ dataDir })).rejects.toThrow('is in use by another notifier');
    expect((await fetch(system.pageUrl ?? '')).status).toBe(200);
  });

  test('names a taken port, and leaves the folder free', async () => {
    const { system } = await start();
    const port = Number(new URL(system.pageUrl ?? '').port);
    const dataDir = makeTempDir();
    await expect(start({ dataDir, port })).rejects.toThrow(ConfigError);
    await expect(start({ dataDir, port })).rejects.toThrow(`PORT ${port} is taken`);
    expect(existsSync(dataDir)).toBe(true);
    await start({ dataDir });
  });

  test('reports a full disk at the start in plain words, and leaves the folder free', async () => {
    const dataDir = makeTempDir();
    const settings = await readSettings({ DATA_DIR: dataDir, PORT: '0' });
    const print = () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    const starting = startSystem(settings, { handlers: () => idle, log: SILENT, print, schedule: false });
    await expect(starting).rejects.toThrow(ConfigError);
    await expect(starting).rejects.toThrow(
      `DATA_DIR ${dataDir} cannot be written: the disk is full. Make room, and start again.`,
    );
    await start({ dataDir });
  });
});

describe('the Slack of a laptop', () => {
  const TOKEN = 'xoxb-made-up';
  let lines: string[];
  let answer: object;
  let channel: object;
  let standIn: Awaited<ReturnType<typeof startStandInSlack>>;
  const closers = createClosers(() => undefined);

  beforeEach(async () => {
    lines = [];
    channel = { ok: true, channel: { name: '문의' } };
    standIn = await startStandInSlack({ 'auth.test': () => answer, 'conversations.info': () => channel });
    closers.add(standIn.close);
  });
  afterEach(() => closers.closeAll());

  const startWith = async (slack?: { appToken?: string }) => {
    const dataDir = makeTempDir();
    const settings = {
      config: parseConfig({ ...written, acting: 'on' }, 'made-up.config.ts'),
      people: [],
      dataDir,
      ...(slack && { slack: { apiUrl: standIn.slackApiUrl, botToken: TOKEN, ...slack } }),
    };
    const clock = await openRealClock(dataDir, Date.now);
    closers.add(clock.stop);
    const started = await startSlack(settings, {
      closers,
      clock,
      print: (line) => void lines.push(line),
      texts: TERMINAL_TEXTS.en,
    });
    return started.slack.workspace;
  };

  const methods = () => standIn.calls.map(({ method }) => method);

  test('a laptop with a real Slack asks once for the workspace of its token', async () => {
    answer = { ok: true, team_id: 'T0OURS', enterprise_id: 'E0OURS' };
    const workspace = { teamId: 'T0OURS', enterpriseId: 'E0OURS' };
    expect(await startWith({ appToken: 'xapp-made-up' })).toEqual(workspace);
    expect(methods().filter((method) => method === 'auth.test')).toHaveLength(1);
  });

  test('a laptop without presses asks only for each channel’s name, once, and prints it', async () => {
    expect(await startWith({})).toBeUndefined();
    expect(lines).toEqual([`Slack: ${standIn.slackApiUrl}, channels #문의, #문의, #문의`]);
    expect(methods()).toEqual(Array(3).fill('conversations.info'));
  });

  test.each([
    { ok: false, error: 'missing_scope', needed: 'channels:read' },
    { ok: true, channel: {} },
  ])('a laptop prints the id of a channel that Slack does not name: %j', async (refused) => {
    channel = refused;
    await startWith({});
    expect(lines).toEqual([`Slack: ${standIn.slackApiUrl}, channels C0CS, C0OPS, C0LEAD`]);
  });

  test('a laptop starts without the workspace if Slack does not return it, and prints that buttons refuse presses', async () => {
    answer = { ok: false, error: 'invalid_auth' };
    expect(await startWith({ appToken: 'xapp-made-up' })).toBeUndefined();
    expect(lines.at(-1)).toContain('Slack does not return its workspace (invalid_auth)');
    expect(lines.join()).not.toContain(TOKEN);
  });

  test('a laptop with the local Slack knows its workspace', async () => {
    expect(await startWith()).toEqual({ teamId: 'T0LOCAL' });
  });
});
