import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Listed, OpenLine } from '../../domain/notice/notice.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Block } from '../format/blocks.ts';
import { formatSlackDate } from '../format/format-due.ts';
import type { LinkTo } from '../format/format-link.ts';
import { linkOrNumber } from '../format/link-or-number.ts';
import { joinParts, listedProduct, listLines } from '../format/list-lines.ts';
import { nameClaimer, sayWhetherClaimed } from '../card/name-claimer.ts';
import { WORDING } from '../wording/wording.ts';

/** The tickets that a notice lists, as they are when it is sent. */
export type Cards = { members: readonly Ticket[]; linkTo: LinkTo };

/** `isQuiet`: no claimer is mentioned, since nobody may be at work (C4). */
export type ReportCards = Cards & { isQuiet: boolean };

/** The open tickets of a report, one line each: `{date} · 미답변 · {product} · 담당 … · ‹카드›`. */
export const renderOpenTickets = (
  { count, lines }: Listed,
  list: { heading: string; room: number },
  vendor: VendorConfig,
  cards: ReportCards,
): Block[] => {
  const rendered = lines.map((line) => openLine(line, vendor, cards));
  return listLines({ ...list, lines: rendered, count }, WORDING[vendor.language]);
};

const openLine = (
  line: OpenLine,
  vendor: VendorConfig,
  { members, linkTo, isQuiet }: ReportCards,
): string => {
  const texts = WORDING[vendor.language];
  const { inquiryId, answerId } = line;
  const ticket = members.find(({ key }) => key.inquiryId === inquiryId && key.answerId === answerId);
  return joinParts(
    formatSlackDate(line.dueAt, MARKET_ZONES[vendor.market], texts),
    texts.kind[line.kind],
    listedProduct(line.product),
    (isQuiet ? sayWhetherClaimed : nameClaimer)(line, texts),
    linkOrNumber(inquiryId, ticket?.delivery, linkTo, texts),
  );
};
