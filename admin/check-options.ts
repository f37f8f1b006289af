import { ConfigError } from '../lib/config/config-error.ts';
import { REGION } from '../lib/config/schema.ts';

/** @throws ConfigError unless it looks like a region of AWS, or is absent. Of an empty one the SDK says nothing of use */
export const checkRegion = (option: string, value: unknown, usage: string): void => {
  if (value === undefined || (typeof value === 'string' && REGION.test(value))) return;
  throw new ConfigError(`${option} must be an AWS region such as ap-northeast-2.\n\n${usage}`);
};

/** @throws ConfigError unless it is the id of a Slack channel, or absent */
export const checkChannelId = (option: string, value: string | undefined, usage: string): void => {
  if (value === undefined || /^[CG][A-Z0-9]{2,}$/.test(value)) return;
  throw new ConfigError(`${option} must be a Slack channel id such as C0123456789, not a name.\n\n${usage}`);
};

/** @throws ConfigError unless it is a URL, or absent */
export const checkUrl = (option: string, value: string | undefined, usage: string): void => {
  if (value === undefined || /^https?:\/\/./.test(value)) return;
  throw new ConfigError(
    `${option} must be a URL such as http://127.0.0.1:4400/api/. Leave it out to ask the real one.\n\n${usage}`,
  );
};
