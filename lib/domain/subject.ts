import type { Notice, NoticeKey } from './notice.ts';
import type { Ticket, TicketKey } from './ticket.ts';
import { ticketId } from './ticket-id.ts';

/** What Slack is made to show: `'notice' in subject` tells one from the other. */
export type Subject = Ticket | Notice;
export type SubjectKey = TicketKey | NoticeKey;

/**
 * One line that names a ticket or a notice, for logs, maps and message metadata: `KR/A00012345/call-center/<inquiry>/<answer>`,
 * `KR/A00012345/digest/<instant>`.
 */
export const subjectId = (key: SubjectKey): string =>
  'notice' in key ? [key.market, key.vendorId, key.notice].join('/') : ticketId(key);
