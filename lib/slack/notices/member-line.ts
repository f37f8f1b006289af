import { MARKET_ZONES } from '../../config/market.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { nameState } from '../card/describe-state.ts';
import type { Block } from '../format/blocks.ts';
import { formatSlackDate } from '../format/format-due.ts';
import type { LinkTo } from '../format/format-link.ts';
import { linkOrNumber } from '../format/link-or-number.ts';
import { joinParts, listedProduct } from '../format/list-lines.ts';
import { isUser, mentionUser, nameClaimer, sayWhetherClaimed } from '../card/name-claimer.ts';
import type { Texts } from '../wording/wording.ts';

/** So many mentions, beside those of a step, fit into a section. */
const MOST_NAMED = 100;

/** Who has a ticket for which a list has no room, so that no line mentions them. */
export const unlistedClaimers = (tickets: readonly Ticket[], list: readonly Block[]): string[] => {
  const shown = JSON.stringify(list);
  const claimers = tickets.flatMap(({ facts: { claimedBy, state } }) =>
    claimedBy !== undefined && state !== 'closed' && isUser(claimedBy) ? [claimedBy] : [],
  );
  return [...new Set(claimers)].filter((id) => !shown.includes(mentionUser(id))).slice(0, MOST_NAMED);
};

/**
 * A ticket in a shift's list: `{date} · 미답변 · {product} · 담당 … · ‹카드›`. Without a link to the card it shows the inquiry
 * number. It names the claimer, unless the ticket is closed or the list is quiet.
 */
export const memberLine = (
  ticket: Ticket,
  texts: Texts,
  { linkTo, isQuiet = false }: { linkTo: LinkTo; isQuiet?: boolean },
): string => {
  const isUnnamed = isQuiet || ticket.facts.state === 'closed';
  return joinParts(
    formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts),
    nameState(ticket, texts),
    listedProduct(ticket.facts.product),
    (isUnnamed ? sayWhetherClaimed : nameClaimer)(ticket.facts, texts),
    linkOrNumber(ticket.key.inquiryId, ticket.delivery, linkTo, texts),
  );
};
