import { html } from 'hono/html';
import { formatDuration } from '../../../lib/slack/format/format-due.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { ClosedTicket, PastTicket } from '../../board/board.ts';
import type { Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import {
  type Cards,
  renderDate,
  renderFacets,
  renderKind,
  renderNumber,
  renderProduct,
} from './row-parts.ts';

export const renderClosedList = (closed: ClosedTicket[], cards: Cards, view: View): Markup =>
  html`<div class="table"><ol class="closed rows">${closed.map((ticket) => renderClosed(ticket, cards, view))}</ol></div>`;

const renderClosed = (ticket: ClosedTicket, cards: Cards, view: View): Markup => {
  const { texts, language } = view;
  const words = WORDING[language];
  return html`<li ${renderFacets(ticket)}>
<p><span class="outcome" data-outcome="${ticket.outcome}">${words.outcome[ticket.outcome]}</span></p>
<p>${renderKind(ticket, view)}</p>
<p class="product">${renderProduct(ticket, view, 'closed')}</p>
<p class="progress">${
    ticket.inTime === undefined
      ? ''
      : html`<span class="tag" data-in-time="${String(ticket.inTime)}">${ticket.inTime ? words.inTime : words.late}</span> `
  }${
    ticket.tookMs === undefined ? '' : html`<span>${texts.took(formatDuration(ticket.tookMs, words))}</span> `
  }${ticket.answeredBy === undefined ? '' : html`<span>${words.answeredBy(ticket.answeredBy)}</span>`}</p>
<p class="due">${renderDate(ticket.closedAt, ticket, view)}</p>
<p class="number">${renderNumber(ticket, cards, view, 'closed')}</p>
</li>`;
};

/** Folded, because nothing is left to do there. The browser hides dismissed tickets. */
export const renderPastList = (past: PastTicket[], cards: Cards, view: View): Markup => {
  const { texts } = view;
  if (past.length === 0) return html``;
  return html`<details class="past" id="past"><summary><h3>${texts.pastTickets(past.length)}</h3></summary>
<p class="empty">${texts.pastHint}</p>
<p class="buttons"><button type="button" id="dismiss-all" data-dismiss-all>${texts.dismissAll}</button> <span id="dismissed" hidden><span data-dismissed></span> <button type="button" id="bring-back" data-bring-back>${texts.bringBack}</button></span></p>
<div class="table"><ol class="rows">${past.map((ticket) => renderPast(ticket, cards, view))}</ol></div></details>`;
};

const renderPast = (ticket: PastTicket, cards: Cards, view: View): Markup => {
  const { texts } = view;
  const { inquiryId } = ticket;
  return html`<li ${renderFacets(ticket)}>
<p class="outcome">${texts.client.steps.over}</p>
<p>${renderKind(ticket, view)}</p>
<p class="product">${renderProduct(ticket, view, 'past')}</p>
<p class="progress">${ticket.isListed ? texts.stillListed : texts.wasPast}</p>
<p class="due">${renderDate(ticket.dueAt, ticket, view)}</p>
<p class="number">${renderNumber(ticket, cards, view, 'past')} <button class="dismiss" type="button" data-dismiss aria-label="${texts.dismissOf(inquiryId)}">${texts.dismiss}</button></p>
</li>`;
};
