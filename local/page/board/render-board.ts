import { html } from 'hono/html';
import { MARKET_ZONES } from '../../../lib/config/market.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { TicketKey } from '../../../lib/domain/ticket/ticket.ts';
import { formatAbsolute, formatDuration } from '../../../lib/slack/format/format-due.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { Board, ClosedTicket, OpenTicket } from '../../board/board.ts';
import type { Channels } from '../../slack/channels.ts';
import { formatLeft, stepOfLeft } from '../client/time-left.js';
import { anchorOf, type Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import type { LeftStep } from '../page-texts.ts';

const STEPS: readonly LeftStep[] = ['over', 'under-1h', 'under-3h', 'calm'];

/**
 * Open tickets by deadline, and the ones that ended last.
 * @param now epoch ms, for the first countdown, before the browser takes over
 */
export const renderBoard = (board: Board, channels: Channels, view: View, now: number): Markup => {
  const { texts } = view;
  const cards = findCards(channels);
  if (board.vendors.every(({ polledAt }) => polledAt === undefined))
    return html`<p class="empty">${texts.boardToCome}</p>`;
  return html`<p class="sum"><b>${texts.openTickets(board.openCount)}</b> ${renderSteps(board.open, view, now)}</p>
${
  board.open.length === 0
    ? html`<p class="empty">${texts.noneOpen}</p>`
    : html`<ol class="tickets">${board.open.map((ticket) => renderOpen(ticket, cards, view, now))}</ol>`
}
${board.openCount > board.open.length ? html`<p class="empty">${texts.moreOpen(board.openCount - board.open.length)}</p>` : ''}
<h3>${texts.closedTickets}</h3>
${
  board.closed.length === 0
    ? html`<p class="empty">${texts.noneClosed}</p>`
    : html`<ol class="closed">${board.closed.map((ticket) => renderClosed(ticket, cards, view))}</ol>`
}`;
};

type Cards = Map<string, string>;

/** The `ts` of each ticket's newest card, found by the metadata that every card carries. */
const findCards = (channels: Channels): Cards =>
  new Map(
    channels
      .ids()
      .flatMap((id) => channels.messages(id))
      .toSorted((a, b) => Number(a.ts) - Number(b.ts))
      .flatMap(({ metadata, ts }): [string, string][] => {
        const { key, name } = metadata?.event_payload ?? {};
        return name === 'card' && typeof key === 'string' ? [[key, ts]] : [];
      }),
  );

const renderSteps = (open: OpenTicket[], { texts }: View, now: number): Markup => {
  const counted = STEPS.map((step) => ({
    step,
    count: open.filter(({ dueAtWall }) => stepOfLeft(dueAtWall - now) === step).length,
  }));
  return html`${counted.map(
    ({ step, count }) =>
      html`<span class="step" data-step="${step}" data-count="${step}"${count === 0 ? html` hidden` : ''}>${texts.client.steps[step]} <b>${count}</b></span> `,
  )}`;
};

const renderOpen = (ticket: OpenTicket, cards: Cards, view: View, now: number): Markup => {
  const { texts, language } = view;
  const leftMs = ticket.dueAtWall - now;
  const step = stepOfLeft(leftMs);
  return html`<li class="ticket" data-due="${ticket.dueAtWall}" data-step="${step}" data-warned="${ticket.warned ?? 'no'}">
<p class="left"><span class="hidden">${texts.left}: </span><b data-left>${formatLeft(leftMs, texts.client)}</b> <span class="step" data-step-name>${texts.client.steps[step]}</span>${ticket.warned === undefined ? '' : html` <span class="warned">${texts.warnings[ticket.warned]}</span>`}</p>
<p class="product">${renderProduct(ticket)}</p>
<p class="facts">${renderKind(ticket, view)}${ticket.isUnverified ? html` <span class="tag">${texts.unverified}</span>` : ''} <span>${texts.due} ${renderDate(ticket.dueAt, ticket, view)}${ticket.isEstimate ? ` (${texts.estimate})` : ''}</span>${renderNext(ticket, view)}${
    ticket.claimedBy === undefined
      ? ''
      : html` <span>${WORDING[language].claimedBy(`@${ticket.claimedBy}`)}</span>`
  } ${renderRest(ticket, cards, view, 'open')}</p>
</li>`;
};

const renderNext = ({ next, ...ticket }: OpenTicket, view: View): Markup =>
  next === undefined
    ? html``
    : html` <span class="next">${renderDate(next.at, ticket, view, '{time}')} ${view.texts.toCome(view.texts.warnings[next.name])}</span>`;

const renderClosed = (ticket: ClosedTicket, cards: Cards, view: View): Markup => {
  const { texts, language } = view;
  const words = WORDING[language];
  return html`<li>
<p class="product"><span class="outcome" data-outcome="${ticket.outcome}">${words.outcome[ticket.outcome]}</span>${
    ticket.inTime === undefined
      ? ''
      : html` <span class="tag" data-in-time="${String(ticket.inTime)}">${ticket.inTime ? words.inTime : words.late}</span>`
  } ${renderProduct(ticket)}</p>
<p class="facts">${renderKind(ticket, view)} <span>${renderDate(ticket.closedAt, ticket, view)}</span>${
    ticket.tookMs === undefined ? '' : html` <span>${texts.took(formatDuration(ticket.tookMs, words))}</span>`
  }${
    ticket.answeredBy === undefined ? '' : html` <span>${words.answeredBy(ticket.answeredBy)}</span>`
  } ${renderRest(ticket, cards, view, 'closed')}</p>
</li>`;
};

const renderProduct = ({ product, market }: TicketKey & { product?: string }): Markup =>
  html`<span lang="${market === 'KR' ? 'ko' : 'zh-Hant'}">${product ?? ''}</span>`;

const renderKind = ({ kind }: Pick<OpenTicket, 'kind'>, { language }: View): Markup =>
  html`<span class="tag" data-kind="${kind}">${WORDING[language].kind[kind]}</span>`;

/** Shown in the market's zone until the browser writes it in its own. */
const renderDate = (
  at: number,
  { market }: Pick<TicketKey, 'market'>,
  { language }: View,
  format = '{date_short_pretty} {time}',
): Markup =>
  html`<time datetime="${new Date(at).toISOString()}" data-format="${format}">${formatAbsolute(at, MARKET_ZONES[market], WORDING[language])}</time>`;

/** The shop if there are several, the number to copy, and the link to the card. */
const renderRest = (
  ticket: TicketKey & { label: string },
  cards: Cards,
  { texts, vendors }: View,
  where: string,
): Markup => {
  const { inquiryId, label } = ticket;
  const ts = cards.get(ticketId(ticket));
  const id = `${where}-${ticketId(ticket).replaceAll('/', '-')}`;
  return html`${vendors.length > 1 ? html`<span>${label}</span> ` : ''}<button class="copy" type="button" id="copy-${id}" data-copy="${inquiryId}" aria-label="${texts.copy(inquiryId)}">${inquiryId}</button>${
    ts === undefined
      ? ''
      : html` <a id="card-${id}" href="#${anchorOf(ts)}" aria-label="${texts.cardOf(inquiryId)}">${texts.card}</a>`
  }`;
};
