import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { ReadingIntervals } from '../../domain/reading/plan-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { InquirySource } from '../ports/inquiry-source.ts';
import type { Log } from '../ports/log.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import type { PublishServices } from '../outbox/publish-events.ts';
import type { SourceError } from '../ports/source-error.ts';

export type SweepServices = Omit<PublishServices, 'writer'> & {
  source: InquirySource;
  reader: TicketReader;
  writer: TicketWriter;
  notices: NoticeStore;
  clock: Clock;
  log: Log;
  /** Told after each reading of a batch, for somebody who waits. */
  progress?: (done: number, of: number) => void;
};

export type SweepSettings = {
  zone: string;
  intervals: ReadingIntervals;
  lookUps: number;
  /** No complete reading of the recent week for longer than this is blindness (R17). */
  blindMs: number;
  /** More new tickets than that in one batch come as one digest (D6). */
  digestAbove: number;
  /** The lease's end, raw clock, epoch ms: the digest of a dead poll is published then (R24). */
  leaseUntil: number;
  /** Raw clock, epoch ms, after which nothing more is asked of Coupang. */
  stopAt: number;
};

/** What one sweep knows and has done so far. */
export type SweepRun = {
  vendor: VendorRef;
  state: VendorState;
  settings: SweepSettings;
  services: SweepServices;
  /** Corrected clock. */
  now: () => number;
  rows: AttentionRow[];
  /** The same, by inquiryId. */
  listedRows: Map<string, AttentionRow[]>;
  /** Told times in which nobody could see the lists, the one that this run ends included (R17). */
  blindTimes: { since: number; until: number }[];
  readings: Reading[];
  /** Ids of the tickets that listings of this run stand for. */
  shown: Set<string>;
  written: Ticket[];
  published: number;
  /** Pages of answered lists read after blind times (R17). */
  catchUpPages: number;
  /** Listings and ends that could not be stored. */
  failed: number;
  /** The last reading that failed. */
  failure?: SourceError;
  /** Whether any reading had an answer, be it a refusal: then the way to Coupang is there. */
  answered: boolean;
  /** Nothing more is asked of Coupang in this run. */
  ended: boolean;
};
