import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createHandler as createNotify } from '../../../functions/notify/create-handler.ts';
import { createHandler as createPoll } from '../../../functions/poll/create-handler.ts';
import { createHandler as createReport } from '../../../functions/report/create-handler.ts';
import { SYSTEM_CLOCK } from '../../../functions/wiring/system-clock.ts';
import { serve, type Served } from '../../fixtures/serve.ts';
import { madeUpDue, madeUpEvent, madeUpOrderRequest, madeUpWakeUp } from '../eventbridge/made-up-event.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext as context } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';
import { createHandler as createAct } from '../../../functions/act/create-handler.ts';
import { toEntry, toOrderEntry, toShareEntry } from '../../../lib/eventbridge/event-contract.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { type Services, buildServices } from '../../../functions/poll/build-services.ts';
import { runCommand } from '../../../functions/poll/run-command.ts';
import { readConfig } from '../../../functions/wiring/read-config.ts';
import { type World, createWorld, silent } from '../../simulation/create-world.ts';

/** An empty DynamoDB, and the names of its requests. */
const requests: string[] = [];
let store: Served;
beforeAll(async () => {
  store = await serve(({ headers }, response) => {
    requests.push(String(headers['x-amz-target']).replace(/^.*\./, ''));
    response.end('{}');
  });
});
afterAll(() => store.close());
const endpoint = () => ({ AWS_ENDPOINT_URL_DYNAMODB: store.url });

describe('the poll function', () => {
  test.each([
    [{}, 'market'],
    [{ market: 'US', vendorId: 'A00012345' }, 'market'],
    [{ market: 'KR', vendorId: 'A00012345', extra: 1 }, 'the event'],
    [null, 'the event'],
    [{ market: 'KR', vendorId: 'A99999999' }, 'A99999999'],
    [{ check: 'A99999999' }, 'A99999999'],
    [{ check: 'A00012345', market: 'TW' }, 'TW'],
    [{ check: 'test-ticket-C0OPS' }, 'test-ticket-C0OPS'],
    [{ check: 'A00012345', market: 'US' }, 'market'],
    [{ testTicket: '#cs' }, 'testTicket'],
    [{ learn: 'A99999999' }, 'A99999999'],
    [{ learn: 'A00012345', market: 'TW' }, 'TW'],
    [{ learn: 'A00012345', market: 'US' }, 'market'],
    [{ learn: 'A00012345', extra: 1 }, 'the event'],
  ])('refuses the event %j and reports the fault', async (event, named) => {
    const poll = createPoll(makeFunctionEnv(), { log: keepLog() });
    await expect(poll(event, context)).rejects.toThrow(named);
  });

  test('accepts the event of an earlier version’s schedule', async () => {
    const poll = createPoll(
      { ...makeFunctionEnv(), ...endpoint() },
      { log: keepLog(), sleep: async () => {} },
    );
    const event = { market: 'KR', vendorId: 'A00012345', scheduledAt: '2026-11-26T18:01:13Z' };
    expect(await poll(event, context)).toMatchObject({ result: 'failed' });
  });

  test('does not learn from a vendor that is not live, and explains what to do', async () => {
    const poll = createPoll(makeFunctionEnv(false), { log: keepLog() });
    await expect(poll({ learn: 'A00012345' }, context)).rejects.toThrow('Set live: true and deploy');
  });

  test('reports a missing environment variable by name', () => {
    const { TABLE_NAME: _missing, ...env } = makeFunctionEnv();
    expect(() => createPoll(env, { log: keepLog() })).toThrow('TABLE_NAME');
  });
});

