import type * as z from 'zod/mini';
import { type Egress, hasEgressStack } from './egress.ts';
import { nearestWord } from './nearest-word.ts';

/** The settings that must fit one another. */
type AwsSettings = {
  region: string;
  egress: Egress;
  vendors: readonly { id: string; market: string }[];
  existingSubnets?: object | undefined;
  existingAddress?: object | undefined;
  existingSecrets: readonly string[];
  kmsKeyArn?: string | undefined;
};

/** Refuses settings of the stacks that do not fit the others. */
export const checkAwsSettings = ({ value, issues }: z.core.ParsePayload<AwsSettings>): void => {
  const { region, egress, existingSubnets, existingAddress, existingSecrets, kmsKeyArn } = value;
  const refuse = (field: keyof AwsSettings, message: string, index?: number) =>
    issues.push({
      code: 'custom',
      input: value,
      path: index === undefined ? [field] : [field, index],
      message,
    });

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
  const owners = ['slack', ...value.vendors.flatMap(({ id, market }) => [id, `${market}/${id}`])];
  for (const [index, owner] of existingSecrets.entries()) {
    const meantAlike = value.vendors.filter(({ id }) => id === owner);
    if (meantAlike.length > 1) {
      const each = meantAlike.map(({ id, market }) => `${market}/${id}`).join(' or ');
      refuse(
        'existingSecrets',
        `must say which market, for that vendor sells in two. Write ${each}, or both`,
        index,
      );
    }
    if (owners.includes(owner)) continue;
    const meant = nearestWord(owner, owners);
    const suggestion = meant === undefined ? '' : `. Did you mean ${meant}?`;
    refuse('existingSecrets', `must be slack or the id of a vendor of this file${suggestion}`, index);
  }
  const keyRegion = kmsKeyArn?.split(':')[3];
  if (keyRegion !== undefined && keyRegion !== region)
    refuse(
      'kmsKeyArn',
      `must be a key in ${region}, where the stack is deployed. Make one there, or change region`,
    );
};
