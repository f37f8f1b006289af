import type { ChatPostMessageArguments, WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { VendorConfig } from '../config/schema.ts';
import { NotifierError } from '../domain/notifier-error.ts';
import { ticketId } from '../domain/ticket-id.ts';
import type { AttemptName, Ticket, TicketKey } from '../domain/ticket.ts';
import type { Log, PostHow, SlackChannel } from '../workflows/ports.ts';
import { SlackFailure } from '../workflows/slack-error.ts';
import { buildCard } from './build-card.ts';
import { buildLine } from './build-line.ts';
import { createCallSlack, type ReadToken } from './call-slack.ts';
import type { Doing } from './classify-slack-error.ts';
import { createPace, type Pace } from './create-pace.ts';
import { findMessage } from './find-message.ts';
import { messageMetadata } from './message-metadata.ts';
import { permalink } from './permalink.ts';
import { plainMessage } from './plain-message.ts';

type Options = {
  /** As createWebClient makes it. */
  client: WebClient;
  token: ReadToken;
  vendorOf: (key: TicketKey) => VendorConfig;
  log: Log;
  pace?: Pace;
};

/** The app's own text is taken as it is: no name or address in it becomes a mention or a link by itself. */
const AS_IT_IS = { parse: 'none', link_names: false } as const;
const NO_PREVIEW = { unfurl_links: false, unfurl_media: false } as const;

/** Slack, in terms of tickets; every function throws SlackFailure, classified by R19, R21 and R22. */
export const createSlackChannel = ({
  client,
  token: readToken,
  vendorOf,
  log,
  pace = createPace(),
}: Options): SlackChannel => {
  const call = createCallSlack(readToken, log);
  const channelOf = (ticket: Ticket, doing: Doing): string =>
    ticket.channel ?? render(doing, () => vendorOf(ticket).channel);

  const post = async (doing: Doing, message: ChatPostMessageArguments): Promise<Posted> => {
    await pace(message.channel);
    const answer = await call(doing, (token) =>
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, no window's.
      client.chat.postMessage({ ...message, ...AS_IT_IS, ...NO_PREVIEW, token }),
    );
    const read = posted.safeParse(answer);
    if (read.success) return read.data;
    // The message stands, we do not know where.
    throw new SlackFailure(
      'unsure',
      'unreadable_answer',
      `Slack: post of ${doing.what}: the answer has no ts.`,
    );
  };

  const cardMessage = (ticket: Ticket, doing: Doing, how: PostHow, back?: string) => {
    const message = render(doing, () => buildCard(ticket, vendorOf(ticket), back));
    return { ...(how.plain ? plainMessage(message) : message), metadata: messageMetadata(ticket, 'card') };
  };

  return {
    postCard: async (ticket, how = {}) => {
      const doing = doingTo(ticket, 'post', 'card');
      const channel = how.fallback
        ? render(doing, () => vendorOf(ticket).fallbackChannel)
        : channelOf(ticket, doing);
      const back = ticket.replaced && (await permalink(client, call, ticket.replaced, doing));
      const { ts, channel: postedIn = channel } = await post(doing, {
        channel,
        ...cardMessage(ticket, doing, how, back),
      });
      return { channel: postedIn, ts };
    },

    editCard: async (ticket, how = {}) => {
      const doing = doingTo(ticket, 'edit', 'card');
      const { channel, ts } = cardOf(ticket, doing);
      const card = cardMessage(ticket, doing, how);
      await call(doing, (token) => client.chat.update({ ...card, ...AS_IT_IS, channel, ts, token }));
    },

    postLine: async (ticket, line, how = {}) => {
      const doing = doingTo(ticket, 'post', line.name);
      const { channel, ts } = cardOf(ticket, doing);
      const { broadcast, ...built } = render(doing, () => buildLine(ticket, line, vendorOf(ticket)));
      const message = how.plain ? plainMessage(built) : built;
      const metadata = messageMetadata(ticket, line.name);
      const reply = { channel, thread_ts: ts, reply_broadcast: broadcast, ...message, metadata };
      return { ts: (await post(doing, reply)).ts };
    },

    find: async (ticket, { name, fallback }, since) => {
      const doing = doingTo(ticket, 'look-up', name);
      const thread = name === 'card' ? {} : { threadTs: cardOf(ticket, doing).ts };
      const channel = fallback
        ? render(doing, () => vendorOf(ticket).fallbackChannel)
        : channelOf(ticket, doing);
      const search = { ticket, name, channel, since, ...thread };
      const ts = await findMessage(client, call, search, doing).catch(nothingInAGoneThread);
      return ts === undefined || ts === ticket.replaced?.ts ? undefined : { channel, ts };
    },
  };
};

/** What fails before the request is made has surely posted nothing. */
const render = <T>({ call, what }: Doing, build: () => T): T => {
  try {
    return build();
  } catch (cause) {
    const why = cause instanceof NotifierError ? cause.message : 'it cannot be rendered, a defect of ours.';
    throw new SlackFailure('refused', 'not_rendered', `Slack: ${call} of ${what} was not sent: ${why}`, {
      cause,
    });
  }
};

const doingTo = (ticket: TicketKey, call: Doing['call'], name: AttemptName): Doing => ({
  call,
  what: `${name} for ${ticketId(ticket)}`,
});

const cardOf = ({ channel, ts }: Ticket, { call, what }: Doing): { channel: string; ts: string } => {
  if (channel !== undefined && ts !== undefined) return { channel, ts };
  throw new SlackFailure(
    'card-unusable',
    'no_card',
    `Slack: ${call} of ${what}: the ticket has no card yet.`,
  );
};

const posted = z.object({ ts: z.string(), channel: z.optional(z.string()) });
type Posted = z.infer<typeof posted>;

const nothingInAGoneThread = (error: unknown): undefined => {
  if (error instanceof SlackFailure && error.reason === 'thread_not_found') return undefined;
  throw error;
};
