import { describe, expect, test } from '@jest/globals';
import { checkRegion } from '../../infra/check-region.ts';
import { ConfigError } from '../../lib/config/config-error.ts';

describe('synth refuses a region that AWS does not have (O3)', () => {
  test.each([
    ['ap-notheast-2', 'Did you mean ap-northeast-2?'],
    ['kr-seoul-1', 'Korea is ap-northeast-2'],
  ])('%s', (region, suggestion) => {
    expect(() => checkRegion({ region })).toThrow(ConfigError);
    expect(() => checkRegion({ region })).toThrow(`region: "${region}" is no region that aws-cdk-lib knows.`);
    expect(() => checkRegion({ region })).toThrow(suggestion);
  });

  test.each(['ap-northeast-2', 'ap-northeast-1', 'us-east-1'])('%s is accepted', (region) => {
    expect(() => checkRegion({ region })).not.toThrow();
  });
});
