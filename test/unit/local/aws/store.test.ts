import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  PutItemCommand,
  QueryCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import db from 'dynalite/db/index.js';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import { tableDefinition } from '../../../../lib/dynamodb/table-definition.ts';
import { listen } from '../../../fixtures/serve.ts';
import { startStore, type Store } from '../../../../local/aws/store.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { fc } from '../../../fixtures/fast-check.ts';
import { TABLE } from '../../../../lib/config/names.ts';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { createTicketStore, type TicketStore } from '../../../../lib/dynamodb/create-ticket-store.ts';
import { repairIndexes } from '../../../../local/aws/repair-indexes.ts';
import { madeUpList } from '../../dynamodb/made-up-notices.ts';
import { makeNewTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../../fixtures/domain/made-up.ts';
import { type CutAfter, cutWrite, mendWrites } from './cut-write.ts';

afterAll(removeTempDirs);

const TABLE_NAME = 'tickets';
const REGION = 'ap-northeast-2';
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A folder from a release with other indexes. */
const makeStoreWith = async (
  change: (index: GlobalSecondaryIndex) => GlobalSecondaryIndex,
): Promise<string> => {
  const folder = makeTempDir();
  const server = await listen(dynalite({ path: folder, createTableMs: 0 }));
  const client = new DynamoDBClient({ endpoint: server.url, region: REGION, credentials: CREDENTIALS });
  const { GlobalSecondaryIndexes, ...table } = tableDefinition(TABLE_NAME);
  await client.send(
    new CreateTableCommand({ ...table, GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(change) }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: TABLE_NAME });
  client.destroy();
  await server.close();
  return folder;
};

const withProjection =
  (fields: (known: string[]) => string[]) =>
  (index: GlobalSecondaryIndex): GlobalSecondaryIndex => ({
    ...index,
    Projection: { ...index.Projection, NonKeyAttributes: fields(index.Projection?.NonKeyAttributes ?? []) },
  });

describe('the store of another release', () => {
  test.each([
    ['fewer', (known: string[]) => known.slice(1)],
    ['more', (known: string[]) => [...known, 'ofLater']],
  ])(
    'with %s fields in its indexes is refused, with the advice to remove its folder',
    async (_which, fields) => {
      const folder = await makeStoreWith(withProjection(fields));
      const starting = startStore(folder, TABLE_NAME, REGION);
      await expect(starting).rejects.toThrow(ConfigError);
      await expect(starting).rejects.toThrow(
        new RegExp(
          `^The store in ${folder} was made by another release: .* Remove this folder to start with an empty one`,
        ),
      );
      // No part of it is still running.
      await expect(startStore(folder, TABLE_NAME, REGION)).rejects.toThrow('another release');
    },
  );

  test('with the same fields in its indexes, in any order, is used', async () => {
    const folder = await makeStoreWith(withProjection((known) => known.toReversed()));
    const { stop } = await startStore(folder, TABLE_NAME, REGION);
    await stop();
  });
});

test('the store closes the iterator of each query, so that its memory does not grow', async () => {
  let open = 0;
  const { create } = db;
  db.create = (options) => {
    const store = create(options);
    const values = store.db.values.bind(store.db);
    store.db.values = (range) => {
      const iterator = values(range);
      const close = iterator.close.bind(iterator);
      open += 1;
      iterator.close = () => {
        open -= 1;
        return close();
      };
      return iterator;
    };
    return store;
  };
  const { client, stop } = await startStore(makeTempDir(), TABLE_NAME, REGION);
  db.create = create;
  await client.send(
    new PutItemCommand({ TableName: TABLE_NAME, Item: { pk: { S: 'made-up' }, sk: { S: '1' } } }),
  );
  const whole = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'made-up' } },
  };
  for (const query of [whole, { ...whole, Limit: 1 }])
    await client.send(new QueryCommand({ TableName: TABLE_NAME, ...query }));
  await sleep(50);
  // Whatever is still open is closed with the database.
  const left = open;
  await stop();
  expect(left).toBe(0);
});

