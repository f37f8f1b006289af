import { describe, expect, test } from '@jest/globals';
import { checkRegion } from '../../infra/check-region.ts';
import { ConfigError } from '../../lib/config/config-error.ts';

describe('synth refuses a region that AWS does not have (O3)', () => {
  test.each([
    ['ap-notheast-2', 'Did you mean ap-northeast-2?'],
    ['kr-seoul-1', 'Korea is ap-northeast-2'],
  ])('%s', (region, suggestion) => {
    const check = () => checkRegion({ region, acting: 'off' });
    expect(check).toThrow(ConfigError);
    expect(check).toThrow(`region: "${region}" is no region that aws-cdk-lib knows.`);
    expect(check).toThrow(suggestion);
  });

  test.each(['ap-northeast-2', 'ap-northeast-1', 'us-east-1'])('%s is accepted', (region) => {
    expect(() => checkRegion({ region, acting: 'on' })).not.toThrow();
  });
});

test('synth refuses acting in a region without Lambda function URLs, and names the validated ones (O3)', () => {
  const region = 'ap-east-2';
  expect(() => checkRegion({ region, acting: 'off' })).not.toThrow();
  expect(() => checkRegion({ region, acting: 'on' })).toThrow(ConfigError);
  expect(() => checkRegion({ region, acting: 'on' })).toThrow(
    /acting: 'on' .* ap-east-2.*ap-northeast-1 .*ap-northeast-2/,
  );
});
