import { defined } from '../../lib/domain/defined.ts';
import type { Environment } from './environment.ts';

type AwsClientConfig = {
  region?: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  requestHandler: TimeOuts;
};

/** Of one try, ms. */
export type TimeOuts = {
  connectionTimeout: number;
  /** Until the answer begins. */
  requestTimeout: number;
  /** Without it a time-out is only warned of. */
  throwOnRequestTimeout: true;
  /** Between two parts of the answer. */
  socketTimeout: number;
};

/**
 * The SDK has none of its own: where nothing comes back, as from a VPC that has lost its egress, a function would hang until its
 * own time-out, and say nothing. It tries three times (DynamoDB's client four times).
 */
const TIME_OUTS: TimeOuts = {
  connectionTimeout: 3000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
  socketTimeout: 10_000,
};

/** What differs between Lambda, where the SDK finds all by itself, and the laptop's own endpoints. */
export const awsClientConfig = (
  env: Environment,
  service: 'DYNAMODB' | 'EVENTBRIDGE' | 'SECRETS_MANAGER',
  timeOuts: Partial<TimeOuts> = {},
): AwsClientConfig => {
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`];
  const region = env['AWS_REGION'];
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  return {
    requestHandler: { ...TIME_OUTS, ...timeOuts },
    ...defined({ region, endpoint }),
    // With an endpoint of its own the environment brings its own keys; Lambda's carry a session token besides.
    ...(endpoint !== undefined &&
      accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  };
};
