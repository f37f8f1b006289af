import type { TicketKey } from '../../domain/ticket/ticket.ts';

/** The last replies of a vendor by their `replyMark`, for the guard (A8). No text is kept. */
export type RecentReplies = {
  /** Those to the vendor's other hand-overs, newest first. */
  toOthers: (key: TicketKey) => Promise<string[]>;
  /** Two calls at the same moment may lose a mark: it is only a hint. */
  note: (key: TicketKey, mark: string) => Promise<void>;
};
