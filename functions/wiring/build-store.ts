import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ENV } from '../../lib/config/names.ts';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { type AwsCalls, awsClientConfig } from './aws-clients.ts';
import { type Environment, required } from './environment.ts';

export const buildStore = (env: Environment, log: Log, calls: Partial<AwsCalls> = {}): TicketStore =>
  createTicketStore({
    client: new DynamoDBClient(awsClientConfig(env, 'DYNAMODB', calls)),
    tableName: required(env, ENV.tableName),
    onUnreadable: ({ message, code }) => log.error(message, { code }),
    log,
  });
