import { html } from 'hono/html';
import type { Channels } from '../slack/channels.ts';
import type { Message } from '../slack/message.ts';
import { renderBlocks } from './render-blocks.ts';
import { type Markup, renderMrkdwn } from './render-mrkdwn.ts';

const MOST_CARDS = 200;

/** The channels, each with its newest cards first and every thread beneath its card. */
export const renderChannels = (channels: Channels): Markup =>
  html`${channels.ids().map((id) => renderChannel(id, channels.messages(id)))}`;

const renderChannel = (id: string, messages: Message[]): Markup => {
  const cards = messages.filter((message) => message.thread_ts === undefined).toReversed();
  const hidden = cards.length - MOST_CARDS;
  return html`<section aria-labelledby="channel-${id}">
    <h2 id="channel-${id}"># ${id}</h2>
    ${cards.length === 0 ? html`<p class="empty">아직 메시지가 없습니다 · No messages yet</p>` : ''}
    ${cards.slice(0, MOST_CARDS).map((card) => renderCard(card, repliesTo(card, messages)))}
    ${hidden > 0 ? html`<p class="empty">+${hidden}</p>` : ''}
  </section>`;
};

const renderCard = (card: Message, replies: Message[]): Markup =>
  html`<article id="m-${card.ts}">
    ${renderBody(card)}
    <footer>${renderInstant(card.ts)}${card.editedTs === undefined ? '' : html` <span>(수정 ${renderInstant(card.editedTs)})</span>`}</footer>
    ${
      replies.length === 0
        ? ''
        : html`<ol class="thread">${replies.map((reply) => html`<li>${renderBody(reply)} <footer>${renderInstant(reply.ts)}</footer></li>`)}</ol>`
    }
  </article>`;

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
