import type { App } from 'aws-cdk-lib';
import { ConfigError } from '../lib/config/config-error.ts';

/** Base URLs of stand-ins for Coupang and Slack. */
export type Endpoints = { coupangBaseUrl?: string; slackApiUrl?: string };

/**
 * The values of `cdk deploy -c coupangBaseUrl=… -c slackApiUrl=…`, for a trial against a simulator. The environment is
 * ignored, because it may hold the laptop's variables.
 * @throws ConfigError for a value that is not a URL
 */
export const readEndpoints = (app: App): Endpoints => {
  const coupangBaseUrl = readUrl(app, 'coupangBaseUrl');
  const slackApiUrl = readUrl(app, 'slackApiUrl');
  return {
    ...(coupangBaseUrl !== undefined && { coupangBaseUrl }),
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  };
};

const readUrl = (app: App, name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name);
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^https?:\/\/[^/\s]+/.test(value) && URL.canParse(value)) return value;
  throw new ConfigError(
    `-c ${name}=${JSON.stringify(value)}: must be a URL such as http://127.0.0.1:4500. Leave it out to call ${name === 'slackApiUrl' ? 'Slack' : 'Coupang'}.`,
  );
};
