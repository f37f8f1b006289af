import { html } from 'hono/html';
import type { Board, OpenTicket, ClosedTicket, PastTicket } from '../../board/board.ts';
import type { Channels } from 'fake-slack';
import { nameId } from '../names.ts';
import { formatLeft } from '../client/times.ts';
import type { Markup } from '../render-mrkdwn.ts';
import { nameWarning } from '../texts.ts';
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
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { WarningLevel } from '../../../lib/domain/ladder/warning-level.ts';
import { SOURCE_NAMES } from '../../../lib/domain/sources.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { LEVEL_MARKS, UNVERIFIED_MARK } from '../../../lib/slack/format/marks.ts';
import { formatDuration } from '../../../lib/slack/format/format-due.ts';

/** The most urgent first. */
const LEVELS: readonly WarningLevel[] = ['overdue', 'last', 'warned', 'none'];

/** @param now epoch ms, for the first countdown, before the browser takes over */
export const renderBoard = (board: Board, channels: Channels, view: View, now: number): Markup => {
  const { texts } = view;
  const cards = findCards(channels);
  if (board.vendors.every(({ polledAt }) => polledAt === undefined))
    return html`<p class="empty">${texts.boardToCome}</p>`;
  return html`<p class="sum" data-board-is-read><b id="open-sum" data-open="${board.openCount}" data-text="${texts.openTickets(board.openCount)}">${texts.openTickets(board.openCount)}</b> ${renderLevels(board.open, view)}${renderSources(board.open, view)}</p>
${renderPeople(board.open, view)}<div class="table">
${board.open.length === 0 ? html`<p class="empty">${texts.noneOpen}</p>` : renderOpenList(board.open, cards, view, now)}
${board.openCount > board.open.length ? html`<p class="empty">${texts.moreOpen(board.openCount - board.open.length)}</p>` : ''}
<h3>${texts.closedTickets}</h3>
${board.closed.length === 0 ? html`<p class="empty">${texts.noneClosed}</p>` : html`${renderHead([texts.columns.outcome, texts.columns.took, texts.columns.closed], view)}<ol class="closed rows">${board.closed.map((ticket) => renderClosed(ticket, cards, view))}</ol><p class="empty" id="no-closed"></p>`}
</div>
${renderPastList(board.past, cards, view)}`;
};

const renderLevels = (open: OpenTicket[], { texts }: View): Markup =>
  html`${LEVELS.map((level) => {
    const count = open.filter((ticket) => ticket.level === level).length;
    return html`<span class="level" data-count="${level}"${count === 0 ? html` hidden` : ''}><span aria-hidden="true">${LEVEL_MARKS[level]}</span> <span class="level-name">${texts.client.levels[level]}</span> <b>${count}</b></span> `;
  })}`;

/** How many open tickets each person has, and the next deadline of each. */
const renderPeople = (open: OpenTicket[], { people, names, texts }: View): Markup => {
  if (people.length === 0 || open.length === 0) return html``;
  const byPerson = Map.groupBy(open, ({ claimedBy }) => claimedBy);
  return html`<ul class="people" aria-label="${texts.people}">${[...byPerson].map(([id, tickets]) => {
    const next = tickets.toSorted((a, b) => a.dueAt - b.dueAt)[0];
    const name = id === undefined ? texts.tools.states.unclaimed : nameId(id, names);
    return html`<li>${name} <b>${tickets.length}</b>${next === undefined ? '' : html` · ${texts.due} ${renderDate(next.dueAt, next, '{short_or_time}')}`}</li>`;
  })}</ul>
`;
};

/** How many tickets each inbox has, unless all are hand-overs. */
const renderSources = (open: OpenTicket[], { language }: View): Markup => {
  const counts = SOURCE_NAMES.map((source) => ({
    source,
    count: open.filter((ticket) => ticket.source === source).length,
  }));
  if (counts.slice(1).every(({ count }) => count === 0)) return html``;
  return html`<span class="by-source">${counts.map(({ source, count }) => WORDING[language].countOf[source](count)).join(' · ')}</span>`;
};

const renderOpenList = (tickets: OpenTicket[], cards: Cards, view: View, now: number): Markup => {
  const { columns, due, left } = view.texts;
  return html`${renderHead([left, columns.progress, due], view)}
<ol class="tickets rows">${tickets.map((ticket) => renderOpen(ticket, cards, view, now))}</ol>`;
};

/** Each row names its values to a screen reader. */
const renderHead = (
  [first, progress, time]: [string, string, string],
  { texts: { columns } }: View,
): Markup =>
  html`<div class="rows-head" aria-hidden="true"><span>${first}</span><span>${columns.kind}</span><span>${columns.product}</span><span>${progress}</span><span>${time}</span><span>${columns.number}</span></div>`;

