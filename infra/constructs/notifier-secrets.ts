import { ArnFormat, Stack, Token, Validations } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type Named, namesOf } from '../../lib/config/names.ts';
import { allowKey } from './allow-key.ts';

/** Lets a function read the keys of all vendors. There is one permission, however many vendors there are. */
export const allowCoupangKeys = (role: IRole, config: Named, key: IKey | undefined): void =>
  allowSecrets(role, namesOf(config).secrets.coupang('*', '*'), key);

export const allowSlackKeys = (role: IRole, config: Named, key: IKey | undefined): void =>
  allowSecrets(role, `${namesOf(config).secrets.slack}*`, key);

/**
 * The stack makes no secrets: `npm run secrets` does. AWS ends the ARN of a secret in a hyphen and six random characters.
 * While there is no such secret, it judges the name alone, so the end of the pattern is `*`: then the function learns that
 * no key is stored. [not tried]
 */
const allowSecrets = (role: IRole, name: string, key: IKey | undefined): void => {
  const stack = Stack.of(role);
  const arnIn = (account: string): string =>
    stack.formatArn({
      account,
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arnIn(stack.account)] }),
  );
  allowKey(role, key, 'secretsmanager');
  Validations.of(role).acknowledge({
    // As cdk-nag writes an account that is known only at deployment.
    id: `AwsSolutions-IAM5[Resource::${arnIn(Token.isUnresolved(stack.account) ? '<AWS::AccountId>' : stack.account)}]`,
    reason:
      'Only secrets of this deployment have this beginning, and their vendors come and go without a deploy.',
  });
};