describe('the notify function', () => {
  test.each([
    ['an SQS batch', { Records: [] }, 'event.detail-type must be DeliveryDue'],
    ['no object', null, 'event must be of type object'],
    [
      'a broken vendor',
      madeUpDue({ vendor: { market: 'KR', vendorId: 'hush hush' } }),
      'event.detail.vendor.vendorId',
    ],
    ['an unknown version', madeUpDue({ schemaVersion: 'hush' }), 'detail.schemaVersion is no number'],
  ])('fails for %s, reports the fault, and quotes no words', async (_name, event, named) => {
    const log = keepLog();
    const failure = expect(createNotify(makeFunctionEnv(), { log })(event, context)).rejects;
    await failure.toThrow(named);
    await failure.not.toThrow('hush');
    expect(log.lines).toEqual([]);
  });

  test.each([
    ['begins nothing', 45_000, 0],
    ['looks for pending messages where it has more time', 60_000, 1],
  ])('R18: in the last 45 s of its run it %s', async (_what, leftMs, looks) => {
    requests.length = 0;
    const notify = createNotify({ ...makeFunctionEnv(), ...endpoint() }, { log: keepLog() });
    await notify(madeUpDue(), { ...context, getRemainingTimeInMillis: () => leftMs });
    expect(requests.filter((name) => name === 'Query')).toHaveLength(looks);
  });

  test('A7: reads who looks at a Home only if the wake-up allows it', async () => {
    const notify = createNotify({ ...makeFunctionEnv(), ...endpoint() }, { log: keepLog() });
    const gets = async (event: unknown): Promise<number> => {
      requests.length = 0;
      await notify(event, { ...context, getRemainingTimeInMillis: () => 60_000 });
      return requests.filter((name) => name === 'GetItem').length;
    };
    await notify(madeUpDue(), context);
    const quiet = await gets(madeUpDue());
    expect(await gets(madeUpDue({ homes: true }))).toBe(quiet + 1);
  });

  test('ignores a vendor that was removed from the configuration, and logs that once', async () => {
    const log = keepLog();
    const notify = createNotify(makeFunctionEnv(), { log });
    const removed = madeUpDue({ vendor: { market: 'KR', vendorId: 'A99999999' } });
    expect([await notify(removed, context), await notify(removed, context)]).toEqual([undefined, undefined]);
    expect(log.lines).toEqual([
      'info wake-ups of a vendor that is not configured are ignored {"market":"KR","vendorId":"A99999999"}',
    ]);
  });
});

test('R6: waits use a clock that is never set back', () => {
  const { elapsed = () => 0 } = SYSTEM_CLOCK;
  const before = elapsed();
  expect(elapsed()).toBeGreaterThanOrEqual(before);
  // Epoch ms would be far larger.
  expect(before).toBeLessThan(Date.UTC(2000, 0, 1));
});

describe('the report function', () => {
  test('has nothing to do for an unknown vendor, and logs that', async () => {
    const log = keepLog();
    const report = createReport({ ...makeFunctionEnv(false), ...endpoint() }, { log });
    expect(await report({}, context)).toEqual({ written: 0, textsRemoved: 0 });
    expect(log.lines).toEqual(['info report {"written":0,"textsRemoved":0}']);
  });
});

const start = (live = true, sharing = false) => {
  const log = keepLog();
  const env = {
    ...makeFunctionEnv(live, sharing ? { acting: 'on', sharing } : {}),
    ...endpoint(),
  };
  return { lines: log.lines, act: createAct(env, { log }) };
};
const received = ({ DetailType, Detail }: ReturnType<typeof toEntry>): unknown =>
  madeUpWakeUp(JSON.parse(Detail), { 'detail-type': DetailType });
const keyAt = (vendorId: string) => ({ ...madeUpEvent().deliverable, vendorId });
const eventOf = (vendorId: string): unknown =>
  received(toEntry(madeUpEvent({ type: 'ActAsked', deliverable: keyAt(vendorId) }), { vendors: [], now: 0 }));
const sharingOf = (vendorId: string): unknown => received(toShareEntry({ market: 'KR', vendorId }));
const orderOf = (vendorId: string): unknown => {
  const pressed = { ticket: keyAt(vendorId), pressedAt: Date.now() };
  return received(toOrderEntry(madeUpOrderRequest(undefined, pressed)));
};

