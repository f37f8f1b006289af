import type { Queue } from '../../domain/act/queue.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { InTimeShare, ReportFigures } from '../../domain/notice/notice.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** The content of a person's App Home (A7). */
export type Home = {
  queue: Queue;
  /** The tickets of the page, as they are now. One that has closed since the index was written is left out. */
  tickets: Ticket[];
  /** The figures of each vendor: today so far in its zone, and 30 days. */
  figures: { vendor: VendorRef; today: ReportFigures; rolling: InTimeShare }[];
  /** `queueMark` of the open tickets. */
  mark: string;
};
