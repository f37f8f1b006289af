import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Listed, OpenLine } from '../../domain/notice/notice.ts';
import type { Block } from '../format/blocks.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { joinSaid, listedInquiry, listedProduct, listLines } from '../format/list-lines.ts';
import { nameClaimer, sayWhetherClaimed } from '../card/name-claimer.ts';
import { WORDING } from '../wording/wording.ts';

type List = {
  heading: string;
  room: number;
  /** Whether claimers are mentioned. A hand-over comes while people work, a report at any time (C4). */
  mentions: boolean;
};

/** The open tickets of a report, one line each: `{date} · 미답변 · {product} · 문의번호 … · 담당 …`. */
export const renderOpenTickets = (
  { count, lines }: Listed,
  { mentions, ...list }: List,
  vendor: VendorConfig,
): Block[] => {
  const said = lines.map((line) => openLine(line, mentions, vendor));
  return listLines({ ...list, lines: said, count }, WORDING[vendor.language]);
};

const openLine = (line: OpenLine, mentions: boolean, vendor: VendorConfig): string => {
  const texts = WORDING[vendor.language];
  return joinSaid(
    formatSlackDate(line.dueAt, MARKET_ZONES[vendor.market], texts),
    texts.kind[line.kind],
    listedProduct(line.product),
    listedInquiry(line.inquiryId, texts),
    (mentions ? nameClaimer : sayWhetherClaimed)(line, texts),
  );
};
