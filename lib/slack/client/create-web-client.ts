import { LogLevel, WebClient } from '@slack/web-api';
import { defined } from '../../domain/defined.ts';
import * as z from 'zod/mini';
import { type Workspace, workspaceSchema } from '../../config/read-secret.ts';

/**
 * Slack's client makes each call once. It does not repeat a call, which would be a second message, and does not sleep after
 * a 429 (R20). It holds no token: each call brings one. It logs nothing: its own log holds bodies.
 * @param slackApiUrl for the laptop and for tests; Slack itself without it
 * @param timeoutMs of a whole call, from its start to the last byte of the answer
 */
export const createWebClient = ({
  slackApiUrl,
  timeoutMs = 10_000,
}: {
  slackApiUrl?: string | undefined;
  timeoutMs?: number;
} = {}): WebClient =>
  new WebClient(undefined, {
    ...defined({ slackApiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    allowAbsoluteUrls: false,
    logger: SILENT_LOGGER,
  });

const nothing = (): void => {};
export const SILENT_LOGGER = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

/**
 * Asks Slack for the workspace of a bot token. Source: docs.slack.dev, auth.test.
 * @throws what the client throws, or an error if the answer names no workspace
 */
export const findWorkspace = async (client: WebClient, token: string): Promise<Workspace> => {
  const { team_id: teamId, enterprise_id: enterpriseId } = authTestAnswer.parse(
    await client.auth.test({ token }),
  );
  return defined(workspaceSchema.parse({ teamId, ...(enterpriseId && { enterpriseId }) }));
};

const authTestAnswer = z.object({ team_id: z.string(), enterprise_id: z.nullish(z.string()) });
