import { makeSecret } from '../common/make-secret.ts';

export type AwsCredentials = { accessKeyId: string; secretAccessKey: string };

/** For one run: they open the store and the bus of this run alone. */
export const makeAwsCredentials = (): AwsCredentials => ({
  accessKeyId: makeSecret(),
  secretAccessKey: makeSecret(),
});

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//;

/**
 * Whether a request names the key of that id as its own. The id, 128 random bits, is itself the secret: who knows it has read the
 * environment of this run's functions, where the secret key stands beside it. So the signature would prove nothing more. To
 * verify it would need one more dependency, and the measuring forwarders of the bench, which change the host, could not pass it on.
 */
export const namesKey = (accessKeyId: string, authorization: string | undefined): boolean =>
  CREDENTIAL.exec(authorization ?? '')?.[1] === accessKeyId;

/** DynamoDB and EventBridge say this of a key that they do not know, with status 400. */
export const UNKNOWN_KEY = {
  __type: 'com.amazon.coral.service#UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
