import { makeSecret } from '../common/make-secret.ts';

export type AwsCredentials = { accessKeyId: string; secretAccessKey: string };

/** For one run: they open only the store and the bus of this run. */
export const makeAwsCredentials = (): AwsCredentials => ({
  accessKeyId: makeSecret(),
  secretAccessKey: makeSecret(),
});

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//;

/**
 * Whether a request's credential has that access key id. The id is 128 random bits, so it is itself the secret: whoever
 * knows it also has the secret key, which is in the same environment. Verifying the signature would prove nothing more.
 * It would need another dependency, and would reject the bench's forwarders, which change the host.
 */
export const namesKey = (accessKeyId: string, authorization: string | undefined): boolean =>
  CREDENTIAL.exec(authorization ?? '')?.[1] === accessKeyId;

/** The answer of DynamoDB and EventBridge to an unknown key, with status 400. */
export const UNKNOWN_KEY = {
  __type: 'com.amazon.coral.service#UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
