import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
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
import { startStore } from '../../../../local/aws/store.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

const TABLE_NAME = 'tickets';
const REGION = 'ap-northeast-2';
afterAll(removeTempDirs);

/** A folder from a release with other indexes. */
const makeStoreWith = async (
  change: (index: GlobalSecondaryIndex) => GlobalSecondaryIndex,
): Promise<string> => {
  const folder = makeTempDir();
  const server = dynalite({ path: folder, createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { GlobalSecondaryIndexes, ...table } = tableDefinition(TABLE_NAME);
  await client.send(
    new CreateTableCommand({ ...table, GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(change) }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: TABLE_NAME });
  client.destroy();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return folder;
};

const withFields =
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
      const folder = await makeStoreWith(withFields(fields));
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
    const folder = await makeStoreWith(withFields((known) => known.toReversed()));
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
    const print = (line: string) => void lines.push(line);
    const starting = startStore(makeTempDir(), TABLE_NAME, REGION, { print: print });
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
