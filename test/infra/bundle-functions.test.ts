import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import { serve } from '../fixtures/serve.ts';
import { madeUpEvent } from '../unit/eventbridge/made-up-event.ts';
import { madeUpBatch } from '../unit/functions/made-up-batch.ts';
import { makeFunctionEnv } from '../unit/functions/make-function-env.ts';
import { configFixture } from './config-fixture.ts';

const dir = mkdtempSync(join(tmpdir(), 'notifier-bundles-'));
const handlerFile = join(dir, 'made', 'handler.mjs');
const SLACK_SOURCE = 'test/infra/bundle-fixture/call-slack.ts';
const SOURCES = {
  made: 'test/infra/bundle-fixture/handler.ts',
  slack: SLACK_SOURCE,
  webhooks: 'functions/webhooks/handler.ts',
};
const config = configFixture({}, true, { webhooks: [{ name: 'erp', as: 'json' }] });
let sizes: Record<string, number> = {};

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

beforeAll(async () => {
  sizes = await bundleFunctions(SOURCES, config, dir);
});
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

describe('a bundle', () => {
  test('runs without node_modules, includes CommonJS packages, keeps class names, and takes credentials from the environment', () => {
    const script = `import(${JSON.stringify(pathToFileURL(handlerFile).href)}).then(async ({ handler }) => console.log(await handler()))`;
    const env = { AWS_ACCESS_KEY_ID: 'madeup', AWS_SECRET_ACCESS_KEY: 'made-up' };
    expect(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' })).toBe(
      'MadeUpName function madeup\n',
    );
  });

  test('leaves out the default credential chain', () => {
    expect(readFileSync(handlerFile, 'utf8')).not.toMatch(/AWS_CONTAINER_CREDENTIALS|sso_session|IMDS/);
  });

  test('has its file size reported', () => {
    expect(sizes).toMatchObject({ made: statSync(handlerFile).size });
  });

  test('has a source map beside it, but no reference to the map', () => {
    expect(existsSync(`${handlerFile}.map`)).toBe(true);
    expect(readFileSync(handlerFile, 'utf8')).not.toContain('sourceMappingURL');
  });

  test('has a configuration file beside it that parses to the same configuration', () => {
    const text = readFileSync(join(dir, 'made', 'notifier.config.json'), 'utf8');
    expect(parseConfig(JSON.parse(text), 'the bundle')).toEqual(config);
  });

  test('replaces the output of an earlier build', async () => {
    writeFileSync(join(dir, 'made', 'stale.mjs'), '');
    await bundleFunctions(SOURCES, config, dir);
    expect(existsSync(join(dir, 'made', 'stale.mjs'))).toBe(false);
  });
});

describe('Slack’s client in a bundle', () => {
  test('R20: sends each request once, and answers and fails like the original package', async () => {
    const bundled = await callSlack(join(dir, 'slack', 'handler.mjs'));
    expect(bundled).toEqual(await callSlack(SLACK_SOURCE));
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

describe('the bundle of webhooks (O20)', () => {
  test.each(['http', 'https'])(
    'has no exception for a test or a laptop: %s to loopback is not called',
    async (protocol) => {
      let calls = 0;
      const called = await serve((_request, response) => {
        calls += 1;
        response.end();
      });
      const queue = await serve((_request, response) => response.end('{}'));
      const { port } = new URL(called.url);
      const batch = madeUpBatch('erp', [madeUpEvent()]);
      const script = `import(${JSON.stringify(pathToFileURL(join(dir, 'webhooks', 'handler.mjs')).href)}).then(async ({ handler }) => console.log(JSON.stringify(await handler(${JSON.stringify(batch)}, { getRemainingTimeInMillis: () => 60_000 }))))`;
      const { NOTIFIER_CONFIG_FILE: _, ...env } = makeFunctionEnv();
      const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script], {
        env: {
          ...env,
          WEBHOOKS_URL: `${protocol}://127.0.0.1:${port}/hush`,
          WEBHOOKS_SECRET: 'whsec_bWFkZSB1cCBtYWRlIHVwIG1hZGUgdXAgbWFkZSB1cA==',
          AWS_ENDPOINT_URL_SQS: queue.url,
        },
      });
      await Promise.all([called.close(), queue.close()]);
      expect(calls).toBe(0);
      expect(stdout).toContain('{"batchItemFailures":[{"itemIdentifier":"message-0"}]}');
      expect(`${stdout}${stderr}`).toContain(
        protocol === 'http' ? 'its address must begin with https://' : 'its address is not public',
      );
      expect(`${stdout}${stderr}`).not.toMatch(/hush|whsec|UNABLE|the wait is not set/);
    },
  );
});
