import { request } from 'node:http';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { startTestSlack, TOKEN } from '../../../test/fixtures/slack/start-test-slack.ts';
import { stopAfterTest } from '../../../test/fixtures/stop-after-test.ts';

test.each([
  ['a program', {}, 200],
  ['a page of another site', { origin: 'https://evil.example' }, 403],
  ['a page that does not say who it is', { origin: 'null' }, 403],
  ['a browser that names the page’s site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a browser whose user typed the address', { 'sec-fetch-site': 'none' }, 200],
  ['a page whose name was made to point here', { host: 'evil.example' }, 403],
])('%s with the right token gets %j: %i', async (_who, headers, status) => {
  const slack = await startTestSlack();
  stopAfterTest(slack.stop);
  const authorization = `Bearer ${TOKEN}`;
  const call = request(`${slack.slack().apiUrl}auth.test`, {
    method: 'POST',
    headers: { authorization, ...headers },
  });
  const [response] = z
    .tuple([z.object({ statusCode: z.number() })])
    .parse(await once(call.end(), 'response'));
  expect(response.statusCode).toBe(status);
});

test('a port that is taken is the system’s error', async () => {
  const slack = await startTestSlack();
  stopAfterTest(slack.stop);
  const port = Number(new URL(slack.slack().apiUrl).port);
  await expect(startTestSlack({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
