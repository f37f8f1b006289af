import { afterEach, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { functionUrl } from '../../../../local/aws/function-url.ts';
import type { Handler } from '../../../../local/common/handlers.ts';
import { type Listening, listen } from '../../../../local/common/listen.ts';

let server: Listening;
const errors: unknown[] = [];
afterEach(() => server.close());

const start = async (handler: Handler) => {
  const options = { name: 'slack-actions', timeoutMs: 3000, now: () => 1000, elapsed: () => 0 };
  server = await listen(functionUrl(handler, { ...options, onError: (error) => errors.push(error) }));
  return async (body: string, contentType: string, path = '/') =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': contentType, 'X-Slack-Signature': 'v0=1' },
    });
};
const event = z.looseObject({ body: z.string(), isBase64Encoded: z.boolean() });

test('a form reaches the function in base64, JSON as it is, and headers in small letters', async () => {
  const received: unknown[] = [];
  const post = await start(async (given) => void received.push(given));
  await post('payload=%7B%7D&x=한', 'application/x-www-form-urlencoded', '/?a=1');
  await post('{"type":"url_verification"}', 'application/json');
  const [form, json] = received;
  expect(form).toMatchObject({
    version: '2.0',
    rawPath: '/',
    rawQueryString: 'a=1',
    headers: { 'x-slack-signature': 'v0=1' },
    requestContext: { http: { method: 'POST' }, timeEpoch: 1000 },
    isBase64Encoded: true,
  });
  expect(Buffer.from(event.parse(form).body, 'base64').toString()).toBe('payload=%7B%7D&x=한');
  expect(json).toMatchObject({ body: '{"type":"url_verification"}', isBase64Encoded: false });
});

test('the result of the function is the answer, with its status, headers and body', async () => {
  const headers = { 'Content-Type': 'text/plain', 'X-Slack-No-Retry': 1 };
  const post = await start(async () => ({ statusCode: 401, headers, body: 'no' }));
  const answer = await post('x', 'text/plain');
  expect([answer.status, answer.headers.get('x-slack-no-retry'), await answer.text()]).toEqual([
    401,
    '1',
    'no',
  ]);
});

test('a result without a status is the body of the answer', async () => {
  const post = await start(async () => ({ challenge: 'x' }));
  expect(await (await post('x', 'text/plain')).json()).toEqual({ challenge: 'x' });
});

test('a function that throws is answered with a 502, and reported', async () => {
  const broken = new Error('broken');
  const post = await start(async () => Promise.reject(broken));
  expect((await post('x', 'text/plain')).status).toBe(502);
  expect(errors).toEqual([broken]);
});

test('more than six megabytes never reach the function', async () => {
  let calls = 0;
  const post = await start(async () => void (calls += 1));
  expect((await post('x'.repeat(6 * 1024 * 1024 + 1), 'text/plain')).status).toBe(413);
  expect(calls).toBe(0);
});
