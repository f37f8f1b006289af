import type { Subject, SubjectKey } from '../domain/subject.ts';
import type { NoticeStore, TicketReader } from './ports.ts';

export type SubjectReader = { reader: Pick<TicketReader, 'ticket'>; notices: Pick<NoticeStore, 'read'> };

/** The base item of a ticket or notice, strongly consistent. */
export const readSubject = async (
  key: SubjectKey,
  { reader, notices }: SubjectReader,
): Promise<Subject | undefined> => ('notice' in key ? notices.read(key) : reader.ticket(key));
