import { defined } from '../../lib/domain/defined.ts';
import type { Change, Channels } from '../slack/channels.ts';
import type { Message } from '../slack/message.ts';
import { type Patch, toHtml } from './patch.ts';
import {
  CHANNEL_PART,
  MOST_SHOWN,
  renderChannels,
  renderOlder,
  renderShown,
  repliesTo,
  shownInChannel,
} from './render-channels.ts';
import { PART, renderPost, renderReply, renderReplyCount, renderThread } from './render-message.ts';
import { anchorOf } from './render-mrkdwn.ts';
import type { View } from './view.ts';

/** Several messages may have come since, and each pushes one out of the list. */
const MOST_DROPPED = 10;

/** The page's changes after a change in a channel: the message, and the counts around it. */
export const patchMessages = async (
  { kind, message: { channel, ts } }: Change,
  channels: Channels,
  view: View,
): Promise<Patch[]> => {
  // A deletion is rare, and may remove a thread or a channel's last message too.
  if (kind === 'deleted') return [await fillChannels(channels, view)];
  const messages = channels.messages(channel);
  const message = messages.find((one) => one.ts === ts);
  if (message === undefined) return [];
  if (kind === 'edited') return patchPost(message, view, 'edited');
  if (kind === 'reacted') return patchPost(message, view);
  const isShown = message.thread_ts === undefined || message.broadcast === true;
  return [
    ...(await patchThread(message, messages, view)),
    ...(isShown ? await patchList(message, messages, channels, view) : []),
  ];
};

/** @internal */
export const fillChannels = async (channels: Channels, view: View): Promise<Patch> => ({
  do: 'fill',
  id: CHANNEL_PART.all,
  html: await toHtml(renderChannels(channels, view)),
});

const patchList = async (
  message: Message,
  messages: Message[],
  channels: Channels,
  view: View,
): Promise<Patch[]> => {
  const shown = shownInChannel(messages);
  // The first message: until now the page did not show this channel.
  if (shown.at(-1)?.ts === message.ts) return [await fillChannels(channels, view)];
  const html = await toHtml(renderShown(message, messages, view));
  const into = CHANNEL_PART.list(message.channel);
  const put: Patch = { do: 'put', id: shownId(message), into, at: 'start', html, flash: 'new' };
  const dropped = shown.slice(MOST_SHOWN, MOST_SHOWN + MOST_DROPPED);
  if (dropped.length === 0) return [put];
  const older = await toHtml(renderOlder(message.channel, shown.length, view));
  return [
    put,
    ...dropped.map((one): Patch => ({ do: 'remove', id: shownId(one) })),
    { do: 'replace', id: CHANNEL_PART.older(message.channel), html: older },
  ];
};

const patchThread = async (message: Message, messages: Message[], view: View): Promise<Patch[]> => {
  const { thread_ts: rootTs, ts } = message;
  if (rootTs === undefined) return [];
  const replies = repliesTo(rootTs, messages);
  if (replies[0]?.ts === ts) {
    const html = await toHtml(renderThread(rootTs, replies, view));
    return [{ do: 'put', id: PART.thread(rootTs), into: anchorOf(rootTs), at: 'end', html, flash: 'new' }];
  }
  const html = await toHtml(renderReply(message, view));
  const count = await toHtml(renderReplyCount(rootTs, replies.length, view));
  return [
    { do: 'put', id: anchorOf(ts), into: PART.replies(rootTs), at: 'end', html, flash: 'new' },
    { do: 'replace', id: PART.replyCount(rootTs), html: count },
  ];
};

/** Only the content. The reader's thread stays folded or unfolded. */
const patchPost = async (message: Message, view: View, flash?: 'edited'): Promise<Patch[]> => {
  const { post, broadcastPost } = PART;
  const ids = [post(message.ts), ...(message.broadcast === true ? [broadcastPost(message.ts)] : [])];
  return Promise.all(
    ids.map(async (id): Promise<Patch> => {
      const html = await toHtml(renderPost(message, id, view));
      return { do: 'replace', id, html, ...defined({ flash }) };
    }),
  );
};

const shownId = ({ thread_ts: rootTs, ts }: Message): string =>
  rootTs === undefined ? anchorOf(ts) : PART.broadcast(ts);
