import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DaySystem } from './start-day-system.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

const DAYS = 31;
const SECOND_NAMES = new Set(['expiresAt']);

/** Copies the ended tickets into each of the days before. Reports and the removal of texts then find a whole month. */
export const fillHistory = async ({
  region,
  frontUrl,
  credentials,
  tableName,
}: Pick<DaySystem, 'region' | 'frontUrl' | 'credentials' | 'tableName'>): Promise<void> => {
  const client = new DynamoDBClient({ region, endpoint: frontUrl, credentials });
  const documents = DynamoDBDocumentClient.from(client);
  const { Items: items = [] } = await documents.send(new ScanCommand({ TableName: tableName }));
  const ended = items.filter((item) => item['state'] === 'closed' && item['attentionAt'] === undefined);
  for (let day = 1; day <= DAYS; day += 1)
    for (const item of ended)
      await documents.send(new PutCommand({ TableName: tableName, Item: aged(item, day) }));
  client.destroy();
};

const aged = (item: Record<string, unknown>, days: number): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(item).map(([name, value]) => {
      if (typeof value !== 'number' || !name.endsWith('At')) return [name, value];
      return [name, value - (SECOND_NAMES.has(name) ? DAY_MS / 1000 : DAY_MS) * days];
    }),
  ),
  // A different inquiry number.
  pk: `${String(item['pk'])}${String(days).padStart(2, '0')}`,
});
