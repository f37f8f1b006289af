import { html } from 'hono/html';
import { directChannel } from '../slack/acts/direct.ts';
import type { Channels } from '../slack/channels.ts';
import type { Message } from '../slack/message.ts';
import { renderBroadcast, renderMessage } from './render-message.ts';
import type { Markup } from './render-mrkdwn.ts';
import type { View } from './view.ts';

/** How many of a channel's newest messages are shown. */
export const MOST_SHOWN = 100;

export const CHANNEL_PART = {
  all: 'channel-list',
  list: (id: string): string => `list-${id}`,
  older: (id: string): string => `older-${id}`,
};

/**
 * The channels that hold messages. The newest message is on top, unlike in Slack, which has its input field below. Here
 * people only read, and see the latest event without scrolling.
 */
export const renderChannels = (channels: Channels, view: View): Markup => {
  const filled = channels.ids().filter((id) => shownInChannel(channels.messages(id)).length > 0);
  if (filled.length === 0) return html`<p class="empty">${view.texts.noMessages}</p>`;
  return html`${filled.length > 1 ? renderLinks(filled, view) : ''}
${filled.map((id) => renderChannel(id, channels.messages(id), view))}`;
};

/** What the channel itself shows, newest first. Of replies, only broadcasts. */
export const shownInChannel = (messages: Message[]): Message[] =>
  messages.filter((message) => message.thread_ts === undefined || message.broadcast === true).toReversed();

/** The number of older messages, if there are any. */
export const renderOlder = (id: string, shown: number, { texts }: View): Markup =>
  html`<p class="empty" id="${CHANNEL_PART.older(id)}">${shown > MOST_SHOWN ? texts.older(shown - MOST_SHOWN) : ''}</p>`;

export const renderShown = (message: Message, messages: Message[], view: View): Markup =>
  message.thread_ts === undefined
    ? renderMessage(message, repliesTo(message.ts, messages), view)
    : renderBroadcast(message, view);

export const repliesTo = (rootTs: string, messages: Message[]): Message[] =>
  messages.filter((message) => message.thread_ts === rootTs);

const renderChannel = (id: string, messages: Message[], view: View): Markup => {
  const shown = shownInChannel(messages);
  return html`<section class="channel" aria-labelledby="channel-${id}">
<h3 id="channel-${id}">${nameChannel(id, view)} <small>${describeChannel(id, view)}</small></h3>
<div id="${CHANNEL_PART.list(id)}">${shown.slice(0, MOST_SHOWN).map((message) => renderShown(message, messages, view))}</div>
${renderOlder(id, shown.length, view)}
</section>`;
};

const renderLinks = (ids: string[], view: View): Markup =>
  html`<nav class="channel-links" aria-label="${view.texts.channelLinks}">${ids.map((id) => html`<a href="#channel-${id}">${nameChannel(id, view)}</a> `)}</nav>`;

/** A channel's id; of a conversation with one person that person's name. */
const nameChannel = (id: string, { people }: View): string => {
  const person = people.find((one) => directChannel(one.id) === id);
  return person ? `@ ${person.name}` : `# ${id}`;
};

/** The channel's shop and purpose: `AA몰 · 문의 채널`. */
const describeChannel = (id: string, { vendors, texts }: View): string => {
  const uses = [
    { use: texts.mainChannel, of: vendors.filter(({ channel }) => channel === id) },
    { use: texts.fallbackChannel, of: vendors.filter(({ fallbackChannel }) => fallbackChannel === id) },
    {
      use: texts.stepChannel,
      of: vendors.filter(({ stepChannels }) => Object.values(stepChannels).includes(id)),
    },
  ];
  const [first] = uses.filter(({ of }) => of.length > 0);
  return first === undefined ? '' : `${first.of.map(({ label }) => label).join(', ')} · ${first.use}`;
};
