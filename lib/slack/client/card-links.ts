import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { SlackFailure } from '../../workflows/ports/slack-error.ts';
import type { CallContext } from './classify-slack-error.ts';
import type { PrepareCall } from './prepare-call.ts';
import type { LinkTo } from '../format/format-link.ts';
const answer = z.object({ url: z.url({ protocol: /^https$/ }) });

/**
 * Links to many cards for the price of one call in a process: the workspace's address is asked for, and links are written as
 * `chat.getPermalink` writes them. Source: docs.slack.dev, `auth.test` and `chat.getPermalink`. A link is worth no failure.
 */
export const createCardLinks = (
  client: WebClient,
  prepareCall: PrepareCall,
): ((context: CallContext) => Promise<LinkTo>) => {
  let workspace: string | undefined;
  return async ({ what }) => {
    workspace ??= await readWorkspace(client, prepareCall, what);
    return workspace === undefined ? () => undefined : linksIn(workspace);
  };
};

/**
 * @param workspace the address of the workspace
 * @internal
 */
export const linksIn =
  (workspace: string): LinkTo =>
  ({ channel, ts, threadTs }) => {
    if (channel === undefined || ts === undefined) return undefined;
    const card = new URL(`archives/${channel}/p${ts.replace('.', '')}`, workspace).href;
    return threadTs === undefined ? card : `${card}?thread_ts=${threadTs}&cid=${channel}`;
  };

const readWorkspace = async (
  client: WebClient,
  prepareCall: PrepareCall,
  what: string,
): Promise<string | undefined> => {
  try {
    const call = await prepareCall({ call: 'look-up', what });
    const read = answer.safeParse(await call((token) => client.auth.test({ token })));
    return read.success ? read.data.url : undefined;
  } catch (error) {
    if (error instanceof SlackFailure) return undefined;
    throw error;
  }
};
