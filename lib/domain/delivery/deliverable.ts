import type { Notice, NoticeKey } from '../notice/notice.ts';
import type { Ticket, TicketKey } from '../ticket/ticket.ts';
import { ticketId } from '../ticket/ticket-id.ts';

/** What Slack is made to show. */
export type Deliverable = Ticket | Notice;
export type DeliverableKey = TicketKey | NoticeKey;

export const isNoticeKey = (key: DeliverableKey): key is NoticeKey => 'notice' in key;

/** The key alone, even of a whole ticket: whatever else it holds is left out. */
export const ticketKeyOf = ({ market, vendorId, source, inquiryId, answerId }: TicketKey): TicketKey => ({
  market,
  vendorId,
  source,
  inquiryId,
  answerId,
});

/** The key alone, even of a whole notice. */
export const noticeKeyOf = ({ market, vendorId, notice }: NoticeKey): NoticeKey => ({
  market,
  vendorId,
  notice,
});

/**
 * One line that names a ticket or a notice, for logs, maps and message metadata: `KR/A00012345/call-center/<inquiry>/<answer>`,
 * `KR/A00012345/digest/<instant>`.
 */
export const deliverableId = (key: DeliverableKey): string =>
  isNoticeKey(key) ? [key.market, key.vendorId, key.notice].join('/') : ticketId(key);
