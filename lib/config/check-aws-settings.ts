import type * as z from 'zod/mini';
import { type Egress, hasEgressStack } from './egress.ts';

/** The settings that must fit one another. */
type AwsSettings = {
  region: string;
  egress: Egress;
  existingSubnets?: object | undefined;
  existingAddress?: object | undefined;
  kmsKeyArn?: string | undefined;
  acting: 'off' | 'on';
  slackActionsConcurrency?: number | undefined;
};

/** Refuses settings of the stacks that do not fit the others. */
export const checkAwsSettings = ({ value, issues }: z.core.ParsePayload<AwsSettings>): void => {
  const { region, egress, existingSubnets, existingAddress, kmsKeyArn } = value;
  const { acting, slackActionsConcurrency } = value;
  const refuse = (field: keyof AwsSettings, message: string) =>
    issues.push({ code: 'custom', input: value, path: [field], message });

  if (egress === 'existing-subnets' && existingSubnets === undefined)
    refuse(
      'existingSubnets',
      "is missing, which egress 'existing-subnets' needs. Write existingSubnets: { vpcId: 'vpc-…', subnetIds: ['subnet-…'] }",
    );
  if (egress !== 'existing-subnets' && existingSubnets !== undefined)
    refuse(
      'existingSubnets',
      `has no use with egress '${egress}'. Remove it, or set egress: 'existing-subnets'`,
    );
  if (!hasEgressStack(egress) && existingAddress !== undefined)
    refuse(
      'existingAddress',
      `has no use with egress '${egress}'. Remove it, or set egress: 'nat-instance' or 'nat-gateway'`,
    );
  if (acting === 'off' && slackActionsConcurrency !== undefined)
    refuse('slackActionsConcurrency', "has no use with acting 'off'. Remove it, or set acting: 'on'");
  const keyRegion = kmsKeyArn?.split(':')[3];
  if (keyRegion !== undefined && keyRegion !== region)
    refuse(
      'kmsKeyArn',
      `must be a key in ${region}, where the stack is deployed. Make one there, or change region`,
    );
};
