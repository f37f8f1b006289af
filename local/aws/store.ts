import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { chmod, mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError } from '../../lib/config/config-error.ts';
import { tableDefinition } from '../../lib/dynamodb/table-definition.ts';
import { repairIndexes } from './repair-indexes.ts';

export type Store = { endpoint: string; client: DynamoDBClient; stop: () => Promise<void> };

const LOOPBACK = '127.0.0.1';
const LOOKS = 100;
const LOOK_EVERY_MS = 50;

/** DynamoDB on the loopback address, its data in a folder; the table is made where it is not there yet. */
export const startStore = async (folder: string, tableName: string, region: string): Promise<Store> => {
  // What buyers wrote stands in it, in files that LevelDB makes readable to all.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const server = dynalite({ path: folder, createTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://${LOOPBACK}:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const stop = async () => {
    client.destroy();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  try {
    await ensureTable(client, tableName);
    await refuseOtherIndexes(client, tableName, folder);
    await repairIndexes(client, tableName);
  } catch (cause) {
    await stop();
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(
      `The store in ${folder} cannot be used. Set DATA_DIR to another folder, or remove this one to begin anew.`,
      { cause },
    );
  }
  return { endpoint, client, stop };
};

const ensureTable = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  if ((await statusOf(client, tableName)) === undefined) {
    await client.send(new CreateTableCommand(tableDefinition(tableName)));
  }
  for (let look = 0; look < LOOKS; look += 1) {
    if ((await statusOf(client, tableName)) === 'ACTIVE') return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Table ${tableName} did not become active.`);
};

/** Of an earlier release, say: what an index does not project every workflow would take for absent. */
const refuseOtherIndexes = async (
  client: DynamoDBClient,
  tableName: string,
  folder: string,
): Promise<void> => {
  const wanted = projectionsOf(tableDefinition(tableName).GlobalSecondaryIndexes);
  const table = await describe(client, tableName);
  if (isDeepStrictEqual(projectionsOf(table?.GlobalSecondaryIndexes), wanted)) return;
  throw new ConfigError(
    `The store in ${folder} was made by another release: its indexes hold other fields than this one reads. ` +
      'Remove this folder to begin anew, or set DATA_DIR to another. What it remembers of tickets and messages is lost with it.',
  );
};

/** In a fixed order: DynamoDB gives back its own. */
const projectionsOf = (
  indexes: readonly Pick<GlobalSecondaryIndexDescription, 'IndexName' | 'Projection'>[] = [],
): Record<string, unknown> =>
  Object.fromEntries(
    indexes.map(({ IndexName = '', Projection }) => [
      IndexName,
      [Projection?.ProjectionType, ...(Projection?.NonKeyAttributes ?? []).toSorted()],
    ]),
  );

const statusOf = async (client: DynamoDBClient, tableName: string): Promise<string | undefined> =>
  (await describe(client, tableName))?.TableStatus;

const describe = async (client: DynamoDBClient, tableName: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
