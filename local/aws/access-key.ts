import { randomBytes } from 'node:crypto';

export type AwsCredentials = { accessKeyId: string; secretAccessKey: string };

/** These credentials open only the store and the bus of this run. */
export const makeAwsCredentials = (): AwsCredentials => ({
  accessKeyId: makeSecret(),
  secretAccessKey: makeSecret(),
});

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//;

/**
 * Checks no signature. The id has 128 random bits, and a process that knows it also knows the secret key. The bench's
 * forwarders change the host, so their signatures would not match.
 */
export const namesKey = (accessKeyId: string, authorization: string | undefined): boolean =>
  CREDENTIAL.exec(authorization ?? '')?.[1] === accessKeyId;

export const UNKNOWN_KEY = {
  __type: 'com.amazon.coral.service#UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};

/** 128 random bits in hexadecimal digits. */
export const makeSecret = (): string => randomBytes(16).toString('hex');
