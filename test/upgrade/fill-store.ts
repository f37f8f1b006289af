import { join } from 'node:path';
import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { startStore, type Store } from '../../local/aws/store.ts';
import { LOCAL_TABLE } from '../../local/run/handler-env.ts';
import type { KeptDay } from './kept-day.ts';

export type FilledStore = Store;
export const TABLE_NAME = LOCAL_TABLE;

/** The laptop's store in a folder of its own, with these items. Stop it before a laptop opens the folder. */
export const fillStore = async (dataDir: string, items: KeptDay['items']): Promise<FilledStore> => {
  const store = await startStore(join(dataDir, 'dynalite'), LOCAL_TABLE, 'ap-northeast-2');
  await putItems(store.client, LOCAL_TABLE, items);
  return store;
};

export const putItems = async (
  client: DynamoDBClient,
  TableName: string,
  items: KeptDay['items'],
): Promise<void> => {
  for (const Item of items) await client.send(new PutItemCommand({ TableName, Item }));
};
