import type { TicketKey } from './ticket.ts';

/** One line that names a ticket, for logs, maps and message metadata: `KR/A00012345/call-center/<inquiry>/<answer>`. */
export const ticketId = ({ market, vendorId, source, inquiryId, answerId }: TicketKey): string =>
  [market, vendorId, source, inquiryId, answerId].join('/');

/** A ticket kept as `0` that learnt its id answers to both (R10). */
export const answersTo = (
  { answerId, learntAnswerId }: Pick<TicketKey, 'answerId'> & { learntAnswerId?: string },
  id: string | undefined,
): boolean => id !== undefined && (answerId === id || learntAnswerId === id);
