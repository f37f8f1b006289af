import { Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/**
 * The actions that a service needs from a caller whose data is encrypted with a team's key. Source: the user guide of
 * each, "Encryption at rest".
 */
const ACTIONS = {
  dynamodb: [
    'Decrypt',
    'DescribeKey',
    'Encrypt',
    'GenerateDataKey',
    'GenerateDataKeyWithoutPlaintext',
    'ReEncryptFrom',
    'ReEncryptTo',
  ],
  secretsmanager: ['Decrypt'],
} as const;

/** Allows a role to use the key only through one service. Without a team's key, no right is needed. */
export const allowKey = (role: IRole, key: IKey | undefined, service: keyof typeof ACTIONS): void => {
  if (key === undefined) return;
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ACTIONS[service].map((action) => `kms:${action}`),
      resources: [key.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `${service}.${Stack.of(role).region}.amazonaws.com` },
      },
    }),
  );
};
