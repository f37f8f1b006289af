import type { Inquiry, VendorRef } from '../inquiry/inquiry.ts';
import type { Reading } from '../reading/reading.ts';
import type { Source } from '../sources.ts';
import type { AbsenceKind } from './find-absent.ts';
import type { TicketChange } from './ticket-changes.ts';
import type { AttentionRow, PollNotes, Ticket, TicketFacts, TicketKey } from './ticket.ts';

export type ListingDecision = {
  shown: TicketKey[];
  /** In the order of the writes. After a crash in between, the next poll continues. */
  changes: TicketChange[];
  creates: { key: TicketKey; facts: TicketFacts }[];
  /** Closed tickets to look up, since the row may be an older copy, or is marked as answered. */
  lookUps: TicketKey[];
};

/** The decisions of a source about its rows. `Row`: a row of its open lists, merged from the readings of a batch. */
export type SourceRules<Row extends { inquiry: Inquiry }, Context> = {
  source: Source;
  merge: (readings: readonly Reading[]) => Row[];
  /** Whether the index alone shows that the row changes nothing. @param rows the inquiry's rows of the index */
  isUnchanged: (rows: readonly AttentionRow[], row: Row) => boolean;
  /** @param stored all tickets of the inquiry, read consistently */
  decide: (row: Row, stored: readonly Ticket[], context: Context) => ListingDecision;
};

/** A row of a source beside the hand-overs. */
export type PolledRow = {
  inquiry: Inquiry;
  beganAt: number;
  /** The reading that showed it was complete, so Coupang did not ignore the filter. */
  isComplete: boolean;
};

/** The source's state before this run. All times are epoch ms. */
export type PolledContext = {
  vendor: VendorRef;
  now: number;
  /** When the last complete reading of the recent week began. */
  recentCompleteAt?: number;
  /** Whether a request of this time is seen because the source is read for the first time. */
  isFirstSight: (inquiryAt: number | undefined) => boolean;
};

/** `missing`: complete readings of its dates do not show it. `unknown`: they were not made, or not complete. */
export type PolledLookUp = { is: 'found'; inquiry: Inquiry } | { is: 'missing' | 'unknown' };

/** The rules of a source beside the hand-overs. */
export type PolledRules = SourceRules<PolledRow, PolledContext> & {
  /** An open ticket ends so long after its inquiry, whatever the lists show. */
  leftAfterMs: number;
  /**
   * Decides about a ticket after its look-up, or without it.
   * @param sight `isMade`: a look-up was due and was made, with or without an answer. `counts`: it is one of the repeated look-ups
   */
  decideAbsence: (
    ticket: Ticket,
    sight: { lookUp: PolledLookUp; absence: AbsenceKind; isMade: boolean; counts: boolean },
    now: number,
  ) => { change?: TicketChange; notes?: PollNotes };
};
