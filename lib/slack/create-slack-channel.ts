import type { WebClient } from '@slack/web-api';
import type { VendorConfig } from '../config/schema.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import { messageName } from '../domain/plan-delivery.ts';
import type { Subject } from '../domain/subject.ts';
import type { Log } from '../workflows/ports.ts';
import type { Posted, PostHow, SlackChannel } from '../workflows/slack-port.ts';
import { SlackFailure } from '../workflows/slack-error.ts';
import { buildLine } from './build-line.ts';
import { buildMessage, type MessageContext } from './build-message.ts';
import { createCallSlack, type ReadToken } from './call-slack.ts';
import { createCardLinks } from './card-links.ts';
import type { Doing } from './classify-slack-error.ts';
import { createPace, type Pace } from './create-pace.ts';
import { doingTo, prepare } from './doing.ts';
import { findMessage } from './find-message.ts';
import { messageMetadata } from './message-metadata.ts';
import { permalink } from './permalink.ts';
import { plainMessage } from './plain-message.ts';
import { AS_IT_IS, createPostMessage } from './post-message.ts';
import { type Destination, placeOf, whereToLook, whereToPost, whereToPostLine } from './where-to-post.ts';

type Options = {
  /** As createWebClient makes it. */
  client: WebClient;
  token: ReadToken;
  vendorOf: (vendor: VendorRef) => VendorConfig;
  log: Log;
  pace?: Pace;
  /** Without Coupang's offset, epoch ms. */
  now?: () => number;
};

/** Slack, in terms of tickets and notices; every function throws SlackFailure, classified by R19, R21 and R22. */
export const createSlackChannel = ({
  client,
  token: readToken,
  vendorOf,
  log,
  pace = createPace(),
  now = Date.now,
}: Options): SlackChannel => {
  const call = createCallSlack(readToken, log);
  const post = createPostMessage({ client, call, pace, log });
  const readLinks = createCardLinks(client, call);

  type Shown = Pick<MessageContext, 'inThread' | 'isEdit' | 'back'>;
  const messageOf = async (subject: Subject, how: PostHow, doing: Doing, shown: Shown) => {
    const { members = [], offsetMs = 0 } = how;
    const linksToCards =
      'notice' in subject
        ? subject.facts.about !== 'digest' && members.length > 0
        : subject.siblings.length > 0;
    const linkTo = linksToCards ? await readLinks(doing) : undefined;
    const message = prepare(doing, () =>
      buildMessage(subject, {
        vendor: vendorOf(subject),
        now: now() + offsetMs,
        members,
        ...(linkTo && { linkTo }),
        ...shown,
      }),
    );
    const metadata = messageMetadata(subject, messageName(subject));
    return { ...(how.plain ? plainMessage(message) : message), metadata };
  };

  return {
    post: async (subject, how = {}) => {
      const doing = doingTo(subject, 'post', messageName(subject));
      const where = prepare(doing, () => whereToPost(subject, how, vendorOf(subject)));
      const back = subject.replaced && (await permalink(client, call, subject.replaced, doing));
      const inThread = where.threadTs !== undefined;
      const shown = { inThread, ...(back !== undefined && { back }) };
      const message = await messageOf(subject, how, doing, shown);
      return post(doing, { ...destination(where), ...message });
    },

    edit: async (subject, how = {}) => {
      const doing = doingTo(subject, 'edit', messageName(subject));
      const { channel, ts } = placeOf(subject, doing);
      const message = await messageOf(subject, how, doing, { inThread: isInThread(subject), isEdit: true });
      await call(doing, (token) => client.chat.update({ ...message, ...AS_IT_IS, channel, ts, token }));
    },

    postLine: async (ticket, line, how = {}) => {
      const doing = doingTo(ticket, 'post', line.name);
      const vendor = prepare(doing, () => vendorOf(ticket));
      const { channel, threadTs } = whereToPostLine(ticket, line.name, how, vendor, doing);
      const isReply = threadTs !== undefined;
      const link = isReply ? undefined : await permalink(client, call, placeOf(ticket, doing), doing);
      const about = { now: now() + (how.offsetMs ?? 0), ...(link !== undefined && { link }) };
      const { broadcast, ...built } = prepare(doing, () => buildLine(ticket, line, vendor, about));
      const message = how.plain ? plainMessage(built) : built;
      const metadata = messageMetadata(ticket, line.name);
      const place = isReply ? { channel, thread_ts: threadTs, reply_broadcast: broadcast } : { channel };
      return { ts: (await post(doing, { ...place, ...message, metadata })).ts };
    },

    find: async (subject, attempt, since, how = {}) => {
      const doing = doingTo(subject, 'look-up', attempt.name);
      const where = prepare(doing, () => whereToLook(subject, attempt, how, vendorOf(subject), doing));
      const findIn = async (place: Destination): Promise<Posted | undefined> => {
        const after = subject.replaced && { after: subject.replaced.ts };
        const search = { subject, name: attempt.name, since, ...after, ...place };
        const ts = await findMessage(client, call, search, doing);
        return ts === undefined ? undefined : { ...place, ts };
      };
      const { channel } = where;
      return findIn(where).catch((error: unknown) => {
        if (!isGoneThread(error)) throw error;
        // A reply to a thread that was gone stands in the channel.
        return findIn({ channel });
      });
    },
  };
};

const isInThread = (subject: Subject): boolean => !('notice' in subject) && subject.threadTs !== undefined;

/** As `chat.postMessage` names it. */
const destination = ({ channel, threadTs }: Destination) => ({
  channel,
  ...(threadTs !== undefined && { thread_ts: threadTs }),
});

const isGoneThread = (error: unknown): boolean =>
  error instanceof SlackFailure && error.reason === 'thread_not_found';
