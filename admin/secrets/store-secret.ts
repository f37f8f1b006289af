import {
  CreateSecretCommand,
  DescribeSecretCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { ConfigError } from '../../lib/config/config-error.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { describeAwsFailure, isAccessDenied } from '../../lib/deployment/name-aws-error.ts';

/** `kmsKeyArn`: the team's own key. */
export type Place = { name: string; region: string; kmsKeyArn?: string | undefined };

type Texts = Pick<AdminTexts, 'secrets' | 'awsErrors'>;
type Client = Pick<SecretsManagerClient, 'send'>;

/**
 * Checks that keys can be stored, before a person is asked for them. A user with the right to write a secret but not to
 * describe it passes.
 * @throws ConfigError that says what to do
 */
export const checkSecret = async (client: Client, place: Place, texts: Texts): Promise<void> => {
  try {
    const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId: place.name }));
    if (DeletedDate === undefined) return;
  } catch (error) {
    if (error instanceof ResourceNotFoundException || isAccessDenied(error)) return;
    throw explain(error, place, texts, texts.secrets.notLookedUp);
  }
  throw new ConfigError(markedForDeletion(place.name, place.region, texts.secrets));
};

/**
 * Writes a secret, and creates it if necessary.
 * @throws ConfigError that says what to do; it contains no value
 */
export const storeSecret = async (
  client: Client,
  { value, ...place }: Place & { value: string },
  texts: Texts,
): Promise<void> => {
  try {
    await putOrMake(client, place, value);
  } catch (error) {
    throw explain(error, place, texts, texts.secrets.notWritten);
  }
};

const putOrMake = async (client: Client, { name, kmsKeyArn }: Place, SecretString: string): Promise<void> => {
  try {
    // The functions may use only this key. An empty id means AWS's own key, as for a new secret.
    await client.send(new UpdateSecretCommand({ SecretId: name, SecretString, KmsKeyId: kmsKeyArn ?? '' }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    const Description = 'Keys of the Coupang inquiry notifier. Written by: npm run secrets or webhooks';
    await client.send(
      new CreateSecretCommand({ Name: name, Description, SecretString, ...defined({ KmsKeyId: kmsKeyArn }) }),
    );
  }
};

/** Without `cause`: AWS's message may quote the value. */
const explain = (
  error: unknown,
  { name, region }: Place,
  texts: Texts,
  describe: (name: string, region: string, reason: string) => string,
): ConfigError =>
  new ConfigError(
    error instanceof InvalidRequestException
      ? markedForDeletion(name, region, texts.secrets)
      : describeAwsFailure(error, texts.awsErrors, (reason) => describe(name, region, reason)),
  );

/**
 * A deleted secret keeps its name for 30 days, and AWS refuses to read or write it with `InvalidRequestException`.
 * Source: the API reference of Secrets Manager.
 */
export const markedForDeletion = (name: string, region: string, texts: AdminTexts['secrets']): string =>
  texts.markedForDeletion(
    name,
    region,
    `aws secretsmanager restore-secret --region ${region} --secret-id ${name}`,
  );
