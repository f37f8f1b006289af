import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { isSameTicket, type Listed, type OpenLine } from '../../domain/notice/notice-facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Block } from '../format/blocks.ts';
import { formatSlackDate } from '../format/format-due.ts';
import type { LinkTo } from '../format/format-link.ts';
import { LEVEL_MARKS, markOf } from '../format/marks.ts';
import { levelOfTicket } from '../../domain/ladder/warning-level.ts';
import { linkOrNumber, joinParts, listedProduct, listLines } from '../format/list-lines.ts';
import { nameProduct } from '../format/name-product.ts';
import { mentionUser, isUser, nameClaimer, sayWhetherClaimed } from '../card/name-claimer.ts';
import { type Texts, WORDING } from '../wording/wording.ts';
import { nameState } from '../card/describe-state.ts';

/** The tickets of a notice, as they are when it is sent. */
export type Cards = { members: readonly Ticket[]; linkTo: LinkTo };

/** `now`: epoch ms. `isQuiet`: no claimer is mentioned, since nobody may be at work (C4). */
export type ReportCards = Cards & { now: number; isQuiet: boolean };

/** The open tickets of a report: `🟡 {date} · 미답변 · {product} · 담당 … · ‹카드›`. */
export const renderOpenTickets = (
  { count, lines }: Listed,
  list: { heading: string; room: number; most?: number },
  vendor: VendorConfig,
  cards: ReportCards,
): Block[] => {
  const rendered = lines.map((line) => openLine(line, vendor, cards));
  return listLines({ ...list, lines: rendered, count }, WORDING[vendor.language]);
};

const openLine = (
  line: OpenLine,
  vendor: VendorConfig,
  { members, linkTo, now, isQuiet }: ReportCards,
): string => {
  const texts = WORDING[vendor.language];
  const ticket = members.find(({ key }) => isSameTicket(key, line));
  const steps = ticket?.facts.steps ?? [];
  const mark = LEVEL_MARKS[levelOfTicket({ steps, dueAt: line.dueAt }, vendor, now)];
  return joinParts(
    `${mark} ${formatSlackDate(line.dueAt, MARKET_ZONES[vendor.market], texts)}`,
    texts.kind[line.kind],
    productOf(line, ticket, texts),
    (isQuiet ? sayWhetherClaimed : nameClaimer)(line, texts),
    linkOrNumber(line.inquiryId, ticket?.delivery, linkTo, texts),
  );
};

/** As the notice was written, else as the ticket names it now. */
export const productOf = (
  line: Pick<OpenLine, 'product'>,
  ticket: Ticket | undefined,
  texts: Texts,
): string => listedProduct(nameProduct(line.product === undefined && ticket ? ticket.facts : line, texts));

/** So many mentions, beside those of a step, fit into a section. */
const MOST_NAMED = 100;

/** The claimers of tickets for which the list has no room, so that no line mentions them. */
export const unlistedClaimers = (tickets: readonly Ticket[], list: readonly Block[]): string[] => {
  const shown = JSON.stringify(list);
  const claimers = tickets.flatMap(({ facts: { claimedBy, state } }) =>
    claimedBy !== undefined && state !== 'closed' && isUser(claimedBy) ? [claimedBy] : [],
  );
  return [...new Set(claimers)].filter((id) => !shown.includes(mentionUser(id))).slice(0, MOST_NAMED);
};

/**
 * `🟡 {date} · 미답변 · {product} · 담당 … · ‹카드›`, or the inquiry number without a link to the card. It names the claimer, unless the
 * ticket is closed or the list is quiet.
 */
export const memberLine = (
  ticket: Ticket,
  vendor: VendorConfig,
  { now, linkTo, isQuiet = false }: { now: number; linkTo: LinkTo; isQuiet?: boolean },
): string => {
  const texts = WORDING[vendor.language];
  const isUnnamed = isQuiet || ticket.facts.state === 'closed';
  return joinParts(
    `${markOf(ticket, vendor, now)} ${formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts)}`,
    nameState(ticket, texts),
    listedProduct(nameProduct(ticket.facts, texts)),
    (isUnnamed ? sayWhetherClaimed : nameClaimer)(ticket.facts, texts),
    linkOrNumber(ticket.key.inquiryId, ticket.delivery, linkTo, texts),
  );
};
