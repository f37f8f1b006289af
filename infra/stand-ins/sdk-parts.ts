import { leftOut } from './left-out.ts';

const failCache = (): never => {
  throw leftOut('@aws-sdk/endpoint-cache');
};

/** The SDK makes one, and reads it only with AWS_ENABLE_ENDPOINT_DISCOVERY. */
export class EndpointCache {
  get = failCache;
  set = failCache;
  has = failCache;
  delete = failCache;
  getEndpoint = failCache;
}

/** For a Node without OpenSSL. */
export const Sha256Js = function (): never {
  throw leftOut('Sha256Js of @smithy/core');
};

/** For `AWS_RETRY_MODE=adaptive`. */
export const AdaptiveRetryStrategy = function (): never {
  throw leftOut('AdaptiveRetryStrategy of @smithy/core');
};

/** For a machine without `AWS_REGION`. */
export const getInstanceMetadataRegion = async (): Promise<never> => {
  throw leftOut('getInstanceMetadataRegion of @smithy/core');
};

/** Lambda has no `~/.aws`. */
export const loadSharedConfigFiles = async (): Promise<{ configFile: object; credentialsFile: object }> => ({
  configFile: {},
  credentialsFile: {},
});
export const CONFIG_PREFIX_SEPARATOR = '.';
