import { html } from 'hono/html';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { OpenTicket } from '../../board/board.ts';
import { formatLeft, stepOfLeft } from '../client/time-left.js';
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

export const renderOpenList = (tickets: OpenTicket[], cards: Cards, view: View, now: number): Markup => {
  const { columns, due, left } = view.texts;
  return html`<div class="table"><div class="rows-head" aria-hidden="true"><span>${left}</span><span>${columns.kind}</span><span>${columns.product}</span><span>${columns.progress}</span><span>${due}</span><span>${columns.number}</span></div>
<ol class="tickets rows">${tickets.map((ticket) => renderOpen(ticket, cards, view, now))}</ol></div>`;
};

const renderOpen = (ticket: OpenTicket, cards: Cards, view: View, now: number): Markup => {
  const { texts } = view;
  const leftMs = ticket.dueAt - now;
  const step = stepOfLeft(leftMs);
  return html`<li class="ticket" data-due="${ticket.dueAt}" data-step="${step}" data-warned="${ticket.warned ?? 'no'}" data-state="${ticket.isUnverified ? 'unverified' : 'open'}" data-claimed="${ticket.claimedBy ?? ''}" ${renderFacets(ticket)}>
<p class="left"><span class="hidden">${texts.left}: </span><b data-left>${formatLeft(leftMs, texts.client)}</b> <span class="hidden" data-step-name>${texts.client.steps[step]}</span></p>
<p>${renderKind(ticket, view)}</p>
<p class="product">${renderProduct(ticket, view, 'open')}</p>
<p class="progress">${renderProgress(ticket, view)}</p>
<p class="due"><span class="hidden">${texts.due} </span>${renderDate(ticket.dueAt, ticket, view)}${ticket.isEstimate ? html` <span class="tag">${texts.estimate}</span>` : ''}</p>
<p class="number">${renderNumber(ticket, cards, view, 'open')}</p>
</li>`;
};

const renderProgress = (ticket: OpenTicket, view: View): Markup => {
  const { warned, next, isUnverified, claimedBy } = ticket;
  const { texts, language } = view;
  return html`${isUnverified ? html`<span class="tag">${texts.unverified}</span> ` : ''}${
    claimedBy === undefined
      ? ''
      : html`<span class="claimed">${WORDING[language].claimedBy(`@${claimedBy}`)}</span> `
  }${warned === undefined ? '' : html`<span class="warned" title="${texts.warnings[warned]}"><span aria-hidden="true">${texts.steps[warned]}</span><span class="hidden">${texts.warnings[warned]}</span></span> `}${
    next === undefined
      ? ''
      : html`<span class="next" title="${texts.toCome(texts.warnings[next.name])}">${renderDate(next.at, ticket, view, '{time}')}<span class="hidden"> ${texts.toCome(texts.warnings[next.name])}</span></span>`
  }`;
};
