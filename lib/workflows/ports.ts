/** The outside as the workflows see it: small records of functions. Adapters make them, tests fake them. */
import type { Inquiry, ListStatus, Source, VendorRef } from '../domain/inquiry.ts';
import type { Notice, NoticeEventType, NoticeFacts, NoticeKey, NoticeRow } from '../domain/notice.ts';
import type { DateWindow, Reading } from '../domain/reading.ts';
import type { Subject, SubjectKey } from '../domain/subject.ts';
import type {
  AttentionRow,
  Attempt,
  ClosedRow,
  Place,
  Retry,
  RetryName,
  Ticket,
  TicketEventType,
  TicketFacts,
  TicketKey,
} from '../domain/ticket.ts';
import type { TrackedNote } from '../domain/tracked-note.ts';
import type { Stop, VendorState } from '../domain/vendor-state.ts';
import type { SourceError } from './source-error.ts';

/**
 * `now`: the raw clock of this machine, for leases, lanes and attempts. `wall`: what calendars, Coupang and its
 * deadlines go by, without Coupang's offset. Epoch ms. The two differ only where a laptop's clock runs `rate` times as fast:
 * how often this program works, and how long it may be blind, then takes `rate` times as long by the wall clock.
 */
export type Clock = {
  now: () => number;
  wall?: () => number;
  rate?: () => number;
  /** Monotonic, ms from any start: what waits and a lane's end are measured by. Without it `now` serves. */
  elapsed?: () => number;
};

/** One vendor's inquiries at Coupang. */
export type InquirySource = {
  /**
   * Reads all pages of one window and status, once more if the first pass was not complete (R7). Never throws
   * a SourceError: what the pages showed before it counts, so it comes back beside them.
   * `stopAt`: raw clock, epoch ms, after which no further page is asked for.
   */
  read: (
    window: DateWindow,
    status: ListStatus,
    stopAt: number,
  ) => Promise<{ reading: Reading; failure?: SourceError }>;
  /**
   * Pages of one window and status from a page on, at most `most` of them, for a reading that goes on in a later run
   * (R17). Without `nextPage` the window has been read to its end, or as far as Coupang can be asked (`isCut`). Never throws
   * a SourceError.
   */
  readPages: (
    window: DateWindow,
    status: ListStatus,
    from: { page: number; most: number },
    stopAt: number,
  ) => Promise<{
    inquiries: Inquiry[];
    pages: number;
    nextPage?: number;
    isCut?: true;
    failure?: SourceError;
  }>;
  /**
   * One inquiry; `undefined` for a 404, which says nothing about its outcome. `stopAt`: raw clock, epoch ms; no try
   * goes on much beyond it. Throws SourceError.
   */
  inquiry: (inquiryId: string, stopAt: number) => Promise<Inquiry | undefined>;
  /** Coupang's clock minus ours, ms, as an answer last told it; undefined before any (R6). */
  clockOffsetMs: () => number | undefined;
  /** Starts from the offset that an earlier run kept. */
  useClockOffset: (offsetMs: number) => void;
  /** A hash that tells one key from another and nothing about either: a new key ends a stop (section 4). */
  keyFingerprint: () => Promise<string>;
};

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

export type NoticeStore = {
  /** Strongly consistent. */
  read: (key: NoticeKey) => Promise<Notice | undefined>;
  /** Conditional on absence, like a ticket's. `undefined`: it is there already. */
  create: (notice: Notice) => Promise<Notice | undefined>;
  /** Like a ticket's change: the version rises, the event is named, the index time is now. `undefined`: decide anew. */
  change: (
    before: Notice,
    facts: NoticeFacts,
    event: NoticeEventType,
    at: number,
  ) => Promise<Notice | undefined>;
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
  notePublished: (subject: Subject, version: number, at: number) => Promise<void>;
  /** Poll's own note of when to look a gone ticket up again. */
  noteLookUp: (key: TicketKey, lookUpAt: number, lookUps: number) => Promise<void>;
  /**
   * Moves the index time later where there was no call (R3): conditional on version, publishedVersion, shownVersion and
   * attempt as read. Without `attentionAt` it removes the ticket or notice from the index.
   * False: something moved; read and decide anew.
   */
  settle: (before: Subject, next: Settlement) => Promise<boolean>;
};

/** `nextStepAt` stays where it is not given. */
export type Settlement = { attentionAt?: number; nextStepAt?: number };

/** Free text leaves the store 30 days after closing (design.md, Security). */
export type TextRemoval = {
  /** Until which closing time the vendor's free text is known to be gone, corrected clock; `undefined` before the first run. */
  removedUntil: (vendor: VendorRef) => Promise<number | undefined>;
  /** Of a ticket that is closed since then; one that was re-opened meanwhile keeps its text. Raises no version. */
  remove: (key: TicketKey, closedAt: number) => Promise<void>;
  noteRemoved: (vendor: VendorRef, until: number) => Promise<void>;
};

/** The attempt is the lock of a ticket or notice, and the record of what was sent (R19). */
export type DeliveryStore = {
  /**
   * Writes what is about to be sent, on condition that no attempt is open and that version and shownVersion are as read; or
   * more about the attempt that `before` holds, on condition that it is still open.
   * `undefined`: something moved; read and decide anew.
   */
  noteAttempt: (before: Subject, attempt: Attempt) => Promise<Subject | undefined>;
  /**
   * One write: the result, the end of the attempt, and when the ticket is of interest next, without which it leaves the index
   * (R3). Conditional on version, publishedVersion, shownVersion and attempt as read. `undefined`: something moved.
   */
  noteResult: (
    before: Subject,
    result: DeliveryResult,
    attentionAt: number | undefined,
  ) => Promise<Subject | undefined>;
};

