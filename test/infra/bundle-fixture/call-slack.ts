import type { WebClient } from '@slack/web-api';
import { createWebClient } from '../../../lib/slack/client/create-web-client.ts';

const CALLS: Record<string, (client: WebClient) => Promise<unknown>> = {
  post: (client) =>
    client.chat.postEphemeral({
      token: 'made-up',
      channel: 'C1',
      user: 'U1',
      text: '문의',
      blocks: [{ type: 'divider' }],
    }),
  nested: (client) => client.usergroups.users.list({ token: 'made-up', usergroup: 'S1' }),
  refused: (client) => client.auth.test({ token: 'refused' }),
  limited: (client) => client.auth.test({ token: 'limited' }),
  limitedWithoutTime: (client) => client.auth.test({ token: 'limited-without-time' }),
  broken: (client) => client.auth.test({ token: 'broken' }),
  unanswered: (client) => client.auth.test({ token: 'unanswered' }),
};

/** Makes all calls, and returns the results. */
export const callSlack = async (slackApiUrl: string): Promise<Record<string, unknown>> => {
  const client = createWebClient({ slackApiUrl, timeoutMs: 2000 });
  const results: Record<string, unknown> = {};
  for (const [name, call] of Object.entries(CALLS)) results[name] = await call(client).catch(describe);
  return results;
};

/** Without the count of tries that `p-retry` adds. */
const describe = (error: unknown): unknown =>
  error instanceof Error
    ? {
        ...Object.fromEntries(Object.entries(error)),
        attemptNumber: undefined,
        retriesLeft: undefined,
        name: error.name,
        message: error.message,
        cause: String(error.cause),
      }
    : error;
