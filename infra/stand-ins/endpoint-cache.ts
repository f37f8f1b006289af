import { leftOut } from './left-out.ts';

const fail = (): never => {
  throw leftOut('@aws-sdk/endpoint-cache');
};

/** Replaces that of `@aws-sdk/endpoint-cache`. The SDK makes one, and reads it only with AWS_ENABLE_ENDPOINT_DISCOVERY. */
export class EndpointCache {
  get = fail;
  set = fail;
  has = fail;
  delete = fail;
  getEndpoint = fail;
}
