import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ConfigError } from '../lib/config/config-error.ts';
import { nearestWord } from '../lib/config/nearest-word.ts';
import type { Config } from '../lib/config/schema.ts';

/**
 * Refuses a region that AWS does not have.
 * @throws ConfigError: path, value, reason, and the most similar region
 */
export const checkRegion = ({ region }: Pick<Config, 'region'>): void => {
  const known = RegionInfo.regions.map(({ name }) => name);
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
