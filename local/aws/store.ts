import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndexDescription,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { chmod, mkdir } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { isNativeError } from 'node:util/types';
import { ConfigError } from '../../lib/config/config-error.ts';
import { tableDefinition } from '../../lib/dynamodb/table-definition.ts';
import { findDiskTrouble } from '../common/describe-disk-trouble.ts';
import { ERROR_TEXTS, startError } from '../common/start-error.ts';
import type { ErrorTexts } from '../common/wording/en.ts';
import { describeFailure } from '../common/keep-trying.ts';
import { ownProgramsOnly } from '../common/own-programs-only.ts';
import { type AwsCredentials, namesKey, makeAwsCredentials, UNKNOWN_KEY } from './access-key.ts';
import { openDynalite } from './open-dynalite.ts';
import { repairIndexes } from './repair-indexes.ts';

export type Store = { endpoint: string; client: DynamoDBClient; stop: () => Promise<void> };

type StoreOptions = {
  /** The only credentials that open the store. Default: random credentials. */
  credentials?: AwsCredentials;
  /** Receives a line when the folder becomes unwritable, and when it is writable again. */
  print?: (line: string) => void;
};

const LOOPBACK = '127.0.0.1';
const LOOKS = 500;
const LOOK_EVERY_MS = 10;
const WHILE_IT_FAILS =
  'Until then polls and messages fail. Everything continues by itself once the folder can be written.';

/** DynamoDB on the loopback address, with its data in a folder. It creates the table if there is none. */
export const startStore = async (
  folder: string,
  tableName: string,
  region: string,
  { credentials = makeAwsCredentials(), print = () => undefined }: StoreOptions = {},
): Promise<Store> => {
  // The store holds buyers' words, and LevelDB makes its files readable to everybody.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  let trouble: Error | undefined;
  let isStarted = false;
  const { server, whenOpen, passage, stopMending } = openDynalite(folder, {
    onFailure: (error) => {
      trouble ??= error;
      print(describeFailure(`The store in ${folder}`, error, WHILE_IT_FAILS));
    },
    onDamage: (error) => {
      trouble ??= error;
      if (isStarted) print(describeTrouble(folder, error, ERROR_TEXTS.en));
    },
    onMended: () => print(`The store in ${folder} is written again: nothing is lost.`),
    repair: () => repairIndexes(mender, tableName),
  });
  guard(server, credentials);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://${LOOPBACK}:${port}`;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const mender = new DynamoDBClient({ endpoint: `${endpoint}${passage}`, region, credentials });
  const stop = async () => {
    await stopMending();
    mender.destroy();
    client.destroy();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  try {
    await whenOpen();
    await ensureTable(client, tableName);
    await refuseOtherIndexes(client, tableName, folder);
    await repairIndexes(client, tableName);
    isStarted = true;
  } catch (cause) {
    await stop();
    if (cause instanceof ConfigError) throw cause;
    throw startError((errors) => describeTrouble(folder, trouble ?? cause, errors), { cause });
  }
  return { endpoint, client, stop };
};

/** LevelDB's text is in the error, or in its cause if the files could not be opened. */
const describeTrouble = (folder: string, error: unknown, texts: ErrorTexts): string => {
  const cause = isNativeError(error) && isNativeError(error.cause) ? error.cause : error;
  const disk = findDiskTrouble(cause);
  if (disk !== undefined) return texts.storeTrouble(folder, texts.disk[disk]);
  return texts.storeUnusable(folder, isNativeError(cause) ? cause.message : 'unknown error');
};

/** By itself, dynalite answers every origin and accepts any signature. */
const guard = (server: Server, { accessKeyId }: AwsCredentials): void => {
  const handlers = server.rawListeners('request');
  const answer: RequestListener = (request, response) => {
    if (namesKey(accessKeyId, request.headers.authorization))
      for (const handle of handlers) Reflect.apply(handle, server, [request, response]);
    else
      response
        .writeHead(400, { 'Content-Type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify(UNKNOWN_KEY));
  };
  server.removeAllListeners('request').on('request', ownProgramsOnly(answer));
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

/**
 * Refuses, for example, a store of another release. Workflows would read a field that an index does not have as absent.
 */
const refuseOtherIndexes = async (
  client: DynamoDBClient,
  tableName: string,
  folder: string,
): Promise<void> => {
  const wanted = projectionsOf(tableDefinition(tableName).GlobalSecondaryIndexes);
  const table = await describe(client, tableName);
  if (isDeepStrictEqual(projectionsOf(table?.GlobalSecondaryIndexes), wanted)) return;
  throw startError((errors) => errors.storeOfOtherRelease(folder));
};

/** DynamoDB returns the indexes in its own order. */
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
