import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ConfigError } from '../lib/config/config-error.ts';
import { nearestWord } from '../lib/config/nearest-word.ts';
import type { Config } from '../lib/config/schema.ts';

/** Source: Lambda's developer guide, "Creating and managing Lambda function URLs", 2026-12-01. */
const WITHOUT_FUNCTION_URLS = [
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
];

/**
 * Refuses a region that AWS does not have, and acting in a region where Slack could not call the stack.
 * @throws ConfigError: path, value, reason, and a region to use
 */
export const checkRegion = ({ region, acting }: Pick<Config, 'region' | 'acting'>): void => {
  const known = RegionInfo.regions.map(({ name }) => name);
  if (acting === 'on' && WITHOUT_FUNCTION_URLS.includes(region))
    throw new ConfigError(
      `acting: 'on' needs a Lambda function URL, which AWS does not have in ${region}. Set another region: ap-northeast-1 (Tokyo) and ap-northeast-2 (Seoul) were validated. Or set acting: 'off'.`,
    );
  if (known.includes(region)) return;
  const meant = nearestWord(region, known);
  throw new ConfigError(
    `region: ${JSON.stringify(region)} is no region that aws-cdk-lib knows. ${
      meant === undefined
        ? 'Korea is ap-northeast-2; for a newer region update aws-cdk-lib.'
        : `Did you mean ${meant}?`
    }`,
  );
};
