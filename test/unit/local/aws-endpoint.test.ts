import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { awsEndpoint } from '../../../local/aws/endpoint.ts';
import { createQueue, type Queue } from '../../../local/aws/queue.ts';
import { type Listening, listen } from '../../../local/listen.ts';

const NOW = Date.parse('2026-01-15T05:00:00.500Z');
const newQueue = (name: string) =>
  createQueue({ name, now: () => NOW, visibilityMs: 90_000, maxReceives: 20 });

let server: Listening;
let client: EventBridgeClient;
let queues: { urgent: Queue; normal: Queue };
beforeEach(() => {
  queues = { urgent: newQueue('urgent'), normal: newQueue('normal') };
});
beforeAll(async () => {
  const bus = {
    name: 'tickets',
    region: 'ap-northeast-2',
    now: () => NOW,
    rules: [
      { detailTypes: ['TicketWarned'], target: (body: string) => queues.urgent.send(body) },
      { detailTypes: 'everything-else' as const, target: (body: string) => queues.normal.send(body) },
    ],
  };
  server = await listen((request) => awsEndpoint(bus, [queues.urgent, queues.normal]).fetch(request));
  client = new EventBridgeClient({
    endpoint: server.url,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const put = (detailType: string, detail: string, bus = 'tickets') =>
  client.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: bus, Source: 'test', DetailType: detailType, Detail: detail }],
    }),
  );
const bodies = (queue: Queue) => queue.receive().map(({ body }): unknown => JSON.parse(body));

describe('PutEvents, as the SDK sends it', () => {
  test('an event comes to the normal queue in its envelope', async () => {
    const { FailedEntryCount, Entries } = await put('TicketOpened', '{"version":1}');
    expect(FailedEntryCount).toBe(0);
    expect(bodies(queues.normal)).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'TicketOpened',
        source: 'test',
        account: '000000000000',
        time: '2026-01-15T05:00:00Z',
        region: 'ap-northeast-2',
        resources: [],
        detail: { version: 1 },
      },
    ]);
    expect(queues.urgent.size()).toBe(0);
  });

  test('a warning comes to the urgent queue alone', async () => {
    await put('TicketWarned', '{}');
    expect([queues.urgent.size(), queues.normal.size()]).toEqual([1, 0]);
  });

  test('an event for another bus is taken and dropped', async () => {
    expect((await put('TicketOpened', '{}', 'other')).FailedEntryCount).toBe(0);
    expect(queues.normal.size()).toBe(0);
  });

  test.each(['no json', '[]', '1'])('the detail %j fails alone, with a code', async (detail) => {
    const { FailedEntryCount, Entries } = await put('TicketOpened', detail);
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]?.ErrorCode).toBe('MalformedDetail');
    expect(queues.normal.size()).toBe(0);
  });

  test('eleven entries are refused', async () => {
    const entry = { EventBusName: 'tickets', Source: 'test', DetailType: 'TicketOpened', Detail: '{}' };
    const entries = Array.from({ length: 11 }, () => entry);
    await expect(client.send(new PutEventsCommand({ Entries: entries }))).rejects.toThrow('1 to 10');
  });
});

describe('ChangeMessageVisibility, over the JSON protocol', () => {
  const change = async (receipt: string, seconds: number, queue = 'normal') => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': 'AmazonSQS.ChangeMessageVisibility',
      },
      body: JSON.stringify({
        QueueUrl: `${server.url}/000000000000/${queue}`,
        ReceiptHandle: receipt,
        VisibilityTimeout: seconds,
      }),
    });
    return { status: response.status, text: await response.text() };
  };

  test('hides a message in flight for so many seconds', async () => {
    queues.normal.send('{}');
    const receipt = queues.normal.receive()[0]?.receiptHandle ?? '';
    expect((await change(receipt, 30)).status).toBe(200);
    expect(queues.normal.nextVisibleAt()).toBe(NOW + 30_000);
  });

  test.each([
    ['an unknown receipt', 'other', 30, 'normal', 'ReceiptHandleIsInvalid'],
    ['an unknown queue', 'other', 30, 'none', 'QueueDoesNotExist'],
    ['more than twelve hours', 'other', 43_201, 'normal', 'InvalidParameterValue'],
    ['less than nothing', 'other', -1, 'normal', 'InvalidParameterValue'],
  ])('%s is refused', async (_name, receipt, seconds, queue, type) => {
    const { status, text } = await change(receipt, seconds, queue);
    expect(status).toBe(400);
    expect(text).toContain(type);
  });

  test('any other call is refused', async () => {
    const response = await fetch(server.url, { method: 'POST', body: 'x' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('UnknownOperationException');
  });
});
