import * as z from 'zod/mini';
import type { Place } from '../../domain/ticket/ticket.ts';
import { SlackFailure } from '../../workflows/ports/slack.ts';
import type { LinkTo } from '../format/format-link.ts';
import type { CallContext } from './classify-slack-error.ts';
import type { SlackCalls } from './prepare-call.ts';

export type Links = {
  /** Slack's own link to a message, by one call. `undefined` if Slack gives none, for example for a deleted message. */
  toMessage: (place: Place, context: CallContext) => Promise<string | undefined>;
  /** Links to many cards, by one call per process. They have Slack's form, even for a deleted card. */
  toCards: (context: CallContext) => Promise<LinkTo>;
};

const https = z.url({ protocol: /^https$/ });
const message = z.object({ permalink: https });
const workspace = z.object({ url: https });

/** A failure gives no link and no error. Source: docs.slack.dev, `chat.getPermalink` and `auth.test`. */
export const createLinks = ({ client, prepareCall }: SlackCalls): Links => {
  const ask = async <Answer>(
    { what }: CallContext,
    answer: z.ZodMiniType<Answer>,
    request: (token: string) => Promise<unknown>,
  ): Promise<Answer | undefined> => {
    try {
      const call = await prepareCall({ call: 'look-up', what });
      return answer.safeParse(await call(request)).data;
    } catch (error) {
      if (error instanceof SlackFailure) return undefined;
      throw error;
    }
  };
  let address: string | undefined;
  return {
    toMessage: async ({ channel, ts }, context) => {
      const request = (token: string) => client.chat.getPermalink({ channel, message_ts: ts, token });
      return (await ask(context, message, request))?.permalink;
    },
    toCards: async (context) => {
      address ??= (await ask(context, workspace, (token) => client.auth.test({ token })))?.url;
      return address === undefined ? () => undefined : linksIn(address);
    },
  };
};

/**
 * @param address of the workspace
 * @internal
 */
export const linksIn =
  (address: string): LinkTo =>
  ({ channel, ts, threadTs }) => {
    if (channel === undefined || ts === undefined) return undefined;
    const card = new URL(`archives/${channel}/p${ts.replace('.', '')}`, address).href;
    return threadTs === undefined ? card : `${card}?thread_ts=${threadTs}&cid=${channel}`;
  };
