import type { VendorRef } from '../inquiry/inquiry.ts';
import { defined } from '../defined.ts';
import type { ListedFacts, Ticket, TicketKey } from './ticket.ts';

/** The name of a ticket in logs, maps and message metadata: `KR/A00012345/call-center/<inquiry>/<answer>`. */
export const ticketId = ({ market, vendorId, source, inquiryId, answerId }: TicketKey): string =>
  [market, vendorId, source, inquiryId, answerId].join('/');

/** The name of an inquiry in logs. The names of its tickets begin with it. */
export const inquiryName = ({ market, vendorId }: VendorRef, inquiryId: string): string =>
  [market, vendorId, 'call-center', inquiryId].join('/');

/** A `0` ticket that learnt its id later has both (R10). */
export type PostIds = Pick<TicketKey, 'answerId'> & Pick<ListedFacts, 'learntAnswerId'>;

export const postIdsOf = ({ key: { answerId }, facts: { learntAnswerId } }: Ticket): PostIds => ({
  answerId,
  ...defined({ learntAnswerId }),
});

export const answersTo = ({ answerId, learntAnswerId }: PostIds, id: string | undefined): boolean =>
  id !== undefined && (answerId === id || learntAnswerId === id);
