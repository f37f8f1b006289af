import type { TicketKey } from './ticket.ts';

/** One line that names a ticket, for logs, maps and message metadata: `KR/A00012345/call-center/<inquiry>/<answer>`. */
export const ticketId = ({ market, vendorId, source, inquiryId, answerId }: TicketKey): string =>
  [market, vendorId, source, inquiryId, answerId].join('/');