describe('the act function', () => {
  test.each([
    ['ticket of an act', eventOf, 'nothing', ['GetItem', ticketId(madeUpEvent().deliverable)]],
    ['ticket of an order (R32)', orderOf, 'no-ticket', ['GetItem', '"by":"U0ANN","part":"order"']],
    ['tickets of a vendor with a roster (R30)', sharingOf, { shared: 0 }, ['Query', '"shared":0']],
  ])('reads the %s, and returns the result', async (_what, event, result, [request, line]) => {
    const { act, lines } = start(true, true);
    requests.length = 0;
    expect(await act(event('A00012345'), context)).toEqual(result);
    expect(requests).toEqual([request]);
    expect(lines.join()).toContain(line);
  });

  test('R30, R32: makes no call for a vendor that is not configured or not live, or has no roster', async () => {
    requests.length = 0;
    expect(await start().act(eventOf('A99999999'), context)).toBe('nothing');
    expect(await start(false).act(eventOf('A00012345'), context)).toBe('nothing');
    expect(await start().act(sharingOf('A00012345'), context)).toEqual({ shared: 0 });
    expect(await start(true, true).act(sharingOf('A99999999'), context)).toEqual({ shared: 0 });
    expect(await start().act(orderOf('A99999999'), context)).toBe('no-ticket');
    expect(requests).toEqual([]);
  });

  test('R32: does not fail if the table is down, since a second run would come too late', async () => {
    const log = keepLog();
    const act = createAct(makeFunctionEnv(), { log });
    expect(await act(orderOf('A00012345'), context)).toBe('failed');
    expect(log.lines.join()).toContain('STORE');
  });

  test.each([[null], [{}], [madeUpWakeUp({ schemaVersion: 2 })]])('refuses the event %j', async (event) => {
    await expect(start().act(event, context)).rejects.toThrow('event');
  });
});

describe('the file that Lambda loads makes its services from the environment:', () => {
  beforeAll(() => {
    for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockReturnValue(true);
    jest.replaceProperty(process, 'env', { ...process.env, ...makeFunctionEnv(false), ...endpoint() });
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  test('poll reads its configuration and reports that the vendor is not live', async () => {
    const { handler } = await import('../../../functions/poll/handler.ts');
    await expect(handler({ market: 'KR', vendorId: 'A00012345' }, context)).rejects.toThrow('live: false');
  });

  test('notify refuses events other than wake-ups', async () => {
    const { handler } = await import('../../../functions/notify/handler.ts');
    await expect(handler({ Records: [] }, context)).rejects.toThrow('event.detail-type must be DeliveryDue');
  });

  test('track-sla has nothing to do if no vendor is live', async () => {
    const { handler } = await import('../../../functions/track-sla/handler.ts');
    const nothing = { warned: 0, republished: 0, woken: 0, settled: 0, failed: 0, unseen: 0, unfinished: 0 };
    expect(await handler({}, context)).toEqual(nothing);
  });

  test('report has nothing to do for an unknown vendor', async () => {
    const { handler } = await import('../../../functions/report/handler.ts');
    expect(await handler({}, context)).toEqual({ written: 0, textsRemoved: 0 });
  });

  test('slack-actions refuses requests that Slack has not signed', async () => {
    const { handler } = await import('../../../functions/slack-actions/handler.ts');
    expect(await handler({ headers: {}, body: 'made up' }, context)).toEqual({ statusCode: 401, body: '' });
  });
});

const servicesIn = (world: World): Services => {
  const env = makeFunctionEnv();
  const { reader, writer, states, lanes } = world.store;
  const { publisher } = world.bus;
  const services = buildServices(env, readConfig(env), silent, { clock: world.clock });
  const { clock } = world;
  return {
    ...services,
    checkPortsOf: (vendor) => ({ ...services.checkPortsOf(vendor), states, clients: [world.coupang.source] }),
    testTicketPorts: { ...services.testTicketPorts, reader, writer, publisher, lanes, clock },
  };
};

test('I9: learning requests no page in the last 15 s of the function', async () => {
  const world = createWorld();
  const { readPages } = world.coupang.source;
  const stops: number[] = [];
  world.coupang.source.readPages = (window, status, from, stopAt) => {
    stops.push(stopAt);
    return readPages(window, status, from, stopAt);
  };
  const services = servicesIn(world);
  await runCommand({ learn: 'A00012345' }, services, world.clock);
  expect(stops.at(-1)).toBe(world.now() + services.settings.spans.timeoutMs - 15_000);
});

test('O8: a test ticket that is not shown is given up after a minute', async () => {
  const world = createWorld();
  const services = servicesIn(world);
  let looks = 0;
  const sleep = async (): Promise<void> => {
    looks += 1;
    world.advance(30_000);
  };
  const command = await runCommand(
    { testTicket: 'C0CS' },
    { ...services, testTicketPorts: { ...services.testTicketPorts, sleep } },
    world.clock,
  );
  expect(command?.result).toMatchObject({ stage: 'reaching-notify' });
  expect(looks).toBe(2);
});
