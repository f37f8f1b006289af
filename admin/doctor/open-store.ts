import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OUTPUTS } from '../../lib/config/names.ts';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { StackFacts } from './check-stack.ts';

export const openStore = (client: DynamoDBClient, { outputs }: StackFacts): TicketStore | undefined => {
  const tableName = outputs[OUTPUTS.tableName];
  return tableName === undefined ? undefined : createTicketStore({ client, tableName });
};
