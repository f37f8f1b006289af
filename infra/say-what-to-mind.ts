import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { neededConcurrency, neededLimit } from '../lib/config/aws-settings.ts';
import type { Config } from '../lib/config/schema.ts';
import type { Endpoints } from './read-endpoints.ts';

/** With more vendors, a low account limit or other functions may leave too few concurrent runs. */
const MANY_VENDORS = 40;

export const sayWhatToMind = (
  scope: Construct,
  config: Config,
  { coupangBaseUrl, slackApiUrl }: Endpoints,
): void => {
  const { egress, existingSubnets, existingTable, heartbeatUrl, kmsKeyArn, region, vendors } = config;
  const { slackActionsConcurrency } = config;
  const warn = (id: string, text: string) =>
    Annotations.of(scope).addWarningV2(`coupang-inquiry-notifier:${id}`, text);

  if (egress === 'none' && coupangBaseUrl === undefined)
    warn(
      'no-egress',
      "egress: 'none' gives poll no fixed address, so Coupang cannot be reached: it admits only addresses that are registered in WING. Set egress: 'existing-subnets', 'nat-instance' or 'nat-gateway', unless this is a trial against the simulator.",
    );
  if (coupangBaseUrl !== undefined)
    warn('trial-coupang', `This is a trial: poll calls ${coupangBaseUrl} and not Coupang.`);
  if (slackApiUrl !== undefined)
    warn('trial-slack', `This is a trial: notify calls ${slackApiUrl} and not Slack.`);
  if (existingSubnets?.subnetIds.length === 1)
    warn(
      'one-subnet',
      'existingSubnets names one subnet: if its zone fails, no inquiry is read. Name two in different zones.',
    );
  if (kmsKeyArn !== undefined && heartbeatUrl === undefined)
    warn(
      'no-heartbeat',
      'kmsKeyArn is set and heartbeatUrl is not: if the key is disabled, no function can read the table, so Slack shows nothing. Set heartbeatUrl, so that somebody outside of AWS notices it.',
    );
  // A synth cannot see the account's limit.
  if (vendors.filter(({ live }) => live).length > MANY_VENDORS)
    Annotations.of(scope).addInfo(
      `With so many live vendors the account must be allowed to run ${neededConcurrency(config)} functions at once, or cards and warnings come late (Service Quotas: AWS Lambda, Concurrent executions). npm run doctor compares.`,
    );
  if (slackActionsConcurrency !== undefined)
    Annotations.of(scope).addInfo(
      `slackActionsConcurrency: ${slackActionsConcurrency} needs a limit of ${neededLimit(config, slackActionsConcurrency)} functions at once in the account (Service Quotas: AWS Lambda, Concurrent executions). With a lower limit the deploy may fail, or cards and warnings come late. npm run doctor compares.`,
    );
  if (existingTable !== undefined)
    Annotations.of(scope).addInfo(
      `The table ${existingTable} is used as it is. This stack does not manage its protection, backups and expiry.`,
    );
  if (kmsKeyArn !== undefined)
    Annotations.of(scope).addInfo(
      `The policy of the key ${kmsKeyArn} must allow logs.${region}.amazonaws.com to use it (kms:Encrypt*, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey* and kms:Describe*). It must also let IAM of this account grant access (kms:* for arn:aws:iam::<account>:root, as in a key made in the console), since the functions' roles use the key. This stack cannot change the policy. A secret that is there already goes under the key when it is stored once more: npm run secrets (docs/operations.md, Changing kmsKeyArn).`,
    );
};
