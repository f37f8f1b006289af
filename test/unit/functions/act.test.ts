import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHandler } from '../../../functions/act/create-handler.ts';
import { toEntry, toOrderEntry, toShareEntry } from '../../../lib/eventbridge/event-contract.ts';
import { serve, type Served } from '../../fixtures/serve.ts';
import { madeUpEvent, madeUpOrderRequest, madeUpWakeUp } from '../eventbridge/made-up-event.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext as context } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

/** An empty DynamoDB. */
const requests: string[] = [];
let store: Served;
beforeAll(async () => {
  store = await serve((request, response) => {
    requests.push(String(request.headers['x-amz-target']).replace(/^.*\./, ''));
    response.end('{}');
  });
});
afterAll(() => store.close());

const start = (live = true, sharing = false) => {
  const log = keepLog();
  const env = {
    ...makeFunctionEnv(live, sharing ? { acting: 'on', sharing } : {}),
    AWS_ENDPOINT_URL_DYNAMODB: store.url,
  };
  return { lines: log.lines, act: createHandler(env, { log }) };
};
const eventOf = (vendorId: string): unknown => {
  const { deliverable, ...event } = madeUpEvent({ type: 'ActAsked' });
  const { DetailType, Detail } = toEntry({ ...event, deliverable: { ...deliverable, vendorId } });
  return madeUpWakeUp(JSON.parse(Detail), { 'detail-type': DetailType });
};

describe('the act function', () => {
  test('reads the ticket of the event, and returns the result', async () => {
    const { act, lines } = start();
    requests.length = 0;
    expect(await act(eventOf('A00012345'), context)).toBe('nothing');
    expect(requests).toEqual(['GetItem']);
    expect(lines.join()).toContain('KR/A00012345/call-center/9007199254740993/9223372036854775807');
  });

  test('makes no call for a vendor that is not configured, or not live', async () => {
    requests.length = 0;
    expect(await start().act(eventOf('A99999999'), context)).toBe('nothing');
    expect(await start(false).act(eventOf('A00012345'), context)).toBe('nothing');
    expect(requests).toEqual([]);
  });

  const sharingOf = (vendorId: string): unknown => {
    const { DetailType, Detail } = toShareEntry({ market: 'KR', vendorId });
    return madeUpWakeUp(JSON.parse(Detail), { 'detail-type': DetailType });
  };

  test('R30: shares the tickets of a vendor with a roster', async () => {
    const { act, lines } = start(true, true);
    requests.length = 0;
    expect(await act(sharingOf('A00012345'), context)).toEqual({ shared: 0 });
    expect(requests).toEqual(['Query']);
    expect(lines.join()).toContain('"shared":0');
  });

  test('R30: makes no call for a vendor without a roster, and for one that is not configured', async () => {
    requests.length = 0;
    expect(await start().act(sharingOf('A00012345'), context)).toEqual({ shared: 0 });
    expect(await start(true, true).act(sharingOf('A99999999'), context)).toEqual({ shared: 0 });
    expect(requests).toEqual([]);
  });

  const orderOf = (vendorId: string): unknown => {
    const ticket = { ...madeUpEvent().deliverable, vendorId };
    const { DetailType, Detail } = toOrderEntry(
      madeUpOrderRequest(undefined, { ticket, pressedAt: Date.now() }),
    );
    return madeUpWakeUp(JSON.parse(Detail), { 'detail-type': DetailType });
  };

  test('R32: reads the ticket of an order that a person wants to see', async () => {
    const { act, lines } = start();
    requests.length = 0;
    expect(await act(orderOf('A00012345'), context)).toBe('no-ticket');
    expect(requests).toEqual(['GetItem']);
    expect(lines.join()).toContain('"by":"U0ANN","part":"order","result":"no-ticket"');
  });

  test('R32: makes no call for an order of a vendor that is not configured', async () => {
    requests.length = 0;
    expect(await start().act(orderOf('A99999999'), context)).toBe('no-ticket');
    expect(requests).toEqual([]);
  });

  test('R32: does not fail if the table is down, since a second run would come too late', async () => {
    const log = keepLog();
    const act = createHandler(makeFunctionEnv(), { log });
    expect(await act(orderOf('A00012345'), context)).toBe('failed');
    expect(log.lines.join()).toContain('STORE');
  });

  test.each([[null], [{}], [madeUpWakeUp({ schemaVersion: 2 })]])('refuses the event %j', async (event) => {
    await expect(start().act(event, context)).rejects.toThrow('event');
  });
});
