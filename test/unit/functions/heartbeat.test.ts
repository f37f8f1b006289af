import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHandler } from '../../../functions/track-sla/create-handler.ts';
import { createHeartbeat } from '../../../functions/track-sla/heartbeat.ts';
import { ENV, METRICS } from '../../../lib/config/names.ts';
import { serve, type Served } from '../../fixtures/serve.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const MINUTE_MS = 60_000;
const SECRET = '/ping/hush-hush';

const requests: string[] = [];
let status = 200;
/** A watcher, an empty DynamoDB, a bus, and at `/down` an AWS that refuses. After a refused connection, the SDK leaves a timer. */
let server: Served;
beforeAll(async () => {
  server = await serve((request, response) => {
    if (request.headers['x-amz-target'] !== undefined) {
      response.writeHead(request.url === '/' ? 200 : 400).end('{}');
      return;
    }
    requests.push(`${request.method} ${request.url}`);
    if (status === 302) response.setHeader('location', '/elsewhere');
    response.writeHead(status).end('{}');
  });
});
beforeEach(() => {
  requests.length = 0;
  status = 200;
});
afterAll(() => server.close());

const make = (url: string | undefined) => {
  const log = keepLog();
  let now = 1_000 * MINUTE_MS;
  const clock = { now: () => now, elapsed: () => now };
  const beat = createHeartbeat(url, clock, log);
  return { beat, lines: log.lines, pass: (ms: number) => (now += ms) };
};

describe('O14: the heartbeat', () => {
  test('is one request a minute at most', async () => {
    const { beat, lines, pass } = make(server.url + SECRET);
    await beat();
    pass(MINUTE_MS - 1);
    await beat();
    expect(requests).toEqual([`POST ${SECRET}`]);
    pass(1);
    await beat();
    expect(requests).toHaveLength(2);
    expect(lines).toEqual([]);
  });

  test('is off unless an address is set', async () => {
    await make(undefined).beat();
    expect(requests).toEqual([]);
  });

  test.each([
    ['a refusal', undefined, 503, '503'],
    ['a way to elsewhere', undefined, 302, 'sent'],
    ['nobody who listens', 'http://127.0.0.1:9', 200, 'sent'],
    ['an address that is none', 'hush-hush:', 200, 'sent'],
  ])('survives %s, and the log does not show the address', async (_what, host, answer, logged) => {
    status = answer;
    const { beat, lines } = make((host ?? server.url) + SECRET);
    await beat();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(logged);
    expect(lines[0]).not.toContain('hush');
    expect(requests).not.toContain('POST /elsewhere');
  });
});

describe('O14: track-sla sends the heartbeat', () => {
  const env = () => ({
    ...makeFunctionEnv(),
    AWS_ENDPOINT_URL_DYNAMODB: server.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: server.url,
    [ENV.heartbeatUrl]: server.url + SECRET,
  });
  const log = { info: () => {}, warn: () => {}, error: () => {} };

  test('after a complete run', async () => {
    await createHandler(env(), { log })({}, madeUpContext);
    expect(requests).toEqual([`POST ${SECRET}`]);
  });

  test('not after a run that the time cut short', async () => {
    const late = { ...madeUpContext, getRemainingTimeInMillis: () => 9000 };
    await createHandler(env(), { log })({}, late);
    expect(requests).toEqual([]);
  });

  test('not after a run that left vendors unseen, which also has no age of the last reading', async () => {
    const metricsOf = async (leftMs: number): Promise<unknown[]> => {
      const names: unknown[] = [];
      const info = (_message: string, fields?: Record<string, unknown>): void =>
        void names.push(fields?.['name']);
      const lambda = { ...madeUpContext, getRemainingTimeInMillis: () => leftMs };
      await createHandler(env(), { log: { ...log, info } })({}, lambda);
      return names;
    };
    expect(await metricsOf(34_999)).not.toContain(METRICS.readingAgeSeconds);
    expect(requests).toEqual([]);
    expect(await metricsOf(35_000)).toContain(METRICS.readingAgeSeconds);
    expect(requests).toHaveLength(1);
  });

  test('not after a run that failed', async () => {
    const refused = { ...env(), AWS_ENDPOINT_URL_DYNAMODB: `${server.url}/down` };
    await expect(createHandler(refused, { log })({}, madeUpContext)).rejects.toThrow();
    expect(requests).toEqual([]);
  });
});
