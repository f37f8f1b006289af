import type { Subject, SubjectKey } from '../../domain/delivery/subject.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { TicketReader } from '../ports/ticket-store.ts';

export type SubjectReader = { reader: Pick<TicketReader, 'ticket'>; notices: Pick<NoticeStore, 'read'> };

/** The base item of a ticket or notice, strongly consistent. */
export const readSubject = async (
  key: SubjectKey,
  { reader, notices }: SubjectReader,
): Promise<Subject | undefined> => ('notice' in key ? notices.read(key) : reader.ticket(key));
