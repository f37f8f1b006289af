import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { readEndpoints } from '../../infra/read-endpoints.ts';
import { ConfigError } from '../../lib/config/config-error.ts';

const read = (context: Record<string, unknown>) => readEndpoints(new App({ context }));

describe('the endpoints of a trial', () => {
  test('are Coupang’s and Slack’s unless the command names others', () => {
    expect(read({})).toEqual({});
    expect(read({ coupangBaseUrl: 'http://127.0.0.1:4500' })).toEqual({
      coupangBaseUrl: 'http://127.0.0.1:4500',
    });
    expect(read({ slackApiUrl: 'http://127.0.0.1:4501/api/' })).toEqual({
      slackApiUrl: 'http://127.0.0.1:4501/api/',
    });
  });

  test.each(['127.0.0.1:4500', '', 'ftp://x', 7, true, {}])('%p is refused with name and reason', (value) => {
    expect(() => read({ coupangBaseUrl: value })).toThrow(ConfigError);
    expect(() => read({ coupangBaseUrl: value })).toThrow(/^-c coupangBaseUrl=.* must be a URL such as/);
  });
});
