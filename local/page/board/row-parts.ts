import type { Kind } from '../../../lib/domain/sources.ts';
import { html } from 'hono/html';
import { MARKET_ZONES } from '../../../lib/config/market.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { TicketKey } from '../../../lib/domain/ticket/ticket.ts';
import { nameProduct } from '../../../lib/slack/format/name-product.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { Subject } from '../../board/board.ts';
import type { Channels } from 'fake-slack';
import { formatShort } from '../client/times.ts';
import { anchorOf, type Markup, renderTime } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';

/** The `ts` of each ticket's newest card, by ticket id. */
export type Cards = Map<string, string>;

export type RowTicket = TicketKey & Subject & { label: string; kind: Kind };

/** Every card carries its ticket's key in its metadata. */
export const findCards = (channels: Channels): Cards =>
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

/** The attributes that the browser's filters read. */
export const renderFacets = (ticket: RowTicket, { language }: View): Markup => {
  const { market, vendorId, source, inquiryId, orderId, orderIds = [], kind } = ticket;
  const product = nameProduct(ticket, WORDING[language]);
  const found = [inquiryId, orderId, ...orderIds, product].filter(Boolean).join(' ');
  return html`data-key="${ticketId(ticket)}" data-source="${source}" data-kind="${kind}" data-vendor="${market}/${vendorId}" data-find="${found}"`;
};

export const renderProduct = (ticket: RowTicket, { texts, language }: View, where: string): Markup => {
  const { inquiryId, market } = ticket;
  const id = ticketId(ticket);
  const shown = nameProduct(ticket, WORDING[language]) || inquiryId;
  return html`<a class="opens" id="open-${where}-${id.replaceAll('/', '-')}" href="/ticket?id=${encodeURIComponent(id)}" data-life="${id}" title="${shown}" aria-label="${texts.life.open(shown, inquiryId)}"><span lang="${market === 'KR' ? 'ko' : 'zh-Hant'}">${shown}</span></a>`;
};

export const renderKind = ({ kind }: Pick<RowTicket, 'kind'>, { language }: View): Markup =>
  html`<span data-kind="${kind}">${WORDING[language].kind[kind]}</span>`;

/** In the market's time zone, until the browser rewrites it in its own. `{short_or_time}`: without the day if that is today. */
export const renderDate = (
  at: number,
  { market }: Pick<TicketKey, 'market'>,
  format: '{short}' | '{short_or_time}' = '{short}',
): Markup => renderTime(at, format, formatShort(at, MARKET_ZONES[market]));

/** The shop if there are several, the number to copy, and the link to the card. */
export const renderNumber = (
  ticket: RowTicket,
  cards: Cards,
  { texts, vendors }: View,
  where: string,
): Markup => {
  const { inquiryId, label } = ticket;
  const ts = cards.get(ticketId(ticket));
  const id = `${where}-${ticketId(ticket).replaceAll('/', '-')}`;
  return html`${vendors.length > 1 ? html`<span class="shop">${label}</span> ` : ''}<button class="copy" type="button" id="copy-${id}" data-copy="${inquiryId}" aria-label="${texts.copy(inquiryId)}">${inquiryId}</button>${
    ts === undefined
      ? ''
      : html` <a class="card-link" id="card-${id}" href="#${anchorOf(ts)}" title="${texts.cardOf(inquiryId)}" aria-label="${texts.cardOf(inquiryId)}"><span aria-hidden="true">↗</span></a>`
  }`;
};
