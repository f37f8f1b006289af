import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { layOutPage, writeJson } from 'fake-coupang';
import { createSender } from '../../lib/coupang/create-sender.ts';
import { createAccess, createSources } from '../../lib/coupang/sources.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { createEventPublisher } from '../../lib/eventbridge/create-event-publisher.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';
import { poll } from '../../lib/workflows/intake/poll.ts';
import { createWorld, POLL_SETTINGS, silent, VENDOR } from '../simulation/create-world.ts';
import { NO_NAMES } from '../simulation/create-world.ts';
import { threadCpu, threadCpuMsSince } from './cpu-ms.ts';
import { makeRows } from './made-up-rows.ts';
import { middle } from './middle.ts';
import { startAwsThread } from './start-aws-thread.ts';

// Runs in its own process: a poll of many new hand-overs, and polls of the same, unchanged hand-overs. The store and the bus are in
// another thread, behind AWS's clients. Prints the CPU of this thread, ms: of the first poll, of a put and an event for each
// hand-over in turn, and of a later poll. Also prints the most heap in use at a request to Coupang, MB.
const ROUNDS = 7;
const PAGE_SIZE = 30;

const count = Number(process.argv[2]);
const world = createWorld();
const { clock } = world;
const rows = makeRows(count, world.now());
const pageOf = (shown: typeof rows, pageNum: number): Buffer =>
  Buffer.from(
    writeJson({
      code: 200,
      message: 'OK',
      data: layOutPage(shown, { pageNum, pageSize: PAGE_SIZE }, undefined),
    }),
  );
const pages = Array.from({ length: Math.ceil(count / PAGE_SIZE) }, (_, at) => pageOf(rows, at + 1));
const empty = pageOf([], 1);

let heapBytes = 0;
const options = {
  vendor: VENDOR,
  sources: ['call-center'] as const,
  baseUrl: 'http://127.0.0.1',
  credentials: async () => ({ accessKey: 'MADE-UP', secretKey: 'MADE-UP' }),
  clock,
  callsPerSecond: 10,
  sleep: async (ms: number) => world.advance(ms),
  fetch: async (input: Parameters<typeof fetch>[0]) => {
    heapBytes = Math.max(heapBytes, getHeapStatistics().used_heap_size);
    const { searchParams: query } = new URL(input instanceof Request ? input.url : input);
    const isRecent = (query.get('inquiryEndAt') ?? '') >= new Date(world.now()).toISOString().slice(0, 10);
    const isListed = query.get('partnerCounselingStatus') === 'NO_ANSWER' && isRecent;
    const page = isListed ? pages[Number(query.get('pageNum')) - 1] : undefined;
    return new Response(new Uint8Array(page ?? empty), {
      headers: { 'content-type': 'application/json', date: new Date(world.now()).toUTCString() },
    });
  },
};
const sender = createSender(options);
const intake = { clients: createSources(options, sender), access: createAccess(sender), names: NO_NAMES };

const dataDir = mkdtempSync(join(tmpdir(), 'notifier-bench-'));
const credentials = { accessKeyId: 'madeup', secretAccessKey: 'made-up' };
const [region, tableName] = ['ap-northeast-2', 'tickets'];
const aws = await startAwsThread({ dataDir, tableName, region, credentials });
const table = new DynamoDBClient({ region, credentials, endpoint: aws.storeUrl });
const bus = new EventBridgeClient({ region, credentials, endpoint: aws.busUrl });
const { reader, writer, states, notices } = createTicketStore({ client: table, tableName });
const publisher = createEventPublisher({ client: bus, vendors: [], busName: 'made-up', log: silent });

const cpuMsOf = async (work: () => Promise<void>): Promise<number> => {
  const before = threadCpu();
  await work();
  return threadCpuMsSince(before);
};

const sweep = async (): Promise<void> => {
  world.advance(5 * SECOND_MS);
  const { listed, opened, result } = await poll(
    VENDOR,
    { ...POLL_SETTINGS, spans: { ...POLL_SETTINGS.spans, timeoutMs: 10 * MINUTE_MS } },
    { ...intake, reader, writer, states, notices, clock, log: silent, publisher, newToken: randomUUID },
  );
  if (result !== 'swept' || listed !== count)
    throw new Error(`${result}: ${listed} of ${count}, ${opened} new`);
};

/** Sends items as a sample would: without a look whether they are known, a mask, or a note that they were published. */
const sendEach = async (): Promise<void> => {
  const documents = DynamoDBDocumentClient.from(table);
  const { tickets } = await reader.attention(VENDOR);
  const ticket = await reader.ticket(
    tickets[0] ?? { ...VENDOR, source: 'call-center', inquiryId: '1', answerId: '1' },
  );
  for (let at = 0; at < count; at += 1) {
    const Item = { ...ticket?.facts, pk: `sample#${at}`, sk: '1' };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
    const Detail = JSON.stringify({ key: ticket?.key, dueAt: ticket?.facts.dueAt });
    const entry = { EventBusName: 'made-up', Source: 'sample', DetailType: 'TicketOpened', Detail };
    await bus.send(new PutEventsCommand({ Entries: [entry] }));
  }
};

try {
  const newMs = await cpuMsOf(sweep);
  const eachMs = await cpuMsOf(sendEach);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(await cpuMsOf(sweep));
  console.log([newMs, eachMs, middle(times), heapBytes / 1e6].join(' '));
} finally {
  await aws.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
