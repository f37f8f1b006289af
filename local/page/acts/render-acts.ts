import { html } from 'hono/html';
import type { Ephemeral, StoredView } from 'fake-slack';
import { nameChannel } from '../names.ts';
import { renderBlocks } from '../render-blocks.ts';
import { renderBody, renderInstant } from '../render-message.ts';
import { type Markup, renderPlainText } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';

/** The script adds the choices of the selected person. */
export const renderActs = ({ people, texts: { acts } }: View): Markup =>
  people.length === 0
    ? html``
    : html`<section class="acts" aria-label="${acts.title}">
<label for="act-as">${acts.as}</label>
<select id="act-as">${people.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
<button type="button" id="act-home">${acts.home}</button>
<form id="act-command"><label for="act-command-text"><span class="hidden">${acts.command}</span>/coupang</label> <input id="act-command-text" type="text" autocomplete="off" /> <button>${acts.send}</button></form>
</section>`;

/** The answer to the last press takes its own space below the channels. It covers no card. */
export const renderAnswers = ({ people, texts: { acts } }: View): Markup =>
  people.length === 0
    ? html``
    : html`<section id="answers" aria-label="${acts.onlyYou}">
<div class="act-said"><p id="act-said" role="alert"></p> <button type="button" data-forget="">${acts.dismiss}</button></div>
<div id="only-you" role="status"></div>
</section>`;

/** Dialogs come last in the body, so that an open dialog makes the rest of the page inert. */
export const renderDialogs = ({ people, texts: { acts } }: View): Markup =>
  html`${
    people.length === 0
      ? ''
      : html`<dialog class="slack-dialog" id="home-dialog" aria-labelledby="home-title">
<div class="dialog-head"><h2 id="home-title">${acts.home}</h2><button type="button" data-close="home">${acts.close}</button></div>
<div id="home-content"></div>
</dialog>
<dialog class="slack-dialog" id="modal" aria-labelledby="modal-title"></dialog>`
  }
<dialog class="slack-dialog" id="confirm" aria-labelledby="confirm-title" aria-describedby="confirm-text">
<form method="dialog"><h2 id="confirm-title"></h2><p id="confirm-text"></p>
<div class="dialog-end"><button value="" id="confirm-deny"></button><button value="yes" class="is-primary" id="confirm-yes"></button></div></form>
</dialog>`;

/** @param hint what the guided day asks to press in the form */
export const renderModal = ({ id, sent, below }: StoredView, view: View, hint?: string): Markup => {
  const { acts } = view.texts;
  const { title, submit, close } = sent.type === 'modal' ? sent : { title: undefined };
  const leave =
    below === null
      ? renderPlainText(close?.text ?? acts.close)
      : html`<span aria-hidden="true">←</span> ${acts.back}`;
  // A view without a form is filled while somebody looks at it.
  const isRead = submit === undefined ? html` aria-live="polite"` : '';
  return html`<form data-slack-view="${id}" novalidate>
<h2 id="modal-title">${renderPlainText(title?.text ?? '')}</h2>
${hint === undefined ? '' : html`<p class="day-hint" lang="${view.language}">${hint}</p>`}
<div class="body"${isRead}>${renderBlocks(sent.blocks, view, true)}</div>
<p class="fault" role="alert" data-fault=""></p>
<div class="dialog-end"><button type="button" data-close="modal">${leave}</button>${
    submit === undefined ? '' : html`<button class="is-primary">${renderPlainText(submit.text)}</button>`
  }</div>
</form>`;
};

export const renderHome = (home: StoredView | undefined, view: View): Markup =>
  home === undefined
    ? html`<p class="empty">${view.texts.acts.noHome}</p>`
    : html`<div class="body" data-slack-view="${home.id}">${renderBlocks(home.sent.blocks, view, true)}</div>`;

/** The newest answer to a press. */
export const renderOnlyYou = (message: Ephemeral | undefined, view: View): Markup =>
  message === undefined
    ? html``
    : html`<article class="message only-you" data-channel="${message.channel}" data-ts="${message.ts}">
<p class="only-you-mark">${view.texts.acts.onlyYou} · ${nameChannel(message.channel, view.names)} · ${renderInstant(message.ts)} <button type="button" data-forget="${message.ts}">${view.texts.acts.dismiss}</button></p>
<div class="body" lang="${view.languageOf(message)}">${renderBody(message, view)}</div>
</article>`;
