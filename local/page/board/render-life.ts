import { html } from 'hono/html';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { describeLife } from '../../../lib/life/describe-life.ts';
import { nameProductWhole } from '../../../lib/slack/format/name-product.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { KnownLife } from '../../board/life-reader.ts';
import { nameId, nameIds } from '../names.ts';
import { renderGloss } from '../render-blocks.ts';
import type { Markup } from '../render-mrkdwn.ts';
import { LIFE_WORDS, nameWarning } from '../texts.ts';
import type { View } from '../view.ts';
import { renderDate, renderKind } from './row-parts.ts';

/** A ticket's whole life: what it is now, and all that happened. */
export const renderLife = ({ ticket, lines }: KnownLife, view: View): Markup => {
  const { texts, language, names } = view;
  const { key, facts } = ticket;
  const id = ticketId(key);
  const life = describeLife([id], lines, LIFE_WORDS[language], names).find(
    (described) => described.id === id,
  );
  const events = life?.events ?? [];
  const outcome = facts.state === 'closed' ? WORDING[language].outcome[facts.outcome] : undefined;
  return html`<h2 id="life-title">${nameProductWhole(facts, WORDING[language]) || key.inquiryId}</h2>
<p class="life-tags">${renderKind(facts, view)} · ${texts.life.state[facts.state]}${outcome === undefined ? '' : html` · <span class="outcome" data-outcome="${facts.outcome}">${outcome}</span>`}</p>
<dl class="life-facts">${renderFacts(ticket, view)}</dl>
${facts.text === '' ? '' : html`<h3>${texts.life.request[key.source]}</h3><blockquote class="text">${facts.text}</blockquote>${renderGloss(facts.text, view)}`}
<h3>${texts.life.events(life?.zone ?? '')}</h3>
${
  events.length === 0
    ? html`<p class="empty">${texts.life.noEvents}</p>`
    : html`<label class="switch"><input type="checkbox" id="inner-steps" /> ${texts.life.inner}</label>
<ol class="events">${events.map(
        ({ at, isInner, text, inner }) =>
          html`<li${isInner ? html` class="is-inner"` : ''}><time datetime="${new Date(at).toISOString()}">${life?.time(at)}</time> <span>${nameIds(text, names)}${inner === '' ? '' : html` <span class="is-inner">${nameIds(inner, names)}</span>`}</span></li>`,
      )}</ol>`
}`;
};

const renderFacts = ({ key, facts }: KnownLife['ticket'], view: View): Markup => {
  const { texts, language, vendors, names } = view;
  const { life } = texts;
  const shop = vendors.find(({ id, market }) => id === key.vendorId && market === key.market)?.label;
  const date = (at: number) => renderDate(at, key);
  const steps = facts.steps.filter(({ passed }) => passed !== true);
  const rows: [string, Markup | string | undefined][] = [
    [texts.columns.number, key.inquiryId],
    [life.order, [facts.orderId, ...(facts.orderIds ?? [])].filter(Boolean).join(', ') || undefined],
    [texts.tools.vendor, shop],
    [life.requested, html`${date(facts.askedAt)}${facts.askedAtUncertain ? ` (${texts.estimate})` : ''}`],
    [life.firstSeen, date(facts.openedAt)],
    [texts.due, date(facts.dueAt)],
    [life.state.closed, facts.closedAt === undefined ? undefined : date(facts.closedAt)],
    [life.claim, facts.claimedBy === undefined ? undefined : nameId(facts.claimedBy, names)],
    [life.category, facts.category],
    [
      life.warnings,
      steps.length === 0
        ? undefined
        : html`${steps.map(({ name, at }) => html`<span class="warned">${nameWarning(name, language)} ${date(at)}</span> `)}`,
    ],
  ];
  return html`${rows.map(([name, value]) => (value === undefined ? '' : html`<div><dt>${name}</dt><dd>${value}</dd></div>`))}`;
};
