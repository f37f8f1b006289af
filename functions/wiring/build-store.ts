import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ENV } from '../../lib/config/names.ts';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { traceDelivery } from '../../lib/workflows/trace/trace-delivery.ts';
import { traceWriter } from '../../lib/workflows/trace/trace-writer.ts';
import { type AwsCalls, awsClientConfig } from './aws-clients.ts';
import { type Environment, required } from './environment.ts';

/** The store with a trace: each change of a ticket is logged. */
export const buildStore = (env: Environment, log: Log, calls: Partial<AwsCalls> = {}): TicketStore => {
  const store = createTicketStore({
    client: new DynamoDBClient(awsClientConfig(env, 'DYNAMODB', calls)),
    tableName: required(env, ENV.tableName),
    onUnreadable: ({ message, code }) => log.error(message, { code }),
  });
  return {
    ...store,
    writer: traceWriter(store.writer, log),
    delivery: traceDelivery(store.delivery, log),
  };
};
