import type { Notice, NoticeKey } from '../notice/notice.ts';
import type { Ticket, TicketKey } from '../ticket/ticket.ts';
import { ticketId } from '../ticket/ticket-id.ts';

export type Deliverable = Ticket | Notice;
export type DeliverableKey = TicketKey | NoticeKey;

export const isNoticeKey = (key: DeliverableKey): key is NoticeKey => 'notice' in key;

export const ticketKeyOf = ({ market, vendorId, source, inquiryId, answerId }: TicketKey): TicketKey => ({
  market,
  vendorId,
  source,
  inquiryId,
  answerId,
});

export const noticeKeyOf = ({ market, vendorId, notice }: NoticeKey): NoticeKey => ({
  market,
  vendorId,
  notice,
});

/** Used in logs, maps and message metadata, such as `KR/A00012345/list/<token>`. */
export const deliverableId = (key: DeliverableKey): string =>
  isNoticeKey(key) ? [key.market, key.vendorId, key.notice].join('/') : ticketId(key);
