import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { TABLE } from '../../../../lib/config/names.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { createTicketStore, type TicketStore } from '../../../../lib/dynamodb/create-ticket-store.ts';
import { repairIndexes } from '../../../../local/aws/repair-indexes.ts';
import { type Store, startStore } from '../../../../local/aws/store.ts';
import { madeUpList } from '../../dynamodb/made-up-notices.ts';
import { makeNewTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../../fixtures/domain/made-up.ts';
import { type CutAfter, cutWrite, mendWrites } from './cut-write.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

const NOW = 1_800_000_000_000;
const CLOSING = { state: 'closed', outcome: 'answered', closedAt: NOW } as const;
const tableName = 'tickets';

let server: Store;
let client: DynamoDBClient;
let store: TicketStore;
beforeAll(async () => {
  const region = 'ap-northeast-2';
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  server = await startStore(makeTempDir(), tableName, region, { credentials });
  // No retries, since a dead process makes none.
  client = new DynamoDBClient({ endpoint: server.endpoint, region, credentials, maxAttempts: 1 });
  store = createTicketStore({ client, tableName, newToken: randomUUID });
});
afterEach(mendWrites);
afterAll(async () => {
  client.destroy();
  await server.stop();
  removeTempDirs();
});

type Row = Record<string, unknown>;

const scan = async (index?: string): Promise<Map<string, Row>> => {
  const input = { TableName: tableName, ...(index !== undefined && { IndexName: index }) };
  const { Items = [] } = await DynamoDBDocumentClient.from(client).send(new ScanCommand(input));
  return new Map(Items.map((item) => [`${item['pk']}/${item['sk']}`, item]));
};

/** The rows that an index must show for these items. */
const shownBy = (items: Map<string, Row>, index: typeof TABLE.attention | typeof TABLE.closed) => {
  const indexed = [...items].filter(([, item]) => index.partitionKey in item && index.sortKey in item);
  const names: string[] = ['pk', 'sk', index.partitionKey, index.sortKey, ...index.projected];
  const row = (item: Row): Row =>
    Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
  return new Map(indexed.map(([id, item]) => [id, row(item)]));
};

const expectAgreement = async (): Promise<void> => {
  const items = await scan();
  for (const index of [TABLE.attention, TABLE.closed])
    expect(await scan(index.name)).toEqual(shownBy(items, index));
};

const cutOff = async (after: CutAfter, write: () => Promise<unknown>): Promise<void> => {
  cutWrite(after);
  await expect(write()).rejects.toThrow('InternalServerError');
};

/** One item of each kind in `attention`, each under its own vendor. */
const makers: [string, (vendor: VendorRef) => Deliverable][] = [
  ['ticket', (vendor) => makeNewTicket('1', { ...vendor, attentionAt: NOW })],
  ['notice', (vendor) => madeUpList(1, { ...vendor, attentionAt: NOW })],
];

const create = async (deliverable: Deliverable): Promise<Deliverable> => {
  const created = await createIfAbsent(deliverable);
  if (!created) throw new Error('It is new.');
  return created;
};

const createIfAbsent = (deliverable: Deliverable): Promise<Deliverable | undefined> =>
  deliverable.type === 'notice' ? store.notices.create(deliverable) : store.writer.create(deliverable);

const change = (deliverable: Deliverable, at: number): Promise<Deliverable | undefined> =>
  deliverable.type === 'notice'
    ? store.notices.change(deliverable, deliverable.facts, 'NoticeChanged', at)
    : store.writer.change(deliverable, deliverable.facts, 'TicketChanged', at);

describe.each(makers)('a write to a %s that a kill interrupted', (kind, make) => {
  const made = (vendorId: string) => make({ ...VENDOR, vendorId: `${vendorId}-${kind}` });
  const timesOf = async (vendor: VendorRef): Promise<number[]> => {
    const { tickets, notices } = await store.reader.attention(vendor);
    return [...tickets, ...notices].map(({ attentionAt }) => attentionAt);
  };

  test('leaves nothing after a creation: no index shows a missing item', async () => {
    const deliverable = made('A1');
    await cutOff('rows', () => createIfAbsent(deliverable));
    expect(await timesOf(deliverable.key)).toEqual([NOW]);
    await repairIndexes(client, tableName);
    expect(await timesOf(deliverable.key)).toEqual([]);
    await expectAgreement();
    expect(await create(deliverable)).toMatchObject({ outbox: { version: 1 } });
  });

  test.each<[string, CutAfter, number | undefined, number[]]>([
    ['taken out of the index', 'removals', undefined, []],
    ['moved and lost on the way', 'removals', NOW + 9, []],
    ['moved', 'rows', NOW + 9, [NOW + 9]],
  ])(
    'leaves an item that was %s at the place that the item itself states',
    async (_, after, attentionAt, before) => {
      const deliverable = await create(made(`A2-${after}-${attentionAt}`));
      await cutOff(after, () =>
        store.writer.settle(deliverable, attentionAt === undefined ? {} : { attentionAt }),
      );
      expect(await timesOf(deliverable.key)).toEqual(before);
      await repairIndexes(client, tableName);
      expect(await timesOf(deliverable.key)).toEqual([NOW]);
      await expectAgreement();
      expect(await store.writer.settle(deliverable, {})).toBe(true);
      expect(await timesOf(deliverable.key)).toEqual([]);
    },
  );

  test('does not show a change of the time before it took effect', async () => {
    const deliverable = await create(made('A3'));
    await cutOff('rows', () => change(deliverable, NOW));
    await repairIndexes(client, tableName);
    const { tickets, notices } = await store.reader.attention(deliverable.key);
    expect([...tickets, ...notices]).toEqual([expect.objectContaining({ version: 1 })]);
    await expectAgreement();
  });
});

test('an interrupted closing is in no report', async () => {
  const vendor = { ...VENDOR, vendorId: 'A4' };
  const ticket = await store.writer.create(makeNewTicket('1', vendor));
  if (!ticket) throw new Error('The ticket is new.');
  await cutOff('rows', () =>
    store.writer.change(ticket, withFields(ticket, { ...CLOSING }).facts, 'TicketClosed', NOW),
  );
  expect(await store.reader.closed(vendor, 0)).toHaveLength(1);
  await repairIndexes(client, tableName);
  expect(await store.reader.closed(vendor, 0)).toEqual([]);
  await expectAgreement();
});

test('the leftovers of an interrupted repair are removed', async () => {
  const vendor = { ...VENDOR, vendorId: 'A5' };
  await DynamoDBDocumentClient.from(client).send(
    new UpdateCommand({
      TableName: tableName,
      Key: { pk: 'N#KR#A5', sk: 'list/1' },
      UpdateExpression: 'SET attentionOf = :of, attentionAt = :at',
      ExpressionAttributeValues: { ':of': 'KR#A5', ':at': NOW },
    }),
  );
  await repairIndexes(client, tableName);
  expect((await scan()).has('N#KR#A5/list/1')).toBe(false);
  expect(await store.reader.attention(vendor)).toEqual({ tickets: [], notices: [] });
});

describe('after any interrupted writes', () => {
  type Step = {
    what: 'change' | 'close' | 'move' | 'show' | 'take-out';
    of: 'first' | 'second' | 'notice';
    cut: CutAfter | undefined;
  };
  const steps = fc.array(
    fc.record<Step>({
      what: fc.constantFrom('change', 'close', 'move', 'show', 'take-out'),
      of: fc.constantFrom('first', 'second', 'notice'),
      cut: fc.constantFrom(undefined, 'removals', 'rows'),
    }),
    { minLength: 1, maxLength: 10 },
  );
  let drawn = 0;

  /** Writes, or is cut off. A condition that does not hold cuts nothing off. */
  const take = async (write: () => Promise<unknown>, cut: CutAfter | undefined): Promise<void> => {
    if (cut) cutWrite(cut);
    await write().catch((error: unknown) => {
      if (!cut) throw error;
    });
    mendWrites();
  };

  test('the indexes match the items, even if the repair is interrupted too, and no item is changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.nat({ max: 5 }),
        fc.constantFrom('removals', 'rows'),
        async (all, skipped, after) => {
          const vendor = { ...VENDOR, vendorId: `B${(drawn += 1)}` };
          const made = {
            first: makeNewTicket('1', vendor),
            second: makeNewTicket('2', { ...vendor, ...CLOSING }),
            notice: madeUpList(1, vendor),
          };
          for (const { what, of, cut } of all) {
            const read = await readIt(made[of]);
            await take(() => (read ? write(what, read) : createIfAbsent(made[of])), cut);
          }
          const before = await scan();
          cutWrite(after, skipped);
          await repairIndexes(client, tableName).catch(() => undefined);
          mendWrites();
          await repairIndexes(client, tableName);
          expect(await scan()).toEqual(before);
          await expectAgreement();
        },
      ),
      { numRuns: 25 },
    );
  });

  const readIt = (deliverable: Ticket | Notice): Promise<Deliverable | undefined> =>
    deliverable.type === 'notice'
      ? store.notices.read(deliverable.key)
      : store.reader.ticket(deliverable.key);

  const write = (what: Step['what'], read: Deliverable): Promise<unknown> => {
    switch (what) {
      case 'close':
        return read.type === 'notice'
          ? change(read, NOW + 1)
          : store.writer.change(read, withFields(read, { ...CLOSING }).facts, 'TicketClosed', NOW + 1);
      case 'change':
        return change(read, NOW + 2);
      case 'move':
        return store.writer.settle(read, {
          attentionAt: Math.max(NOW + 3, (read.index.attentionAt ?? 0) + 1),
        });
      case 'show':
        return store.delivery.noteResult(read, { shownVersion: read.outbox.version }, NOW + 1);
      case 'take-out':
        return store.writer.settle(read, {});
    }
  };
});
