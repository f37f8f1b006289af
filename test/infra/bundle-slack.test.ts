import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { serve } from '../fixtures/serve.ts';
import { configFixture } from './config-fixture.ts';

const SOURCE = 'test/infra/bundle-fixture/call-slack.ts';
const dir = mkdtempSync(join(tmpdir(), 'notifier-bundle-slack-'));
const bundle = join(dir, 'made', 'handler.mjs');
const requests: string[] = [];

const answers: Record<string, (response: ServerResponse) => void> = {
  'made-up': (response) => response.end('{"ok":true,"ts":"1.2"}'),
  refused: (response) => response.end('{"ok":false,"error":"invalid_auth"}'),
  limited: (response) => response.writeHead(429, { 'retry-after': '30' }).end(),
  'limited-without-time': (response) => response.writeHead(429).end(),
  broken: (response) => response.writeHead(503).end('made up'),
  unanswered: (response) => response.destroy(),
};
const server = await serve(({ method, url, headers }, response, body) => {
  const { authorization, 'content-type': type, 'user-agent': agent } = headers;
  requests.push([method, url, authorization, type, agent, body].join(' | '));
  response.sendDate = false;
  answers[authorization?.replace('Bearer ', '') ?? '']?.(response);
});

/** Runs an export of a module in a process of its own. */
const run = async (file: string, call: string): Promise<unknown> => {
  const script = `import(${JSON.stringify(pathToFileURL(resolve(file)).href)}).then((made) => made.${call}).then((results) => console.log(JSON.stringify(results)))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
  return JSON.parse(stdout);
};
/** Makes all calls. Returns the requests that Slack got, and the results. */
const callSlack = async (file: string): Promise<unknown> => {
  requests.length = 0;
  const results = await run(file, `callSlack('${server.url}/api/')`);
  return { results, requests: [...requests] };
};

beforeAll(() => bundleFunctions({ made: SOURCE }, configFixture(), dir));
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

describe('Slack’s client in a bundle', () => {
  test('R20: sends each request once, and answers and fails like the original package', async () => {
    const bundled = await callSlack(bundle);
    expect(bundled).toEqual(await callSlack(SOURCE));
    expect(requests).toHaveLength(7);
    expect(bundled).toMatchObject({
      results: {
        post: { ok: true, ts: '1.2' },
        refused: { name: 'WebAPIPlatformError', code: 'slack_webapi_platform_error' },
        limited: { name: 'WebAPIRateLimitedError', retryAfter: 30 },
        broken: { name: 'WebAPIHTTPError', statusCode: 503 },
        unanswered: { name: 'WebAPIRequestError' },
      },
    });
  });
});
