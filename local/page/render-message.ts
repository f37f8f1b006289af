import { html } from 'hono/html';
import type { Message } from 'fake-slack';
import { nameMentions } from './names.ts';
import { renderBlocks } from './render-blocks.ts';
import { anchorOf, type Markup, renderMrkdwn, renderTime } from './render-mrkdwn.ts';
import type { View } from './view.ts';

export const renderMessage = (message: Message, replies: Message[], view: View): Markup => {
  const { ts } = message;
  if (view.isShown?.(ts) === true) return html`<article id="${anchorOf(ts)}" data-keep></article>`;
  return html`<article class="message" id="${anchorOf(ts)}">
${renderPost(message, view)}
${replies.length === 0 ? '' : renderThread(ts, replies, view)}
</article>`;
};

export const renderBroadcast = (reply: Message, view: View): Markup => {
  const id = `b-${reply.ts}`;
  if (view.isShown?.(reply.ts) === true) return html`<article id="${id}" data-keep></article>`;
  return html`<article class="message" id="${id}">
<p class="broadcast"><a href="#${anchorOf(reply.ts)}">${view.texts.broadcast}</a></p>
${renderPost(reply, view)}
</article>`;
};

const renderThread = (rootTs: string, replies: Message[], view: View): Markup =>
  html`<details class="thread" id="t-${rootTs}" open>
<summary>${view.texts.replies(replies.length)}</summary>
<ol>${replies.map((reply) => renderReply(reply, view))}</ol>
</details>`;

const renderReply = (reply: Message, view: View): Markup =>
  view.isShown?.(reply.ts) === true
    ? html`<li id="${anchorOf(reply.ts)}" data-keep></li>`
    : html`<li class="reply" id="${anchorOf(reply.ts)}">${renderPost(reply, view)}</li>`;

const renderPost = (message: Message, view: View): Markup => {
  const { texts } = view;
  if (message.deleted !== undefined) {
    return html`<div class="post is-deleted"><p>${texts.deleted}</p></div>`;
  }
  const edited = message.editedTs === undefined ? '' : html` <span class="edited">${texts.edited}</span>`;
  return html`<div class="post" data-channel="${message.channel}" data-ts="${message.ts}" data-edited="${message.editedTs ?? ''}">
<p class="byline"><span class="avatar" aria-hidden="true"></span><b>${texts.title}</b> <span class="app">APP</span> ${renderInstant(message.ts)}${edited}</p>
<div class="body" lang="${view.languageOf(message)}">${renderBody(message, view)}</div>
${renderReactions(message, view)}</div>`;
};

export const renderBody = ({ blocks, text }: Pick<Message, 'blocks' | 'text'>, view: View): Markup =>
  blocks === undefined || blocks.length === 0
    ? html`<div class="text">${renderMrkdwn(nameMentions(text, view.names))}</div>`
    : renderBlocks(blocks, view, false);

export const renderInstant = (ts: string): Markup =>
  renderTime(Number(ts) * 1000, '{date_short_pretty} {time}');

const renderReactions = ({ reactions = [], thread_ts: rootTs }: Message, view: View): Markup => {
  if (view.people.length === 0) return html``;
  const { texts, names } = view;
  const given = reactions.map(({ name, users }) => ({
    name,
    users: users.map((id) => names.get(id) ?? id).join(', '),
    count: users.length,
  }));
  const offered =
    rootTs === undefined ? REACTIONS.filter((reaction) => !given.some(({ name }) => name === reaction)) : [];
  return html`<p class="reactions">${given.map(
    ({ name, users, count }) =>
      html`<button type="button" class="reaction is-given" data-react="${name}" aria-label="${`${emojiOf(name)} ${count}: ${users}`}">${emojiOf(name)} ${count}</button> `,
  )}${offered.map(
    (name) =>
      html`<button type="button" class="reaction" data-react="${name}" aria-label="${texts.acts.react[name]}">${EMOJI[name]}</button> `,
  )}</p>
`;
};

/** The reactions that the page offers, by their names in Slack. */
const EMOJI = { eyes: '👀', white_check_mark: '✅' } as const;
const REACTIONS = ['eyes', 'white_check_mark'] as const;

const emojiOf = (name: string): string =>
  name === 'eyes' || name === 'white_check_mark' ? EMOJI[name] : `:${name}:`;
