import { defined } from '../../lib/domain/defined.ts';
import type { Environment } from './environment.ts';

type AwsClientConfig = {
  region?: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  requestHandler: TimeOuts;
  maxAttempts?: number;
};

/** Time-outs of one try, ms. */
export type TimeOuts = {
  connectionTimeout: number;
  /** Until the answer begins. */
  requestTimeout: number;
  /** Otherwise the SDK only logs a warning. */
  throwOnRequestTimeout: true;
  /** Between two parts of the answer. */
  socketTimeout: number;
};
export type AwsCalls = TimeOuts & { maxAttempts: number };

/**
 * The SDK has no time-outs of its own. In a VPC without egress, a function would hang until its own time-out and log nothing. The
 * SDK tries three times, and DynamoDB's client four times.
 */
const TIME_OUTS: TimeOuts = {
  connectionTimeout: 3000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
  socketTimeout: 10_000,
};

/**
 * For `track-sla`, which runs each minute: the next run repeats failed calls, and a hanging service must not use up this run's
 * time.
 */
export const SHORT_CALLS: AwsCalls = {
  connectionTimeout: 1000,
  requestTimeout: 2000,
  throwOnRequestTimeout: true,
  socketTimeout: 2000,
  maxAttempts: 1,
};

export const awsClientConfig = (
  env: Environment,
  service: 'DYNAMODB' | 'EVENTBRIDGE' | 'SECRETS_MANAGER' | 'SNS' | 'SQS',
  { maxAttempts, ...timeOuts }: Partial<AwsCalls> = {},
): AwsClientConfig => {
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`];
  const region = env['AWS_REGION'];
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  return {
    requestHandler: { ...TIME_OUTS, ...timeOuts },
    ...defined({ region, endpoint, maxAttempts }),
    // A local endpoint has its own keys. Lambda's keys would add a session token.
    ...(endpoint !== undefined &&
      accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  };
};
