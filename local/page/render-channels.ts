import { html } from 'hono/html';
import type { Channels } from '../slack/channels.ts';
import type { Message } from '../slack/message.ts';
import { renderBlocks } from './render-blocks.ts';
import { anchorOf, type Markup, renderMrkdwn } from './render-mrkdwn.ts';

const MOST_SHOWN = 200;

/**
 * The channels, each with its newest messages first and every thread beneath the message that it belongs to. A reply
 * that went to the channel too stands in both.
 */
export const renderChannels = (channels: Channels): Markup =>
  html`${channels.ids().map((id) => renderChannel(id, channels.messages(id)))}`;

const renderChannel = (id: string, messages: Message[]): Markup => {
  const shown = messages
    .filter((message) => message.thread_ts === undefined || message.broadcast === true)
    .toReversed();
  const hidden = shown.length - MOST_SHOWN;
  return html`<section aria-labelledby="channel-${id}">
    <h2 id="channel-${id}"># ${id}</h2>
    ${shown.length === 0 ? html`<p class="empty">아직 메시지가 없습니다 · No messages yet</p>` : ''}
    ${shown.slice(0, MOST_SHOWN).map((message) => renderMessage(message, messages))}
    ${hidden > 0 ? html`<p class="empty">+${hidden}</p>` : ''}
  </section>`;
};

const renderMessage = (message: Message, messages: Message[]): Markup =>
  message.thread_ts === undefined
    ? html`<article id="${anchorOf(message.ts)}">
    ${renderBody(message)} ${renderFooter(message)} ${renderThread(repliesTo(message, messages))}
  </article>`
    : html`<article>
    <p class="empty"><a href="#${anchorOf(message.ts)}">스레드 답글 · Reply in a thread</a></p>
    ${renderBody(message)} ${renderFooter(message)}
  </article>`;

/** Lines of a card, or a digest's cards, which are edited in their places and have buttons. */
const renderThread = (replies: Message[]): Markup =>
  replies.length === 0
    ? html``
    : html`<p class="empty">답글 ${replies.length}개 · Replies: ${replies.length}</p>
    <ol class="thread">${replies.map((reply) => html`<li id="${anchorOf(reply.ts)}">${renderBody(reply)} ${renderFooter(reply)}</li>`)}</ol>`;

const renderFooter = ({ ts, editedTs }: Message): Markup =>
  html`<footer>${renderInstant(ts)}${editedTs === undefined ? '' : html` <span>(수정 ${renderInstant(editedTs)})</span>`}</footer>`;

const renderBody = (message: Message): Markup =>
  message.blocks === undefined || message.blocks.length === 0
    ? html`<div class="text">${renderMrkdwn(message.text)}</div>`
    : renderBlocks(message.blocks);

const repliesTo = (card: Message, messages: Message[]): Message[] =>
  messages.filter((message) => message.thread_ts === card.ts);

const renderInstant = (ts: string): Markup => {
  const at = new Date(Number(ts) * 1000).toISOString();
  return html`<time datetime="${at}" data-format="{date_num} {time_secs}">${at}</time>`;
};
