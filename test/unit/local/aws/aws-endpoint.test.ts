import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { awsEndpoint } from '../../../../local/aws/endpoint.ts';
import { type Listening, listen } from '../../../../local/common/listen.ts';

/** With the right key. The signature is not verified. */
const SIGNED = {
  Authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260115/ap-northeast-2/any/aws4_request, SignedHeaders=host, Signature=00',
};
const NOW = Date.parse('2026-01-15T05:00:00.500Z');

let server: Listening;
let client: EventBridgeClient;
let received: object[] = [];
beforeEach(() => {
  received = [];
});
beforeAll(async () => {
  const bus = {
    name: 'tickets',
    region: 'ap-northeast-2',
    now: () => NOW,
    accessKeyId: 'local',
    targets: { DeliveryDue: (event: object) => void received.push(event) },
  };
  server = await listen(awsEndpoint(bus).fetch);
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

describe('PutEvents, as the SDK sends it', () => {
  test('a wake-up reaches the target in its envelope', async () => {
    const { FailedEntryCount, Entries } = await put('DeliveryDue', '{"schemaVersion":2}');
    expect(FailedEntryCount).toBe(0);
    expect(received).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'DeliveryDue',
        source: 'test',
        account: '000000000000',
        time: '2026-01-15T05:00:00Z',
        region: 'ap-northeast-2',
        resources: [],
        detail: { schemaVersion: 2 },
      },
    ]);
  });

  test.each([
    ['another type', 'TicketOpened', 'tickets'],
    ['another bus', 'DeliveryDue', 'other'],
  ])('an event of %s is accepted and dropped', async (_name, detailType, bus) => {
    expect((await put(detailType, '{}', bus)).FailedEntryCount).toBe(0);
    expect(received).toEqual([]);
  });

  test.each(['no json', '[]', '1'])('the detail %j fails alone, with a code', async (detail) => {
    const { FailedEntryCount, Entries } = await put('DeliveryDue', detail);
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[0]?.ErrorCode).toBe('MalformedDetail');
    expect(received).toEqual([]);
  });

  test('eleven entries are refused', async () => {
    const entry = { EventBusName: 'tickets', Source: 'test', DetailType: 'DeliveryDue', Detail: '{}' };
    const entries = Array.from({ length: 11 }, () => entry);
    await expect(client.send(new PutEventsCommand({ Entries: entries }))).rejects.toThrow('1 to 10');
    expect(received).toEqual([]);
  });

  test('any other call is refused', async () => {
    const response = await fetch(server.url, { method: 'POST', headers: SIGNED, body: 'x' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('UnknownOperationException');
  });
});
