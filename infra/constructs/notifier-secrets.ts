import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type Named, namesOf } from '../../lib/config/names.ts';
import { allowKey } from './allow-key.ts';

/** A market and a vendor id have a fixed length, and `?` matches one character. */
const ANY_VENDOR = ['??', '?????????'] as const;
/** AWS appends a hyphen and six random characters to the ARN of a secret. */
const ANY_SUFFIX = '-??????';

export const allowCoupangKeys = (role: IRole, config: Named, key: IKey | undefined): void =>
  allowSecrets(role, namesOf(config).secrets.coupang(...ANY_VENDOR), key);

export const allowSlackKeys = (role: IRole, config: Named, key: IKey | undefined): void =>
  allowSecrets(role, namesOf(config).secrets.slack, key);

export const allowWebhookKeys = (
  role: IRole,
  config: Named & { webhooks: readonly { name: string }[] },
  key: IKey | undefined,
): void => {
  for (const { name } of config.webhooks) allowSecrets(role, namesOf(config).secrets.webhook(name), key);
};

/**
 * Allows reading a secret by its name, with and without the suffix. `npm run secrets` creates secrets, not the stack.
 * Before a secret exists, AWS checks the bare name, and this right turns an access error into
 * `ResourceNotFoundException`. [not tried] Source: Secrets Manager's user guide, "Permissions policy examples", for the
 * suffix.
 */
const allowSecrets = (role: IRole, name: string, key: IKey | undefined): void => {
  const resources = [name, `${name}${ANY_SUFFIX}`].map((resourceName) =>
    Stack.of(role).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources }));
  allowKey(role, key, 'secretsmanager');
};
