import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Source, VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeFacts } from '../../domain/notice/notice-facts.ts';
import type { NoticeEventType, Notice, NoticeKey, NoticeRow } from '../../domain/notice/notice.ts';
import type {
  AttentionRow,
  ClosedRow,
  PollNotes,
  Ticket,
  TicketEventType,
  TicketFacts,
  TicketKey,
} from '../../domain/ticket/ticket.ts';

/** The rows of the index `attention` (R3). */
export type AttentionRows = { tickets: AttentionRow[]; notices: NoticeRow[] };

export type InquiryRef = VendorRef & { source: Source; inquiryId: string };

/** Every trigger may read these. */
export type OpenReader = {
  /** Strongly consistent. */
  ticket: (key: TicketKey) => Promise<Ticket | undefined>;
  /** The rows of a vendor, all of them or those with an index time up to `until`. The index lags. */
  attention: (vendor: VendorRef, until?: number) => Promise<AttentionRows>;
};

export type ClosedReader = {
  /** The tickets that closed at `since` or later, and before `until`. The index lags. */
  closed: (vendor: VendorRef, since: number, until?: number) => Promise<ClosedRow[]>;
};

export type InquiryReader = {
  /** All tickets of one inquiry, strongly consistent (R4). */
  ticketsOf: (inquiry: InquiryRef) => Promise<Ticket[]>;
};

export type TicketReader = OpenReader & ClosedReader & InquiryReader;

/** For long lists of open tickets: with thousands of them it takes a third of the CPU of `attention`. */
export type BriefReader = {
  /** All rows of a vendor, with few attributes each. The index lags. */
  brief: (vendor: VendorRef) => Promise<BriefRows>;
};
export type BriefRows = { tickets: BriefRow[]; notices: BriefNotice[] };
export type BriefRow = TicketKey &
  Pick<AttentionRow, 'kind' | 'dueAt' | 'closedAt' | 'version' | 'changedAt' | 'rank'>;
export type BriefNotice = NoticeKey & Pick<NoticeRow, 'changedAt' | 'rank'>;

/** Changes a ticket that exists, and notes what of it is on the bus. */
export type ChangeWriter = {
  /**
   * Writes facts, raises the version and adds the event in one write, conditional on the version as read (R1, R2). Removes
   * `nextStepAt`; a closed ticket with an act without a result gets the act's next look instead (R29). The write that closes
   * a ticket also removes the notes of its absence. `undefined`: the version has changed; decide again. `at`: epoch ms,
   * becomes changedAt and the index time.
   */
  change: (
    before: Ticket,
    facts: TicketFacts,
    event: TicketEventType,
    at: number,
  ) => Promise<Ticket | undefined>;
  /**
   * Removes the events up to and including `version`. Raises publishedVersion to it, if it is lower. Sets the index time to
   * `at`. From now on a drain may show it (R2, R24).
   */
  notePublished: (deliverable: Deliverable, version: number, at: number) => Promise<void>;
};

/** Only a poll creates tickets and notes their look-ups. */
export type IntakeWriter = ChangeWriter & {
  /** Conditional on absence (R4). The store sets the write's token. `undefined`: another run created it; decide again. */
  create: (ticket: Ticket) => Promise<Ticket | undefined>;
  /** Replaces the poll's notes after a look-up. */
  noteLookUp: (key: TicketKey, notes: PollNotes) => Promise<void>;
  /** The lists show the ticket again. If it becomes absent once more, its look-ups start from the beginning. */
  forgetAbsence: (key: TicketKey) => Promise<void>;
};

export type IndexWriter = {
  /**
   * Moves the index time later without a call (R3), conditional on version, publishedVersion, shownVersion and attempt as
   * read. Without `attentionAt` the ticket or notice leaves the index. False: something has changed; read and decide again.
   */
  settle: (before: Deliverable, next: Settlement) => Promise<boolean>;
};

export type TicketWriter = IntakeWriter & IndexWriter;

/** `nextStepAt` keeps its value if it is absent. */
export type Settlement = { attentionAt?: number; nextStepAt?: number };

/** The last replies of a vendor by their `replyMark`, for the guard (A8). No text is kept. */
export type RecentReplies = {
  /** Those to the vendor's other hand-overs, newest first. */
  toOthers: (key: TicketKey) => Promise<string[]>;
  /** Two calls at the same moment may lose a mark: it is only a hint. */
  note: (key: TicketKey, mark: string) => Promise<void>;
};

/** Removes free text from the store 30 days after closing (docs/architecture.md, Security). */
export type TextRemoval = {
  /** The closing time up to which the vendor's free text is removed. `undefined` before the first run. */
  removedUntil: (vendor: VendorRef) => Promise<number | undefined>;
  /**
   * Removes the text of a ticket that is still closed since `closedAt`. A ticket that was re-opened keeps its text. Raises
   * no version.
   */
  remove: (key: TicketKey, closedAt: number) => Promise<void>;
  noteRemoved: (vendor: VendorRef, until: number) => Promise<void>;
};

export type NoticeReader = {
  /** Strongly consistent. */
  read: (key: NoticeKey) => Promise<Notice | undefined>;
};

export type NoticeCreator = NoticeReader & {
  /** Conditional on absence, like a ticket's. `undefined`: it exists already. */
  create: (notice: Notice) => Promise<Notice | undefined>;
};

/** Only notices about blindness change. */
export type NoticeStore = NoticeCreator & {
  /** Like a ticket's change: raises the version, adds the event, sets the index time to now. `undefined`: decide again. */
  change: (
    before: Notice,
    facts: NoticeFacts,
    event: NoticeEventType,
    at: number,
  ) => Promise<Notice | undefined>;
};
