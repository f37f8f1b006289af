/** The outside as the workflows see it: small records of functions. Adapters make them, tests fake them. */
import type { Inquiry, ListStatus, Source, VendorRef } from '../domain/inquiry.ts';
import type { DateWindow, Reading } from '../domain/reading.ts';
import type {
  AttentionRow,
  Attempt,
  HistoryLine,
  Place,
  Ticket,
  TicketEventType,
  TicketFacts,
  TicketKey,
} from '../domain/ticket.ts';
import type { SourceError } from './source-error.ts';

/** Raw clock, epoch ms. */
export type Clock = { now: () => number };

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
   * One inquiry; `undefined` for a 404, which says nothing about its outcome. `stopAt`: raw clock, epoch ms; no try
   * goes on much beyond it. Throws SourceError.
   */
  inquiry: (inquiryId: string, stopAt: number) => Promise<Inquiry | undefined>;
  /** Coupang's clock minus ours, ms, as last seen in a `Date` header; 0 before any. */
  clockOffsetMs: () => number;
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
  attention: (vendor: VendorRef, until?: number) => Promise<AttentionRow[]>;
};

export type TicketWriter = {
  /** Conditional on absence (R4); the store names the write itself. `undefined`: another run created it; decide anew. */
  create: (ticket: Ticket) => Promise<Ticket | undefined>;
  /**
   * Writes facts, raises the version and adds the event in one write, conditional on the version as read (R1,
   * R2). `undefined`: the version moved; decide anew. `at`: corrected clock, becomes changedAt and the index time.
   */
  change: (
    before: Ticket,
    facts: TicketFacts,
    event: TicketEventType,
    at: number,
  ) => Promise<Ticket | undefined>;
  /** Removes the events up to and including `version` and raises publishedVersion to it, if it is lower (R2). */
  notePublished: (ticket: Ticket, version: number) => Promise<void>;
  /** Poll's own note of when to look a gone ticket up again. */
  noteLookUp: (key: TicketKey, lookUpAt: number, lookUps: number) => Promise<void>;
  /**
   * The one write that moves the index time later or removes it (R3): conditional on version,
   * publishedVersion, shownVersion, deliveryClaim, attempt and retryAt as read. Without
   * `attentionAt` it removes the ticket from the index.
   * False: something moved; read and decide anew.
   */
  settle: (before: Ticket, next: Settlement) => Promise<boolean>;
};

/** What settling writes: the index time, delivery's waiting, and the claim's release. */
export type Settlement = { attentionAt?: number; retryAt?: number; reannounced: number };

export type DeliveryStore = {
  /** Takes the delivery claim if nobody holds one, by the raw clock (R18), and reads the ticket with it. */
  claim: (
    key: TicketKey,
    claim: { token: string; now: number; until: number },
  ) => Promise<{ ticket: Ticket } | 'held' | 'absent'>;
  /** Writes what is about to be sent, on condition of the claim's token. Throws ClaimLost. */
  noteAttempt: (ticket: Ticket, attempt: Attempt) => Promise<Ticket>;
  /** Writes a Slack call's result at once and removes the attempt, on condition of the token. Throws ClaimLost. */
  noteResult: (ticket: Ticket, result: DeliveryResult) => Promise<Ticket>;
};

export type DeliveryResult = {
  channel?: string;
  ts?: string;
  shownVersion?: number;
  /** The card there can no longer be edited: the ticket has none until another is posted (R22). */
  replaced?: Place;
  /** Thread lines, name to `ts` or `passed`. */
  posted?: Record<string, string>;
};

export type VendorState = {
  /** Of each complete reading, by `firstDate/status`: when it began, corrected clock, epoch ms (R8). */
  completeReadings: Record<string, number>;
  /** Until when the vendor is left alone, why, and under which key. Raw clock. */
  alone?: Stop & { cause: string; keyFingerprint: string };
  clockOffsetMs: number;
};

/** Why Coupang must be left alone, in words for a person, and until when (raw clock, epoch ms). */
export type Stop = { until: number; code: string; problem: string };

export type VendorStates = {
  /** Takes the vendor's lease, raw clock; `taken` while another poll holds it (R5). */
  takeLease: (
    vendor: VendorRef,
    lease: { token: string; now: number; until: number },
  ) => Promise<VendorState | 'taken'>;
  /** Writes the state and releases the lease, on condition of the token. False: the lease was lost. */
  releaseLease: (vendor: VendorRef, token: string, state: VendorState) => Promise<boolean>;
  /** Until when everything behind this egress IP is stopped, raw clock; undefined if it is not. */
  egressBlock: (egress: string) => Promise<Stop | undefined>;
  /** Never shortens a block. */
  blockEgress: (egress: string, block: Stop) => Promise<void>;
};

/** Puts events on the bus, ten a request, and tells which went out, in the order given (R2). Never throws. */
export type EventPublisher = { publish: (events: TicketEvent[]) => Promise<boolean[]> };

/** Keys and facts only: no free text goes on the bus. */
export type TicketEvent = {
  type: TicketEventType | 'TicketReannounced';
  ticket: TicketKey;
  version: number;
  kind: Ticket['kind'];
  dueAt: number;
  occurredAt: number;
};

/** `plain`: without blocks, after Slack refused them. `fallback`: into the vendor's fallback channel (R22). */
export type PostHow = { plain?: boolean; fallback?: boolean };

/** Slack, in terms of tickets. Every function throws SlackFailure. */
export type SlackChannel = {
  /** Posts the card into the ticket's channel, else the vendor's; it links back to the card that it replaces. */
  postCard: (ticket: Ticket, how?: PostHow) => Promise<Place>;
  /** Edits the card in place; repeating it is harmless. */
  editCard: (ticket: Ticket, how?: PostHow) => Promise<void>;
  /** Posts a reply in the card's thread, to the channel too for a breach. */
  postLine: (ticket: Ticket, line: HistoryLine, how?: PostHow) => Promise<{ ts: string }>;
  /** Looks for what an attempt may have posted where it went, by message metadata (R19). `since`: epoch ms. */
  find: (ticket: Ticket, attempt: Attempt, since: number) => Promise<Place | undefined>;
};

/** Structured log. Ids, sizes and codes only. */
export type Log = {
  info: (message: string, fields?: Record<string, unknown>) => void;
  warn: (message: string, fields?: Record<string, unknown>) => void;
  error: (message: string, fields?: Record<string, unknown>) => void;
};
