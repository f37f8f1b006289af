import { createWebClient } from '../../../lib/slack/client/create-web-client.ts';
import {
  createPrepareCall,
  type ReadToken,
  type SlackCalls,
} from '../../../lib/slack/client/prepare-call.ts';
import type { Log } from '../../../lib/workflows/ports/log.ts';
import { keepLog } from './keep-log.ts';

/** Calls to a made-up Slack. */
export const slackAt = (
  slackApiUrl: string,
  { token = async () => 'xoxb-made-up', log = keepLog() }: { token?: ReadToken; log?: Log } = {},
): SlackCalls => ({
  client: createWebClient({ slackApiUrl, timeoutMs: 60_000 }),
  prepareCall: createPrepareCall(token, log),
  log,
});
