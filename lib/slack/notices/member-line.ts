import { MARKET_ZONES } from '../../config/market.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { nameState } from '../card/describe-state.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { formatLink, type LinkTo } from '../format/format-link.ts';
import { joinSaid, listedInquiry, listedProduct } from '../format/list-lines.ts';
import { nameClaimer, sayWhetherClaimed } from '../card/name-claimer.ts';
import type { Texts } from '../wording/texts.ts';

/**
 * A ticket in a shift's list: `{date} · 미답변 · {product} · 담당 … · ‹카드›`; where Slack gives no link to the card, its inquiry
 * number. It names who has it, unless it is closed or the list is quiet: that mentions nobody.
 * @param more what the list tells of it beside that
 */
export const memberLine = (
  ticket: Ticket,
  texts: Texts,
  { linkTo, isQuiet = false }: { linkTo: LinkTo; isQuiet?: boolean },
  ...more: string[]
): string => {
  const link = linkTo(ticket.delivery);
  const isUnnamed = isQuiet || ticket.facts.state === 'closed';
  return joinSaid(
    formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts),
    nameState(ticket, texts),
    listedProduct(ticket.facts.product),
    ...more,
    (isUnnamed ? sayWhetherClaimed : nameClaimer)(ticket.facts, texts),
    link === undefined ? listedInquiry(ticket.key.inquiryId, texts) : formatLink(link, texts.shift.card),
  );
};
