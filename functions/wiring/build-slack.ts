import { ENV } from '../../lib/config/names.ts';
import { defined } from '../../lib/domain/defined.ts';
import { createWebClient } from '../../lib/slack/client/create-web-client.ts';
import { createPrepareCall, type ReadToken, type SlackCalls } from '../../lib/slack/client/prepare-call.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from './environment.ts';

/** @param timeoutMs of a whole call */
export const buildSlack = (
  env: Environment,
  readToken: ReadToken,
  log: Log,
  timeoutMs?: number,
): SlackCalls => ({
  client: createWebClient({ slackApiUrl: env[ENV.slackApiUrl], ...defined({ timeoutMs }) }),
  prepareCall: createPrepareCall(readToken, log),
  log,
});
