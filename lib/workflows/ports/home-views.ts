import type { Queue, QueueFilter } from '../../domain/act/queue.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ReportFigures, InTimeShare } from '../../domain/notice/notice-facts.ts';

/** A Home that somebody may be looking at. Slack does not say when a person leaves. */
export type HomeView = {
  /** A Slack user id. */
  by: string;
  filter: QueueFilter;
  /** `queueMark` of what was last shown. */
  mark: string;
  /** Epoch ms. */
  until: number;
};

/** The Homes that were opened or used lately, by the first live vendor that each shows. They expire. */
export type ShownHomes = {
  /** Strongly consistent. */
  read: (vendor: VendorRef) => Promise<HomeView[]>;
  /**
   * Notes the mark that was shown of a view as it was read. If its person has used it since, nothing is noted, so that
   * it is shown again.
   */
  noteMark: (vendor: VendorRef, view: HomeView, mark: string) => Promise<void>;
};

export type OpenedHomes = {
  /** Also notes in the vendor's state that somebody looks. The last write wins. */
  note: (vendor: VendorRef, view: HomeView) => Promise<void>;
};

export type HomeViews = ShownHomes & OpenedHomes;

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
