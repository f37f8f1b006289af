import { defined } from '../../lib/domain/defined.ts';
import type { Environment } from './environment.ts';

type AwsClientConfig = {
  region?: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  requestHandler: TimeOuts;
  maxAttempts?: number;
};

/** For one try, ms. */
export type TimeOuts = {
  connectionTimeout: number;
  /** Until the answer begins. */
  requestTimeout: number;
  /** Without it the SDK only logs a warning. */
  throwOnRequestTimeout: true;
  /** Between two parts of the answer. */
  socketTimeout: number;
};
/** How long a function waits for AWS, where somebody waits for the function. */
export type AwsCalls = TimeOuts & { maxAttempts: number };

/**
 * The SDK has no time-outs of its own. Without any, a function that gets no answer (for example in a VPC that has lost
 * its egress) would hang until its own time-out, and log nothing. The SDK tries three times (DynamoDB's client four
 * times).
 */
const TIME_OUTS: TimeOuts = {
  connectionTimeout: 3000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
  socketTimeout: 10_000,
};

/**
 * Short time-outs for `track-sla`. It runs each minute, and the next run repeats failed calls. A service that hangs must not use up
 * the time for this run's warnings.
 */
export const SHORT_CALLS: AwsCalls = {
  connectionTimeout: 1000,
  requestTimeout: 2000,
  throwOnRequestTimeout: true,
  socketTimeout: 2000,
  maxAttempts: 1,
};

/** Client settings for the laptop's endpoints. In Lambda the SDK needs none. */
export const awsClientConfig = (
  env: Environment,
  service: 'DYNAMODB' | 'EVENTBRIDGE' | 'SECRETS_MANAGER' | 'SNS',
  { maxAttempts, ...timeOuts }: Partial<AwsCalls> = {},
): AwsClientConfig => {
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`];
  const region = env['AWS_REGION'];
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  return {
    requestHandler: { ...TIME_OUTS, ...timeOuts },
    ...defined({ region, endpoint, maxAttempts }),
    // A local endpoint comes with keys of its own. Lambda's keys would also have a session token.
    ...(endpoint !== undefined &&
      accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  };
};
