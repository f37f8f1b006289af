import { html } from 'hono/html';
import type { Channels, Message } from 'fake-slack';
import { nameChannel } from './names.ts';
import { renderBroadcast, renderMessage } from './render-message.ts';
import type { Markup } from './render-mrkdwn.ts';
import type { View } from './view.ts';

/** @internal How many of a channel's newest messages are shown. */
export const MOST_SHOWN = 100;

/**
 * The newest message is on top, unlike in Slack, because readers need no input field. A message that the browser
 * already has is sent as an empty element with `data-keep`.
 */
export const renderChannels = (channels: Channels, view: View): Markup => {
  const filled = channels
    .ids()
    .map((id) => ({ id, messages: channels.messages(id) }))
    .filter(({ messages }) => shownInChannel(messages).length > 0);
  if (filled.length === 0) return html`<p class="empty">${view.texts.noMessages}</p>`;
  const ids = filled.map(({ id }) => id);
  return html`${ids.length > 1 ? renderLinks(ids, view) : ''}
${filled.map(({ id, messages }) => renderChannel(id, messages, view))}`;
};

/** The channel's own messages, newest first. Of the replies, only broadcasts are included. */
const shownInChannel = (messages: Message[]): Message[] =>
  messages.filter((message) => message.thread_ts === undefined || message.broadcast === true).toReversed();

const renderChannel = (id: string, messages: Message[], view: View): Markup => {
  const shown = shownInChannel(messages);
  const replies = Map.groupBy(messages, ({ thread_ts: rootTs }) => rootTs);
  const older = shown.length - MOST_SHOWN;
  return html`<section class="channel" aria-labelledby="channel-${id}">
<h3 id="channel-${id}">${nameChannel(id, view.names)} <small>${describeChannel(id, view)}</small></h3>
<div id="list-${id}">${shown
    .slice(0, MOST_SHOWN)
    .map((message) =>
      message.thread_ts === undefined
        ? renderMessage(message, replies.get(message.ts) ?? [], view)
        : renderBroadcast(message, view),
    )}</div>
<p class="empty">${older > 0 ? view.texts.older(older) : ''}</p>
</section>`;
};

const renderLinks = (ids: string[], view: View): Markup =>
  html`<nav class="channel-links" aria-label="${view.texts.channelLinks}">${ids.map((id) => html`<a href="#channel-${id}">${nameChannel(id, view.names)}</a> `)}</nav>`;

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
