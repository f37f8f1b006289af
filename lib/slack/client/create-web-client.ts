import { LogLevel, WebClient } from '@slack/web-api';
import { defined } from '../../domain/defined.ts';
import * as z from 'zod/mini';
import { type Workspace, workspaceSchema } from '../../config/read-secret.ts';

/**
 * Makes each call once: a repeated call would be a second message (R20). Nothing is logged, since the client's log contains bodies.
 * @param slackApiUrl for the laptop and for tests; by default Slack itself
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
 * The workspace of a bot token. Source: docs.slack.dev, auth.test.
 * @throws the client's errors, or an error if the answer names no workspace
 */
export const findWorkspace = async (client: WebClient, token: string): Promise<Workspace> => {
  const { team_id: teamId, enterprise_id: enterpriseId } = authTestAnswer.parse(
    await client.auth.test({ token }),
  );
  return defined(workspaceSchema.parse({ teamId, ...(enterpriseId && { enterpriseId }) }));
};

const authTestAnswer = z.object({ team_id: z.string(), enterprise_id: z.nullish(z.string()) });
