import type { WebClient } from '@slack/web-api';
import type { VendorConfig } from '../config/schema.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { messageName } from '../domain/delivery/plan-delivery.ts';
import type { Subject } from '../domain/delivery/subject.ts';
import type { Destination, LineName, Ticket } from '../domain/ticket/ticket.ts';
import type { Log } from '../workflows/ports/log.ts';
import type { PostHow, SlackChannel } from '../workflows/ports/slack-port.ts';
import { buildLine, type LineMessage } from './card/build-line.ts';
import { buildMessage, type MessageContext } from './build-message.ts';
import { createCardLinks } from './client/card-links.ts';
import type { Doing } from './client/classify-slack-error.ts';
import { doingTo, prepare } from './client/doing.ts';
import { findMessage } from './client/find-message.ts';
import { messageMetadata } from './client/message-metadata.ts';
import type { Message } from './format/message.ts';
import { permalink } from './client/permalink.ts';
import { createPrepareCall, type ReadToken } from './client/prepare-call.ts';
import { AS_IT_IS, createPreparePost } from './client/prepare-post.ts';
import { placeOf, whereToPost } from './client/where-to-post.ts';

type Options = {
  /** As createWebClient makes it. */
  client: WebClient;
  token: ReadToken;
  vendorOf: (vendor: VendorRef) => VendorConfig;
  log: Log;
  /** Without Coupang's offset, epoch ms. */
  now?: () => number;
};

/** Slack, in terms of tickets and notices; every function throws SlackFailure, classified by R19, R21 and R22. */
export const createSlackChannel = ({
  client,
  token: readToken,
  vendorOf,
  log,
  now = Date.now,
}: Options): SlackChannel => {
  const prepareCall = createPrepareCall(readToken, log);
  const preparePost = createPreparePost({ client, prepareCall, log });
  const readLinks = createCardLinks(client, prepareCall);

  type Shown = Pick<MessageContext, 'inThread' | 'isEdit' | 'back'>;
  const messageOf = async (subject: Subject, how: PostHow, doing: Doing, shown: Shown): Promise<Message> => {
    const { members = [], offsetMs = 0 } = how;
    const linksToCards =
      'notice' in subject
        ? subject.facts.about !== 'digest' && members.length > 0
        : subject.siblings.length > 0;
    const linkTo = linksToCards ? await readLinks(doing) : undefined;
    return prepare(doing, () =>
      buildMessage(subject, {
        vendor: vendorOf(subject),
        now: now() + offsetMs,
        members,
        ...(linkTo && { linkTo }),
        ...shown,
      }),
    );
  };

  const lineOf = async (
    ticket: Ticket,
    name: LineName,
    { threadTs }: Destination,
    how: PostHow,
    doing: Doing,
  ): Promise<LineMessage> => {
    const isReply = threadTs !== undefined;
    const link = isReply ? undefined : await permalink(client, prepareCall, placeOf(ticket, doing), doing);
    const about = { now: now() + (how.offsetMs ?? 0), ...(link !== undefined && { link }) };
    return prepare(doing, () => buildLine(ticket, name, vendorOf(ticket), about));
  };

  return {
    destination: (subject, name, how) => {
      const doing = doingTo(subject, 'post', name);
      return prepare(doing, () => whereToPost(subject, name, how, vendorOf(subject), doing));
    },

    preparePost: async (subject, name, to, how) => {
      const doing = doingTo(subject, 'post', name);
      const metadata = messageMetadata(subject, name);
      if (!('notice' in subject) && name !== 'card' && name !== 'notice') {
        const { broadcast, ...message } = await lineOf(subject, name, to, how, doing);
        const { channel, threadTs } = to;
        const where =
          threadTs === undefined ? { channel } : { channel, thread_ts: threadTs, reply_broadcast: broadcast };
        return preparePost(doing, { ...where, ...contentOf(message, how), metadata });
      }
      const back = subject.replaced && (await permalink(client, prepareCall, subject.replaced, doing));
      const shown = { inThread: to.threadTs !== undefined, ...(back !== undefined && { back }) };
      const message = await messageOf(subject, how, doing, shown);
      return preparePost(doing, { ...placeArguments(to), ...contentOf(message, how), metadata });
    },

    prepareEdit: async (subject, how) => {
      const name = messageName(subject);
      const doing = doingTo(subject, 'edit', name);
      const { channel, ts } = placeOf(subject, doing);
      const shown = { inThread: isInThread(subject), isEdit: true };
      const { text, blocks } = await messageOf(subject, how, doing, shown);
      // Without the field the old blocks may stay. Source: docs.slack.dev, chat.update.
      const content = { text, blocks: how.plain ? [] : blocks };
      const metadata = messageMetadata(subject, name);
      const call = await prepareCall(doing);
      return async () => {
        await call((token) => client.chat.update({ ...content, metadata, ...AS_IT_IS, channel, ts, token }));
      };
    },

    find: (subject, attempt) => findMessage(client, prepareCall, subject, attempt),
  };
};

/** Plain is text alone: there are workspaces that refuse every block (R22). */
const contentOf = ({ text, blocks }: Message, { plain }: PostHow): Message | Pick<Message, 'text'> =>
  plain ? { text } : { text, blocks };

const isInThread = (subject: Subject): boolean => !('notice' in subject) && subject.threadTs !== undefined;

/** As `chat.postMessage` names it. */
const placeArguments = ({ channel, threadTs }: Destination) => ({
  channel,
  ...(threadTs !== undefined && { thread_ts: threadTs }),
});
