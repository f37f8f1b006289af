import { html } from 'hono/html';
import type { Board, OpenTicket, ClosedTicket, PastTicket } from '../../board/board.ts';
import type { Channels } from '../../slack/channels.ts';
import { nameId } from '../../slack/names.ts';
import { stepOfLeft, formatLeft } from '../client/time-left.js';
import type { LeftStep } from '../texts.ts';
import type { Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import {
  findCards,
  type Cards,
  renderDate,
  renderFacets,
  renderKind,
  renderNumber,
  renderProduct,
} from './row-parts.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { LEVEL_MARKS, UNVERIFIED_MARK } from '../../../lib/slack/format/marks.ts';
import { formatDuration } from '../../../lib/slack/format/format-due.ts';

const STEPS: readonly LeftStep[] = ['over', 'under-1h', 'under-3h', 'calm'];

/** @param now epoch ms, for the first countdown, before the browser takes over */
export const renderBoard = (board: Board, channels: Channels, view: View, now: number): Markup => {
  const { texts } = view;
  const cards = findCards(channels);
  if (board.vendors.every(({ polledAt }) => polledAt === undefined))
    return html`<p class="empty">${texts.boardToCome}</p>`;
  return html`<p class="sum" data-board-is-read><b>${texts.openTickets(board.openCount)}</b> ${renderSteps(board.open, view, now)}</p>
${board.open.length === 0 ? html`<p class="empty">${texts.noneOpen}</p>` : renderOpenList(board.open, cards, view, now)}
${board.openCount > board.open.length ? html`<p class="empty">${texts.moreOpen(board.openCount - board.open.length)}</p>` : ''}
${renderPastList(board.past, cards, view)}
<h3>${texts.closedTickets}</h3>
${board.closed.length === 0 ? html`<p class="empty">${texts.noneClosed}</p>` : renderClosedList(board.closed, cards, view)}`;
};

const renderSteps = (open: OpenTicket[], { texts }: View, now: number): Markup => {
  const counted = STEPS.map((step) => ({
    step,
    count: open.filter(({ dueAt }) => stepOfLeft(dueAt - now) === step).length,
  }));
  return html`${counted.map(
    ({ step, count }) =>
      html`<span class="step" data-step="${step}" data-count="${step}"${count === 0 ? html` hidden` : ''}>${texts.client.steps[step]} <b>${count}</b></span> `,
  )}`;
};

const renderOpenList = (tickets: OpenTicket[], cards: Cards, view: View, now: number): Markup => {
  const { columns, due, left } = view.texts;
  return html`<div class="table"><div class="rows-head" aria-hidden="true"><span>${left}</span><span>${columns.kind}</span><span>${columns.product}</span><span>${columns.progress}</span><span>${due}</span><span>${columns.number}</span></div>
<ol class="tickets rows">${tickets.map((ticket) => renderOpen(ticket, cards, view, now))}</ol></div>`;
};

const renderOpen = (ticket: OpenTicket, cards: Cards, view: View, now: number): Markup => {
  const { texts } = view;
  const leftMs = ticket.dueAt - now;
  const step = stepOfLeft(leftMs);
  return html`<li class="ticket" data-due="${ticket.dueAt}" data-step="${step}" data-level="${ticket.level}" data-warned="${ticket.warned ?? 'no'}" data-state="${ticket.isUnverified ? 'unverified' : 'open'}" data-claimed="${ticket.claimedBy ?? ''}" ${renderFacets(ticket)}>
<p class="left"><span class="mark" aria-hidden="true">${ticket.isUnverified ? UNVERIFIED_MARK : LEVEL_MARKS[ticket.level]}</span> <span class="hidden">${texts.left}: </span><b data-left>${formatLeft(leftMs, texts.client)}</b> <span class="hidden" data-step-name>${texts.client.steps[step]}</span></p>
<p>${renderKind(ticket, view)}</p>
<p class="product">${renderProduct(ticket, view, 'open')}</p>
<p class="progress">${renderProgress(ticket, view)}</p>
<p class="due"><span class="hidden">${texts.due} </span>${renderDate(ticket.dueAt, ticket, view)}${ticket.isEstimate ? html` <span class="tag">${texts.estimate}</span>` : ''}</p>
<p class="number">${renderNumber(ticket, cards, view, 'open')}</p>
</li>`;
};

const renderProgress = (ticket: OpenTicket, view: View): Markup => {
  const { warned, next, isUnverified, claimedBy } = ticket;
  const { texts, language, names } = view;
  return html`${isUnverified ? html`<span class="tag">${texts.unverified}</span> ` : ''}${
    claimedBy === undefined
      ? ''
      : html`<span class="claimed">${WORDING[language].claimedBy(nameId(claimedBy, names))}</span> `
  }${warned === undefined ? '' : html`<span class="warned" title="${texts.warnings[warned]}"><span aria-hidden="true">${texts.steps[warned]}</span><span class="hidden">${texts.warnings[warned]}</span></span> `}${
    next === undefined
      ? ''
      : html`<span class="next" title="${texts.toCome(texts.warnings[next.name])}">${renderDate(next.at, ticket, view, '{time}')}<span class="hidden"> ${texts.toCome(texts.warnings[next.name])}</span></span>`
  }`;
};

const renderClosedList = (closed: ClosedTicket[], cards: Cards, view: View): Markup =>
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
const renderPastList = (past: PastTicket[], cards: Cards, view: View): Markup => {
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
