import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { DynamoDBClient, ListTablesCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';
import type { HandlerEnv, Handlers } from '../../../../local/common/handlers.ts';
import { readSettings } from '../../../../local/run/read-settings.ts';
import { startSystem, type System } from '../../../../local/run/start-system.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const running: System[] = [];
afterEach(async () => {
  for (const system of running.splice(0)) await system.stop();
});
afterAll(removeTempDirs);

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
  running.push(system);
  return { system, lines, dataDir };
};

const idle: Handlers = {
  poll: async () => undefined,
  notify: async () => undefined,
  trackSla: async () => undefined,
  report: async () => undefined,
};

const clientConfig = (env: HandlerEnv, service: string) => ({
  endpoint: env[`AWS_ENDPOINT_URL_${service}`] ?? '',
  region: env['AWS_REGION'] ?? '',
  credentials: {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  },
});

describe('the system', () => {
  test('gives the functions an environment with table, bus and configuration', async () => {
    const { system } = await start();
    const dynamodb = new DynamoDBClient(clientConfig(system.env, 'DYNAMODB'));
    expect((await dynamodb.send(new ListTablesCommand())).TableNames).toEqual([system.env['TABLE_NAME']]);
    dynamodb.destroy();
    const config: unknown = JSON.parse(readFileSync(system.env['NOTIFIER_CONFIG_FILE'] ?? '', 'utf8'));
    expect(config).toMatchObject({ vendors: [{ id: 'A00012345', live: true }] });
    expect(system.env['COUPANG_BASE_URL']).toBe(system.simulator?.url);
    expect(system.env['SLACK_API_URL']).toBe(system.slack?.apiUrl);
  });

  test("a wake-up on the bus reaches notify in EventBridge's form", async () => {
    const received = Promise.withResolvers<unknown[]>();
    const notify: Handlers['notify'] = async (event, { functionName }) =>
      received.resolve([functionName, event]);
    const { system } = await start({ handlers: { notify } });
    const client = new EventBridgeClient(clientConfig(system.env, 'EVENTBRIDGE'));
    const entry = { Source: 'test', DetailType: 'DeliveryDue', Detail: '{"version":1}' };
    await client.send(
      new PutEventsCommand({ Entries: [{ ...entry, EventBusName: system.env['BUS_NAME'] }] }),
    );
    client.destroy();
    const event = { 'detail-type': 'DeliveryDue', source: 'test', detail: { version: 1 } };
    expect(await received.promise).toMatchObject(['notify', event]);
  });

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

  test('prints the address, and the page answers there', async () => {
    const { lines, system } = await start();
    expect(lines).toContain(`Slack: the local one. Look at ${system.pageUrl}`);
    expect((await fetch(system.pageUrl ?? '')).status).toBe(200);
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

  test('keeps the data for the next run on the same folder', async () => {
    const { system, dataDir } = await start();
    const item = { pk: { S: 'made up' }, sk: { S: '1' } };
    const first = new DynamoDBClient(clientConfig(system.env, 'DYNAMODB'));
    await first.send(new PutItemCommand({ TableName: system.env['TABLE_NAME'], Item: item }));
    first.destroy();
    await system.stop();
    const again = (await start({ dataDir })).system;
    const second = new DynamoDBClient(clientConfig(again.env, 'DYNAMODB'));
    const { Items } = await second.send(new ScanCommand({ TableName: again.env['TABLE_NAME'] }));
    second.destroy();
    expect(Items).toContainEqual(item);
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
