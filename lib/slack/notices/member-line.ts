import { MARKET_ZONES } from '../../config/market.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { nameState } from '../card/describe-state.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { formatLink, type LinkTo } from '../format/format-link.ts';
import { joinSaid, listedInquiry, listedProduct } from '../format/list-lines.ts';
import { nameClaimer, sayWhetherClaimed } from '../card/name-claimer.ts';
import type { Texts } from '../wording/texts.ts';

/**
 * A ticket in a shift's list: `{date} · 미답변 · {product} · 담당 … · ‹카드›`. Without a link to the card it shows the inquiry
 * number. It names the claimer, unless the ticket is closed or the list is quiet.
 * @param more further parts of the line
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
