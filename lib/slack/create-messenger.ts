import { defined } from '../domain/defined.ts';
import type { VendorConfig } from '../config/schema.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { messageName } from '../domain/delivery/plan-delivery.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import type { Destination, LineName, Ticket } from '../domain/ticket/ticket.ts';
import type { PostOptions, Messenger } from '../workflows/ports/slack.ts';
import { buildLine, type LineMessage } from './card/build-line.ts';
import { createLinks } from './client/links.ts';
import type { CallContext } from './client/classify-slack-error.ts';
import { contextOf, placeIn, prepare } from './client/call-context.ts';
import { findMessage, isMessageThere } from './client/find-message.ts';
import { messageMetadata } from './client/message-metadata.ts';
import { mentionsIn } from './format/format-mentions.ts';
import type { Message } from './format/blocks.ts';
import type { SlackCalls } from './client/prepare-call.ts';
import { AS_IT_IS, createPreparePost } from './client/prepare-post.ts';
import { buildCard } from './card/build-card.ts';
import type { LinkTo } from './format/format-link.ts';
import { buildNotice } from './notices/build-notice.ts';

type Options = {
  vendorOf: (vendor: VendorRef) => VendorConfig;
  now?: () => number;
  elapsed?: () => number;
  acting?: boolean;
  /** The age at which a claim no longer counts, ms (S6). */
  claimStaleMs?: number;
};

/** Slack in terms of tickets and notices. Every function throws SlackFailure, classified by R19, R21 and R22. */
export const createMessenger = (
  slack: SlackCalls,
  { vendorOf, now = Date.now, elapsed = () => performance.now(), acting = false, claimStaleMs }: Options,
): Messenger => {
  const { client, prepareCall } = slack;
  const preparePost = createPreparePost(slack);
  const links = createLinks(slack);

  type Shown = Pick<MessageContext, 'inThread' | 'isEdit' | 'back'>;
  const messageOf = async (
    deliverable: Deliverable,
    options: PostOptions,
    context: CallContext,
    shown: Shown,
  ): Promise<Message> => {
    const { members = [] } = options;
    const linksToCards =
      deliverable.type === 'notice'
        ? members.some(({ delivery: { ts } }) => ts !== undefined)
        : deliverable.facts.siblings.length > 0;
    const linkTo = linksToCards ? await links.toCards(context) : undefined;
    return prepare(context, () =>
      buildMessage(deliverable, {
        vendor: vendorOf(deliverable.key),
        now: now(),
        members,
        acting,
        ...defined({ linkTo, claimStaleMs }),
        ...shown,
      }),
    );
  };

  const lineOf = async (
    ticket: Ticket,
    name: LineName,
    { threadTs }: Destination,
    context: CallContext,
  ): Promise<LineMessage> => {
    const isReply = threadTs !== undefined;
    const link = isReply ? undefined : await links.toMessage(placeIn(ticket, context), context);
    const about = { now: now(), ...defined({ link }) };
    return prepare(context, () => buildLine(ticket, name, vendorOf(ticket.key), about));
  };

  return {
    preparePost: async (deliverable, name, to, options) => {
      const context = contextOf(deliverable.key, 'post', name);
      const metadata = messageMetadata(deliverable.key, name);
      if (deliverable.type === 'ticket' && name !== 'card' && name !== 'notice') {
        const { broadcast, ...message } = await lineOf(deliverable, name, to, context);
        const { channel, threadTs } = to;
        const where =
          threadTs === undefined ? { channel } : { channel, thread_ts: threadTs, reply_broadcast: broadcast };
        return preparePost(context, { ...where, ...contentOf(message, options), metadata });
      }
      const back =
        deliverable.delivery.replaced && (await links.toMessage(deliverable.delivery.replaced, context));
      const shown = { inThread: to.threadTs !== undefined, ...defined({ back }) };
      const message = await messageOf(deliverable, options, context, shown);
      return preparePost(context, {
        ...placeArguments(to),
        ...contentOf(message, options),
        metadata,
      });
    },

    prepareEdit: async (deliverable, options) => {
      const { line } = options;
      const name = line ?? messageName(deliverable);
      const context = contextOf(deliverable.key, 'edit', name);
      const { channel, ts } = placeIn(deliverable, context, line);
      const shown = { inThread: isInThread(deliverable), isEdit: true };
      const message =
        line !== undefined && deliverable.type === 'ticket'
          ? await lineOf(deliverable, line, { channel, threadTs: ts }, context)
          : await messageOf(deliverable, options, context, shown);
      // Without the field the old blocks may stay. Source: docs.slack.dev, chat.update.
      const content = { blocks: [], ...contentOf(message, options) };
      const metadata = messageMetadata(deliverable.key, name);
      const call = await prepareCall(context);
      return async () => {
        await call((token) => client.chat.update({ ...content, metadata, ...AS_IT_IS, channel, ts, token }));
      };
    },

    find: (deliverable, attempt) => findMessage(slack, deliverable, attempt, elapsed),

    isThere: (deliverable) => isMessageThere(slack, deliverable),

    // Source: docs.slack.dev, `auth.test`.
    checkToken: async () => {
      const call = await prepareCall({ call: 'look-up', what: 'the token' });
      await call((token) => client.auth.test({ token }));
    },
  };
};

/** Some workspaces refuse every block (R22). A plain message is text with the mentions of the blocks. */
const contentOf = ({ text, blocks }: Message, { plain }: PostOptions) =>
  plain ? { text: [text, ...mentionsIn(blocks)].join(' ') } : { text, blocks };

const isInThread = (deliverable: Deliverable): boolean =>
  deliverable.type === 'ticket' && deliverable.delivery.threadTs !== undefined;

const placeArguments = ({ channel, threadTs }: Destination) =>
  threadTs === undefined ? { channel } : { channel, thread_ts: threadTs };

export type MessageContext = {
  vendor: VendorConfig;
  /** Epoch ms. Determines how long a blindness has lasted, and whether a shift or a deadline is over. */
  now: number;
  members: readonly Ticket[];
  linkTo?: LinkTo;
  /** For a card: an edit notifies nobody. */
  isEdit?: boolean;
  /** For a card: it is a reply in a list's thread. */
  inThread: boolean;
  acting?: boolean;
  /** The age at which a claim no longer counts, ms (S6). Default: none. */
  claimStaleMs?: number;
  /** The link to the replaced message (R22), if Slack gave a link. */
  back?: string;
};

/**
 * The one message of a ticket or notice in its present state.
 * @internal
 */
export const buildMessage = (deliverable: Deliverable, message: MessageContext): Message =>
  deliverable.type === 'notice'
    ? buildNotice(deliverable, message)
    : buildCard(deliverable, message.vendor, message);
