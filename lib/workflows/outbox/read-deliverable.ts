import { type Deliverable, type DeliverableKey, isNoticeKey } from '../../domain/delivery/deliverable.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { TicketReader } from '../ports/ticket-store.ts';

export type DeliverableReader = { reader: Pick<TicketReader, 'ticket'>; notices: Pick<NoticeStore, 'read'> };

/** The base item of a ticket or notice, strongly consistent. */
export const readDeliverable = async (
  key: DeliverableKey,
  { reader, notices }: DeliverableReader,
): Promise<Deliverable | undefined> => (isNoticeKey(key) ? notices.read(key) : reader.ticket(key));
