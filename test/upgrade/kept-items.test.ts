import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { attributesOf, parseDeliverable } from '../../lib/dynamodb/deliverables.ts';
import { withoutEmpty } from '../../lib/dynamodb/parse-item.ts';
import { FIRST } from '../deploy/made-up-config.ts';
import { type FilledStore, fillStore, TABLE_NAME } from './fill-store.ts';
import { parseKeptDay } from './kept-day.ts';
import { readKept } from './releases.ts';

const day = parseKeptDay(readKept('day.json'));
const keys = day.items.map(({ pk, sk }) => ({ pk: pk?.S ?? '', sk: sk?.S ?? '' }));
const deliverables = keys.filter(({ pk }) => /^[TN]#/.test(pk));
/** Fields of the writes and indexes, which a ticket or notice does not have when it is read. */
const NOT_READ = /^(pk|sk|v|\w*Token|expiresAt|\w+Of|rank|attentionAt|closedAt)$/;

let dataDir: string;
let filled: FilledStore;
let store: TicketStore;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'notifier-upgrade-'));
  filled = await fillStore(dataDir, day.items);
  store = createTicketStore({ client: filled.client, tableName: TABLE_NAME, newToken: () => 'unused' });
});
afterAll(async () => {
  await filled.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('the kept day has tickets in each state, an open attempt, a running act, and notices', () => {
  const has = (field: string, text: string) => day.items.some((item) => item[field]?.S === text);
  for (const outcome of ['answered', 'confirmed', 'withdrawn', 'decided-by-coupang', 'auto-closed'])
    expect([outcome, has('outcome', outcome)]).toEqual([outcome, true]);
  const names = new Set(keys.filter(({ pk }) => pk.startsWith('N#')).map(({ sk }) => sk.split('/')[0]));
  for (const name of ['list', 'blind', 'all-clear', 'daily', 'opening']) expect(names).toContain(name);
  for (const field of ['attempt', 'act', 'snoozed', 'claimedBy'])
    expect([field, day.items.some((item) => field in item)]).toEqual([field, true]);
});

test('reads each ticket and notice of the last release without losing a field (O12)', async () => {
  const documents = DynamoDBDocumentClient.from(filled.client);
  for (const Key of deliverables) {
    const { Item: stored = {} } = await documents.send(new GetCommand({ TableName: TABLE_NAME, Key }));
    const read = attributesOf(parseDeliverable(stored));
    const fields = Object.fromEntries(
      Object.entries(stored).filter(([name]) => !NOT_READ.test(name) || name in read),
    );
    expect(withoutEmpty(read)).toEqual(withoutEmpty(fields));
  }
  expect(deliverables.length).toBeGreaterThan(30);
});

test('reads indexes, state, lane and list of vendors of the last release (O12)', async () => {
  const { tickets, notices } = await store.reader.attention(FIRST);
  expect(tickets.length).toBeGreaterThan(15);
  expect(notices).toBeDefined();
  expect((await store.reader.closed(FIRST, 0)).length).toBeGreaterThan(4);
  expect(await store.states.vendors()).toEqual([FIRST]);
  const { sources } = (await store.states.read(FIRST)) ?? {};
  expect(sources?.['call-center']?.completeReadings).not.toEqual({});
  expect(await store.lanes.read(FIRST)).toBeDefined();
  expect(await store.texts.removedUntil(FIRST)).toBeDefined();
});
