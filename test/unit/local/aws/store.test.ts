import { afterAll, describe, expect, test } from '@jest/globals';
import {
  CreateTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
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
  ])('with %s fields in its indexes is refused: its folder must be removed', async (_which, fields) => {
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
  });

  test('with the same fields in its indexes, in any order, is used', async () => {
    const folder = await makeStoreWith(withFields((known) => known.toReversed()));
    const { stop } = await startStore(folder, TABLE_NAME, REGION);
    await stop();
  });
});
