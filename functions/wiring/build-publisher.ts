import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Config } from '../../lib/config/schema.ts';
import { ENV } from '../../lib/config/names.ts';
import { createEventPublisher } from '../../lib/eventbridge/create-event-publisher.ts';
import type { EventPublisher, OrderRequester } from '../../lib/workflows/ports/events.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { type AwsCalls, awsClientConfig } from './aws-clients.ts';
import { type Environment, required } from './environment.ts';

export const buildPublisher = (
  env: Environment,
  { vendors }: Pick<Config, 'vendors'>,
  log: Log,
  calls: Partial<AwsCalls> = {},
): EventPublisher & OrderRequester =>
  createEventPublisher({
    client: new EventBridgeClient(awsClientConfig(env, 'EVENTBRIDGE', calls)),
    busName: required(env, ENV.busName),
    vendors,
    log,
  });
