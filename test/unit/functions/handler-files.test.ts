import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { serve, type Served } from '../../fixtures/serve.ts';
import { madeUpContext as context } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

// The files that Lambda loads. Each makes its services from the process's environment.
let store: Served;
beforeAll(async () => {
  store = await serve((_request, response) => response.end('{}'));
  for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockReturnValue(true);
  const AWS_ENDPOINT_URL_DYNAMODB = store.url;
  jest.replaceProperty(process, 'env', {
    ...process.env,
    ...makeFunctionEnv(false),
    AWS_ENDPOINT_URL_DYNAMODB,
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await store.close();
});

test('the handler of poll reads its configuration and reports that the vendor is not live', async () => {
  const { handler } = await import('../../../functions/poll/handler.ts');
  await expect(handler({ market: 'KR', vendorId: 'A00012345' }, context)).rejects.toThrow('live: false');
});

test('the handler of notify refuses events other than wake-ups', async () => {
  const { handler } = await import('../../../functions/notify/handler.ts');
  await expect(handler({ Records: [] }, context)).rejects.toThrow('event.detail-type must be DeliveryDue');
});

test('the handler of track-sla has nothing to do if no vendor is live', async () => {
  const { handler } = await import('../../../functions/track-sla/handler.ts');
  const nothing = { warned: 0, republished: 0, woken: 0, settled: 0, failed: 0, unseen: 0, unfinished: 0 };
  expect(await handler({}, context)).toEqual(nothing);
});

test('the handler of report has nothing to do for an unknown vendor', async () => {
  const { handler } = await import('../../../functions/report/handler.ts');
  expect(await handler({}, context)).toEqual({ written: 0, textsRemoved: 0 });
});

test('the handler of slack-actions refuses requests that Slack has not signed', async () => {
  const { handler } = await import('../../../functions/slack-actions/handler.ts');
  expect(await handler({ headers: {}, body: 'made up' }, context)).toEqual({ statusCode: 401, body: '' });
});
