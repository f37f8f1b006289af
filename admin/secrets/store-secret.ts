import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ConfigError } from '../../lib/config/config-error.ts';
import { STACKS } from '../../lib/config/names.ts';
import { isAccessDenied, nameAwsError } from '../name-aws-error.ts';

type Place = { name: string; region: string };

/**
 * Checks that keys can be stored, before a person is asked for them. A user who may write a secret but not describe it passes.
 * @throws ConfigError that says what to do
 */
export const checkSecret = async (
  client: Pick<SecretsManagerClient, 'send'>,
  place: Place,
): Promise<void> => {
  try {
    await client.send(new DescribeSecretCommand({ SecretId: place.name }));
  } catch (error) {
    if (!isAccessDenied(error)) throw explain(error, place, 'looked up');
  }
};

/**
 * Writes the value of a secret that the stack has made.
 * @throws ConfigError that says what to do; it contains no value
 */
export const storeSecret = async (
  client: Pick<SecretsManagerClient, 'send'>,
  { value, ...place }: Place & { value: string },
): Promise<void> => {
  try {
    await client.send(new PutSecretValueCommand({ SecretId: place.name, SecretString: value }));
  } catch (error) {
    throw explain(error, place, 'written');
  }
};

/** It has no `cause`: AWS's message may quote the value. */
const explain = (error: unknown, { name, region }: Place, done: string): ConfigError =>
  new ConfigError(
    error instanceof ResourceNotFoundException
      ? `There is no secret ${name} in ${region}. Deploy first: npx cdk deploy ${STACKS.notifier}`
      : `The secret ${name} in ${region} could not be ${done}: ${nameAwsError(error)}`,
  );
