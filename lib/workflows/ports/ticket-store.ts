import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Source, VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type {
  AttentionRow,
  ClosedRow,
  Ticket,
  TicketEventType,
  TicketFacts,
  TicketKey,
} from '../../domain/ticket/ticket.ts';

export type InquiryRef = VendorRef & { source: Source; inquiryId: string };

export type TicketReader = {
  /** Strongly consistent. */
  ticket: (key: TicketKey) => Promise<Ticket | undefined>;
  /** Strongly consistent: all tickets of one inquiry (R4). */
  ticketsOf: (inquiry: InquiryRef) => Promise<Ticket[]>;
  /** From the index, which lags: rows of a vendor, all of them or those whose time is `until` or before. */
  attention: (
    vendor: VendorRef,
    until?: number,
  ) => Promise<{ tickets: AttentionRow[]; notices: NoticeRow[] }>;
  /** From the index, which lags: tickets closed at `since` or later, and before `until`; corrected clock. */
  closed: (vendor: VendorRef, since: number, until?: number) => Promise<ClosedRow[]>;
};

export type TicketWriter = {
  /** Conditional on absence (R4); the store names the write itself. `undefined`: another run created it; decide anew. */
  create: (ticket: Ticket) => Promise<Ticket | undefined>;
  /**
   * Writes facts, raises the version and adds the event in one write, conditional on the version as read (R1,
   * R2), and removes `nextStepAt`. `undefined`: the version moved; decide anew. `at`: corrected clock, becomes changedAt and
   * the index time.
   */
  change: (
    before: Ticket,
    facts: TicketFacts,
    event: TicketEventType,
    at: number,
  ) => Promise<Ticket | undefined>;
  /**
   * Removes the events up to and including `version`, raises publishedVersion to it, if it is lower, and sets the index time
   * to `at`, corrected clock: from now on a drain may show it (R2, R24).
   */
  notePublished: (deliverable: Deliverable, version: number, at: number) => Promise<void>;
  /** Poll's own note of when to look a gone ticket up again. */
  noteLookUp: (key: TicketKey, lookUpAt: number, lookUps: number) => Promise<void>;
  /**
   * Moves the index time later where there was no call (R3): conditional on version, publishedVersion, shownVersion and
   * attempt as read. Without `attentionAt` it removes the ticket or notice from the index.
   * False: something moved; read and decide anew.
   */
  settle: (before: Deliverable, next: Settlement) => Promise<boolean>;
};

/** `nextStepAt` stays where it is not given. */
export type Settlement = { attentionAt?: number; nextStepAt?: number };