describe('a damaged store', () => {
  const tablesOf = (folder: string): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ldb'))
      .map((name) => join(folder, name));
  /** Opened a second time, since only then a table has its own file. */
  const makeStore = async (): Promise<string> => {
    const folder = makeTempDir();
    for (let times = 0; times < 2; times += 1) await (await startStore(folder, TABLE_NAME, REGION)).stop();
    expect(tablesOf(folder)).not.toEqual([]);
    return folder;
  };

  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'without one of its files',
      (folder) => tablesOf(folder).forEach((file) => rmSync(file)),
      /1 missing files; e\.g\.: .*\.ldb\./,
    ],
    [
      'with an empty file',
      (folder) => tablesOf(folder).forEach((file) => truncateSync(file)),
      /IO error: .*\.ldb: /,
    ],
    [
      'with another’s file',
      (folder) => tablesOf(folder).forEach((file) => writeFileSync(file, 'x'.repeat(4000))),
      /Corruption: not an sstable/,
    ],
    [
      'without its first file',
      (folder) => truncateSync(join(folder, 'CURRENT')),
      /CURRENT file does not end/,
    ],
  ])('%s is refused in the words of its files, and with what to do', async (_what, damage, says) => {
    const folder = await makeStore();
    damage(folder);
    const starting = startStore(folder, TABLE_NAME, REGION);
    await expect(starting).rejects.toThrow(ConfigError);
    await expect(starting).rejects.toThrow(says);
    await expect(starting).rejects.toThrow(
      new RegExp(
        `^The store in ${folder} cannot be used: .* Remove this folder to start with an empty one, or set DATA_DIR`,
      ),
    );
  });

  test('that is detected at run time is reported once, in the same words', async () => {
    const { create } = db;
    db.create = (options) => {
      const store = create(options);
      const { get } = store.db;
      store.db.get = (...args) => {
        const done = args.at(-1);
        if (!isDamaged || typeof done !== 'function') return get(...args);
        const error = Object.assign(new Error('Corruption: block checksum mismatch'), {
          code: 'LEVEL_CORRUPTION',
        });
        return setImmediate(() => void Reflect.apply(done, undefined, [error]));
      };
      return store;
    };
    let isDamaged = false;
    const lines: string[] = [];
    const starting = startStore(makeTempDir(), TABLE_NAME, REGION, {
      print: (line) => void lines.push(line),
    });
    const { client, stop } = await starting.finally(() => (db.create = create));
    isDamaged = true;
    const look = () => client.send(new DescribeTableCommand({ TableName: TABLE_NAME }));
    await expect(look()).rejects.toThrow();
    await expect(look()).rejects.toThrow();
    expect(lines).toEqual([
      expect.stringMatching(/^The store in .* cannot be used: Corruption: block checksum mismatch\. Remove/),
    ]);
    await stop();
  });
});

describe('the repair of the indexes', () => {
  const NOW = 1_800_000_000_000;
  const CLOSING = { state: 'closed', outcome: 'answered', closedAt: NOW } as const;

  let server: Store;
  let client: DynamoDBClient;
  let store: TicketStore;
  beforeAll(async () => {
    const aws = { region: REGION, credentials: CREDENTIALS };
    server = await startStore(makeTempDir(), TABLE_NAME, REGION, aws);
    // No retries, since a dead process makes none.
    client = new DynamoDBClient({ endpoint: server.endpoint, ...aws, maxAttempts: 1 });
    store = createTicketStore({ client, tableName: TABLE_NAME, newToken: randomUUID });
  });
  afterEach(mendWrites);
  afterAll(async () => {
    client.destroy();
    await server.stop();
    removeTempDirs();
  });

  type Row = Record<string, unknown>;

  const scan = async (index?: string): Promise<Map<string, Row>> => {
    const input = { TableName: TABLE_NAME, ...(index !== undefined && { IndexName: index }) };
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

  const createIfAbsent = (deliverable: Deliverable): Promise<Deliverable | undefined> =>
    deliverable.type === 'notice' ? store.notices.create(deliverable) : store.writer.create(deliverable);

  const change = (deliverable: Deliverable, at: number): Promise<Deliverable | undefined> =>
    deliverable.type === 'notice'
      ? store.notices.change(deliverable, deliverable.facts, 'NoticeChanged', at)
      : store.writer.change(deliverable, deliverable.facts, 'TicketChanged', at);

  test('the leftovers of an interrupted repair are removed', async () => {
    const vendor = { ...VENDOR, vendorId: 'A5' };
    await DynamoDBDocumentClient.from(client).send(
      new UpdateCommand({
        TableName: TABLE_NAME,
        Key: { pk: 'N#KR#A5', sk: 'list/1' },
        UpdateExpression: 'SET attentionOf = :of, attentionAt = :at',
        ExpressionAttributeValues: { ':of': 'KR#A5', ':at': NOW },
      }),
    );
    await repairIndexes(client, TABLE_NAME);
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
            await repairIndexes(client, TABLE_NAME).catch(() => undefined);
            mendWrites();
            await repairIndexes(client, TABLE_NAME);
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
});
