import { ENV } from '../../lib/config/names.ts';
import type { AwsCredentials } from '../aws/access-key.ts';
import type { HandlerEnv } from '../common/handlers.ts';
import type { CoupangSettings } from './read-settings.ts';
import type { SlackAccess } from './start-outside.ts';

export type Endpoints = { dynamodb: string; delivery: string; credentials: AwsCredentials };

export type Intervals = { trackSla: number; report: number };

export const LOCAL_TABLE = 'tickets';
export const LOCAL_BUS = 'tickets';
/** The id of this machine's egress state item. */
export const LOCAL_EGRESS = 'laptop';

/** The functions' environment, as the stack sets it in AWS, with this machine's endpoints. */
export const handlerEnv = (
  coupang: CoupangSettings,
  slack: SlackAccess,
  { dynamodb, delivery, credentials }: Endpoints,
  { configFile, region, seconds }: { configFile: string; region: string; seconds: Intervals },
): HandlerEnv => ({
  [ENV.tableName]: LOCAL_TABLE,
  [ENV.busName]: LOCAL_BUS,
  [ENV.configFile]: configFile,
  [ENV.coupangBaseUrl]: coupang.baseUrl,
  [ENV.slackApiUrl]: slack.apiUrl,
  [ENV.secretsFrom]: 'environment',
  [ENV.egressName]: LOCAL_EGRESS,
  [ENV.trackSlaSeconds]: String(seconds.trackSla),
  [ENV.reportSeconds]: String(seconds.report),
  COUPANG_ACCESS_KEY: coupang.accessKey,
  COUPANG_SECRET_KEY: coupang.secretKey,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_TEAM_ID: slack.workspace?.teamId,
  SLACK_ENTERPRISE_ID: slack.workspace?.enterpriseId,
  AWS_REGION: region,
  AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
  AWS_ENDPOINT_URL_EVENTBRIDGE: delivery,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});