const renderOpen = (ticket: OpenTicket, cards: Cards, view: View, now: number): Markup => {
  const { texts } = view;
  const { level, dueAt, warned = 'no', isUnverified, claimedBy = '', isEstimate } = ticket;
  return html`<li class="ticket" data-due="${dueAt}" data-level="${level}" data-warned="${warned}" data-state="${isUnverified ? 'unverified' : 'open'}" data-people="${claimedBy}" ${renderFacets(ticket, view)}>
<p class="left">${view.people.length === 0 ? '' : html`<input type="checkbox" data-select id="select-${ticketId(ticket)}" aria-label="${texts.select(ticket.inquiryId)}" /> `}<span class="mark" aria-hidden="true">${isUnverified ? UNVERIFIED_MARK : LEVEL_MARKS[level]}</span> <span class="hidden">${texts.left}: </span><b data-left>${formatLeft(dueAt - now, texts.client)}</b> <span class="hidden" data-level-name>${texts.client.levels[level]}</span></p>
<p class="kind">${renderKind(ticket, view)}</p>
<p class="product">${renderProduct(ticket, view, 'open')}</p>
<p class="progress">${renderProgress(ticket, view)}</p>
<p class="due"><span class="hidden">${texts.due} </span>${isEstimate ? html`<span title="${texts.estimate}"><span aria-hidden="true">~</span><span class="hidden">${texts.estimate} </span></span>` : ''}${renderDate(dueAt, ticket)}</p>
<p class="number">${renderNumber(ticket, cards, view, 'open')}</p>
</li>`;
};

const renderProgress = (ticket: OpenTicket, view: View): Markup => {
  const { warned, next, isUnverified, claimedBy } = ticket;
  const { texts, language, names } = view;
  const claimer = claimedBy === undefined ? '' : nameId(claimedBy, names);
  return html`${isUnverified ? html`<span>${WORDING[language].unverified}</span> ` : ''}${
    claimer === ''
      ? ''
      : html`<span class="claimed" title="${WORDING[language].claimedBy(claimer)}"><span class="hidden">${texts.life.claim} </span>${claimer}</span> `
  }${warned === undefined ? '' : html`<span class="warned">${nameWarning(warned, language)}</span> `}${
    next === undefined
      ? ''
      : html`<span class="next" title="${nameWarning(next.name, language)}">${texts.next} ${renderDate(next.at, ticket, '{short_or_time}')}<span class="hidden"> ${nameWarning(next.name, language)}</span></span>`
  }`;
};

const renderClosed = (ticket: ClosedTicket, cards: Cards, view: View): Markup => {
  const { texts, language } = view;
  const words = WORDING[language];
  return html`<li data-people="${(ticket.handledBy ?? []).join(' ')}" ${renderFacets(ticket, view)}>
<p class="left"><span class="outcome" data-outcome="${ticket.outcome}">${words.outcome[ticket.outcome]}</span></p>
<p class="kind">${renderKind(ticket, view)}</p>
<p class="product">${renderProduct(ticket, view, 'closed')}</p>
<p class="progress">${
    ticket.inTime === undefined
      ? ''
      : html`<span data-in-time="${String(ticket.inTime)}"${ticket.inTime ? html` class="hidden"` : ''}>${ticket.inTime ? words.inTime : words.late}</span> `
  }${
    ticket.tookMs === undefined ? '' : html`<span>${texts.took(formatDuration(ticket.tookMs, words))}</span> `
  }${renderAnsweredBy(ticket, view)}</p>
<p class="due"><span class="hidden">${texts.columns.closed} </span>${renderDate(ticket.closedAt, ticket)}</p>
<p class="number">${renderNumber(ticket, cards, view, 'closed')}</p>
</li>`;
};

/** By name if the WING login is a known person's. */
const renderAnsweredBy = (
  { answeredBy, handledBy = [] }: ClosedTicket,
  { language, names, vendors }: View,
): Markup => {
  if (answeredBy === undefined) return html``;
  const known = handledBy.find((id) =>
    vendors.some(({ acting }) => acting?.people[id]?.wingId === answeredBy),
  );
  const name = known === undefined ? answeredBy : nameId(known, names);
  const title = WORDING[language].answeredBy(name);
  return html`<span title="${title}"><span aria-hidden="true">${name}</span><span class="hidden">${title}</span></span>`;
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
  return html`<li data-people="${(ticket.handledBy ?? []).join(' ')}" ${renderFacets(ticket, view)}>
<p class="left">${texts.client.levels.overdue}</p>
<p class="kind">${renderKind(ticket, view)}</p>
<p class="product">${renderProduct(ticket, view, 'past')}</p>
<p class="progress">${ticket.isListed ? texts.stillListed : texts.wasPast}</p>
<p class="due"><span class="hidden">${texts.due} </span>${renderDate(ticket.dueAt, ticket)}</p>
<p class="number">${renderNumber(ticket, cards, view, 'past')} <button class="dismiss" type="button" data-dismiss aria-label="${texts.dismissOf(inquiryId)}">${texts.dismiss}</button></p>
</li>`;
};
