import type { OwnQueue, Queue, QueueFilter, QueueKind } from '../../domain/act/queue.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ReportFigures, InTimeShare } from '../../domain/notice/notice-facts.ts';

/** A Home that may be visible. Slack does not report when a person leaves. */
export type HomeView = {
  by: string;
  filter: QueueFilter;
  /** `queueMark` of the content last shown. */
  mark: string;
  until: number;
};

/** The Homes that were used lately, by the first live vendor that each shows. They expire. */
export type ShownHomes = {
  /** Strongly consistent. */
  read: (vendor: VendorRef) => Promise<HomeView[]>;
  /** Notes the shown mark of a view, unless its person has used the view since it was read; then it is shown again. */
  noteMark: (vendor: VendorRef, view: HomeView, mark: string) => Promise<void>;
};

export type OpenedHomes = {
  /** Also notes in the vendor's state that a Home is in use. The last write wins. */
  note: (vendor: VendorRef, view: HomeView) => Promise<void>;
};

export type HomeViews = ShownHomes & OpenedHomes;

export type Home = {
  queue: Queue;
  /** The current tickets of the page, without those that closed since the index was written. */
  tickets: Ticket[];
  figures: { vendor: VendorRef; today: ReportFigures; rolling: InTimeShare }[];
  mark: string;
};

/** One person's list of a kind. `counts`: of all such tickets. */
export type OwnTickets = Record<'mine' | 'unclaimed', Ticket[]> &
  Pick<OwnQueue, 'counts'> & { kind: QueueKind };