export type DeliveryResult = {
  channel?: string;
  ts?: string;
  /** Of a card in a digest's thread: the digest's message. Written with `ts`, else removed. */
  threadTs?: string;
  shownVersion?: number;
  /** The card there can no longer be edited: the ticket has none until another is posted (R22). */
  replaced?: Place;
  /** Thread lines, name to `ts` or `passed`. */
  posted?: Record<string, string>;
  /** What must wait, by name; `undefined` takes a name off the list. */
  retries?: Partial<Record<RetryName, Retry | undefined>>;
};

/** Raw clock. `forMs`: how long it was meant to be, so that a clock set back makes it no longer. */
export type Wait = { until: number; forMs: number };

/**
 * One worker at a time shows what a vendor owes (R18). Without a `token` the lane is free; with one it is held until `until`,
 * raw clock. `heldSince`: since when it has been held without a break, raw clock; a drain that ends for want of time leaves it.
 * `called`: there is something new for the holder. `waits`: what Slack asked to be left alone, by channel and
 * method (R21).
 */
export type Lane = {
  token?: string;
  until: number;
  heldSince?: number;
  called?: boolean;
  waits: Record<string, Wait>;
};

export type Lanes = {
  /** Strongly consistent; `undefined` before the first drain. */
  read: (vendor: VendorRef) => Promise<Lane | undefined>;
  /** Takes a lane that is free or has run out, held since now unless told, and removes `called`. `undefined`: another holds it. */
  take: (
    vendor: VendorRef,
    lane: { token: string; now: number; until: number; heldSince?: number },
  ) => Promise<Lane | undefined>;
  /** Sets `called`, on condition that this token holds the lane. False: read it again. */
  call: (vendor: VendorRef, token: string) => Promise<boolean>;
  /** Holds it longer and removes `called`, on condition of the token. False: it is lost. */
  renew: (vendor: VendorRef, token: string, until: number) => Promise<boolean>;
  /**
   * Frees it and keeps the waits, on condition of the token and that nobody called. `forced`: whoever called, as this worker
   * has no time left and wakes another; `heldSince` and `until` stay.
   */
  release: (
    vendor: VendorRef,
    token: string,
    end: { waits: Record<string, Wait>; forced?: true },
  ) => Promise<'released' | 'called' | 'lost'>;
};

export type VendorStates = {
  /** Every vendor that was ever polled or watched, whether or not it is still configured; strongly consistent. */
  vendors: () => Promise<VendorRef[]>;
  /** Strongly consistent; `undefined` before the first poll, and before the vendor is watched. */
  read: (vendor: VendorRef) => Promise<VendorState | undefined>;
  /**
   * Takes the vendor's lease, raw clock; `taken` while another poll holds it (R5). `firstPollAt`: by the wall clock, written
   * where the state has none (R17).
   */
  takeLease: (
    vendor: VendorRef,
    lease: { token: string; now: number; until: number; firstPollAt?: number },
  ) => Promise<VendorState | 'taken'>;
  /**
   * Writes what a run of `track-sla` notes of itself, beside any lease (R16). A note with `watchedSince` is for a vendor without
   * any state (R17), every other for one that has a state; else nothing is written.
   */
  noteTracked: (vendor: VendorRef, note: TrackedNote) => Promise<void>;
  /**
   * Writes the state, but for what `track-sla` alone notes, and releases the lease, on condition of the token. False: the lease
   * was lost.
   */
  releaseLease: (vendor: VendorRef, token: string, state: VendorState) => Promise<boolean>;
  /** Until when everything behind this egress IP is stopped, raw clock; undefined if it is not. */
  egressBlock: (egress: string) => Promise<Stop | undefined>;
  /** Never shortens a block. */
  blockEgress: (egress: string, block: Stop) => Promise<void>;
};

/** Puts events on the bus, ten a request, and tells which went out, in the order given (R2). Never throws. */
export type EventPublisher = {
  publish: (events: SubjectEvent[]) => Promise<boolean[]>;
  /**
   * Calls for a drain of the vendor (R18); `subjects`: at most ten of what it is called for, since the index lags. False: it
   * did not go out, and the next run of `track-sla` calls. Never throws.
   */
  wake: (vendor: VendorRef, subjects: readonly SubjectKey[]) => Promise<boolean>;
};
export const MOST_WOKEN_FOR = 10;

/** Keys and facts only: no free text goes on the bus. */
export type SubjectEvent = TicketEvent | NoticeEvent;
export type TicketEvent = {
  type: TicketEventType;
  subject: TicketKey;
  version: number;
  kind: Ticket['kind'];
  dueAt: number;
  occurredAt: number;
};
export type NoticeEvent = {
  type: NoticeEventType;
  subject: NoticeKey;
  version: number;
  occurredAt: number;
};

/** Structured log. Ids, sizes and codes only. */
export type Log = {
  info: (message: string, fields?: Record<string, unknown>) => void;
  warn: (message: string, fields?: Record<string, unknown>) => void;
  error: (message: string, fields?: Record<string, unknown>) => void;
};
