import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsClientConfig } from '../../functions/wiring/aws-clients.ts';

/** A client of the system's store, to inspect it directly. */
export const buildDynamoDbClient = (env: Record<string, string | undefined>): DynamoDBClient =>
  new DynamoDBClient(awsClientConfig(env, 'DYNAMODB'));
