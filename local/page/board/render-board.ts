import { html } from 'hono/html';
import type { Board, OpenTicket } from '../../board/board.ts';
import type { Channels } from '../../slack/channels.ts';
import { stepOfLeft } from '../client/time-left.js';
import type { LeftStep } from '../texts.ts';
import type { Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import { renderClosedList, renderPastList } from './render-ended.ts';
import { renderOpenList } from './render-open.ts';
import { findCards } from './row-parts.ts';

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
