import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { type Workspace, workspaceSchema } from '../../config/read-secret.ts';
import { defined } from '../../domain/defined.ts';

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
