import { html } from 'hono/html';
import type { Message } from '../slack/message.ts';
import { renderReactions } from './acts/render-reactions.ts';
import { nameMentions, renderBlocks } from './render-blocks.ts';
import { anchorOf, type Markup, renderMrkdwn } from './render-mrkdwn.ts';
import { actingIn, type View } from './view.ts';

/** The element ids of a message's parts, so that each can be updated by itself. */
export const PART = {
  /** The content, without the thread. */
  post: (ts: string): string => `p-${ts}`,
  thread: (ts: string): string => `t-${ts}`,
  replyCount: (ts: string): string => `n-${ts}`,
  replies: (ts: string): string => `r-${ts}`,
  /** A reply that the channel also shows, and its content. */
  broadcast: (ts: string): string => `b-${ts}`,
  broadcastPost: (ts: string): string => `q-${ts}`,
};

/** A message of the channel, with its thread below. */
export const renderMessage = (message: Message, replies: Message[], view: View): Markup =>
  html`<article class="message" id="${anchorOf(message.ts)}">
${renderPost(message, PART.post(message.ts), view)}
${replies.length === 0 ? '' : renderThread(message.ts, replies, view)}
</article>`;

/** A reply as the channel shows it. The reply itself is in the thread. */
export const renderBroadcast = (reply: Message, view: View): Markup =>
  html`<article class="message" id="${PART.broadcast(reply.ts)}">
<p class="broadcast"><a href="#${anchorOf(reply.ts)}">${view.texts.broadcast}</a></p>
${renderPost(reply, PART.broadcastPost(reply.ts), view)}
</article>`;

export const renderThread = (rootTs: string, replies: Message[], view: View): Markup =>
  html`<details class="thread" id="${PART.thread(rootTs)}" open>
<summary>${renderReplyCount(rootTs, replies.length, view)}</summary>
<ol id="${PART.replies(rootTs)}">${replies.map((reply) => renderReply(reply, view))}</ol>
</details>`;

export const renderReplyCount = (rootTs: string, count: number, { texts }: View): Markup =>
  html`<span id="${PART.replyCount(rootTs)}">${texts.replies(count)}</span>`;

export const renderReply = (reply: Message, view: View): Markup =>
  html`<li class="reply" id="${anchorOf(reply.ts)}">${renderPost(reply, PART.post(reply.ts), view)}</li>`;

export const renderPost = (message: Message, id: string, view: View): Markup => {
  const { texts } = view;
  if (message.deleted !== undefined) {
    return html`<div class="post is-deleted" id="${id}"><p>${texts.deleted}</p></div>`;
  }
  const edited = message.editedTs === undefined ? '' : html` <span class="edited">${texts.edited}</span>`;
  return html`<div class="post" id="${id}" data-channel="${message.channel}" data-ts="${message.ts}">
<p class="byline"><span class="avatar" aria-hidden="true"></span><b>coupang-inquiry-notifier</b> <span class="app">APP</span> ${renderInstant(message.ts)}${edited}</p>
<div class="body" lang="${view.languageOf(message)}">${renderBody(message, view)}</div>
${renderReactions(message, view)}</div>`;
};

export const renderBody = ({ blocks, text }: Pick<Message, 'blocks' | 'text'>, view: View): Markup =>
  blocks === undefined || blocks.length === 0
    ? html`<div class="text">${renderMrkdwn(nameMentions(text, view.people))}</div>`
    : renderBlocks(blocks, actingIn(view, false));

export const renderInstant = (ts: string): Markup => {
  const at = new Date(Number(ts) * 1000).toISOString();
  return html`<time datetime="${at}" data-format="{date_short_pretty} {time}">${at}</time>`;
};
