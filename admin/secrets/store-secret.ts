import {
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ConfigError } from '../../lib/config/config-error.ts';
import { STACKS } from '../../lib/config/names.ts';
import { nameAwsError } from '../name-aws-error.ts';

/**
 * Writes the value of a secret that the stack has made.
 * @throws ConfigError that says what to do; it contains no value
 */
export const storeSecret = async (
  client: Pick<SecretsManagerClient, 'send'>,
  { name, value, region }: { name: string; value: string; region: string },
): Promise<void> => {
  try {
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      throw new ConfigError(
        `There is no secret ${name} in ${region}. Deploy first: npx cdk deploy ${STACKS.notifier}`,
      );
    }
    // No `cause`: AWS's message may quote the value.
    throw new ConfigError(`The secret ${name} in ${region} could not be written: ${nameAwsError(error)}`);
  }
};
