import type * as z from 'zod/mini';
import { SECOND_MS } from '../domain/time/durations.ts';
import { blindMs } from './blind-ms.ts';
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
  settings: { pollSeconds: number; blindMinutes: number; nightPollSeconds?: number | undefined };
};

/** Refuses settings of the stacks that do not fit the others. */
export const checkAwsSettings = ({ value, issues }: z.core.ParsePayload<AwsSettings>): void => {
  const { region, egress, existingSubnets, existingAddress, kmsKeyArn, settings } = value;
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
  const night = faultOfNight(settings);
  if (night !== undefined)
    issues.push({ code: 'custom', input: value, path: ['settings', 'nightPollSeconds'], message: night });
  const keyRegion = kmsKeyArn?.split(':')[3];
  if (keyRegion !== undefined && keyRegion !== region)
    refuse(
      'kmsKeyArn',
      `must be a key in ${region}, where the stack is deployed. Make one there, or change region`,
    );
};

const faultOfNight = (settings: AwsSettings['settings']): string | undefined => {
  const { pollSeconds, nightPollSeconds } = settings;
  if (nightPollSeconds === undefined || nightPollSeconds === pollSeconds) return undefined;
  if (nightPollSeconds % pollSeconds > 0)
    return `must be a multiple of pollSeconds (${pollSeconds}), such as ${pollSeconds * 2}`;
  // One poll of a night may fail, and its successor may take a while.
  const longest = Math.floor((blindMs(settings) / SECOND_MS - pollSeconds) / 2);
  return nightPollSeconds > longest
    ? `must be ${longest} or less, or one failed poll of a night would look like a time in which Coupang cannot be read. Raise blindMinutes for more`
    : undefined;
};
