import { ArnFormat, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { SECRET_PLACEHOLDER, SECRETS } from '../../lib/config/names.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { allowKey } from './allow-key.ts';

export type NotifierSecretsProps = {
  vendors: readonly VendorConfig[];
  /** Owners of existing secrets: `slack`, vendor ids, or market and id such as `KR/A00012345`. */
  existing: readonly string[];
  key?: IKey | undefined;
};

/**
 * One secret for each vendor and one for Slack. Vendors that are not live have one too, since a key is stored and
 * checked before going live. A deploy writes the placeholder only at creation. The secrets outlive the stack, because a
 * key is hard to replace.
 */
export class NotifierSecrets extends Construct {
  private readonly props: NotifierSecretsProps;
  private readonly coupangArns: string[];
  private readonly slackArn: string;

  constructor(scope: Construct, id: string, props: NotifierSecretsProps) {
    super(scope, id);
    this.props = props;
    this.coupangArns = props.vendors.map(({ market, id: vendorId }) =>
      this.arnOf(
        [vendorId, `${market}/${vendorId}`],
        `${vendorId} --market ${market}`,
        `Coupang-${market}-${vendorId}`,
        SECRETS.coupang(market, vendorId),
        `Coupang's key of vendor ${vendorId} (${market})`,
      ),
    );
    this.slackArn = this.arnOf(['slack'], 'slack', 'Slack', SECRETS.slack, "The Slack app's keys");
  }

  allowCoupang(role: IRole): void {
    this.allow(role, this.coupangArns);
  }

  allowSlack(role: IRole): void {
    this.allow(role, [this.slackArn]);
  }

  private allow(role: IRole, resources: string[]): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources }));
    allowKey(role, this.props.key, 'secretsmanager');
    for (const arn of resources) {
      const [, inPart] = /:secret:(.*\?{6})$/.exec(arn) ?? [];
      if (inPart === undefined) continue;
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${inPart}]`,
        reason:
          'An existing secret is known by its name; AWS ends its ARN in six random characters, which IAM must match.',
      });
    }
  }

  /** @param target the argument for `npm run secrets` */
  private arnOf(owners: string[], target: string, id: string, secretName: string, what: string): string {
    if (owners.some((owner) => this.props.existing.includes(owner))) return existingArn(this, secretName);
    const secret = new Secret(this, id, {
      secretName,
      description: `${what}. Written by: npm run secrets -- ${target}`,
      // The placeholder is no secret: it is in the repository.
      secretStringValue: SecretValue.unsafePlainText(SECRET_PLACEHOLDER),
      // A failed first deploy deletes its secrets. Otherwise their names would block the next deploy.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(this.props.key && { encryptionKey: this.props.key }),
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Only a person can have a key reissued, at Coupang or Slack; the notifier counts down to its end and says so.',
    });
    return secret.secretArn;
  }
}

/** A secret's ARN ends in six characters that only AWS knows. */
const existingArn = (scope: Construct, secretName: string): string =>
  Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${secretName}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
