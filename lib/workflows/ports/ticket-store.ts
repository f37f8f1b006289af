import type { Source } from '../../domain/sources.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
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

export type AttentionRows = { tickets: AttentionRow[]; notices: NoticeRow[] };

export type InquiryRef = VendorRef & { source: Source; inquiryId: string };

export type OpenReader = {
  /** Strongly consistent. */
  ticket: (key: TicketKey) => Promise<Ticket | undefined>;
  /** All rows of a vendor, or those with an index time up to `until`. The index lags. */
  attention: (vendor: VendorRef, until?: number) => Promise<AttentionRows>;
};

export type ClosedReader = {
  /** The tickets that closed at `since` or later, and before `until`. The index lags. */
  closed: (vendor: VendorRef, since: number, until?: number) => Promise<ClosedRow[]>;
};

export type InquiryReader = {
  /** All tickets of an inquiry, strongly consistent (R4). */
  ticketsOf: (inquiry: InquiryRef) => Promise<Ticket[]>;
};

export type TicketReader = OpenReader & ClosedReader & InquiryReader;

/** For long lists of open tickets: with thousands, it takes a third of the CPU of `attention`. */
export type BriefReader = {
  /** All rows of a vendor, with few attributes. The index lags. */
  brief: (vendor: VendorRef) => Promise<BriefRows>;
};
export type BriefRows = { tickets: BriefRow[]; notices: BriefNotice[] };
export type BriefRow = TicketKey &
  Pick<AttentionRow, 'kind' | 'dueAt' | 'closedAt' | 'version' | 'changedAt' | 'rank'>;
export type BriefNotice = NoticeKey & Pick<NoticeRow, 'changedAt' | 'rank'>;

export type ChangeWriter = {
  /**
   * Writes facts, raises the version and adds the event at once, if the version is as read (R1, R2). Removes `nextStepAt`; a
   * closed ticket with an unfinished act gets the act's next look instead (R29). Closing also removes the notes of the
   * ticket's absence. `undefined` if the version has changed. `at`: epoch ms, becomes changedAt and the index time.
   */
  change: (
    before: Ticket,
    facts: TicketFacts,
    event: TicketEventType,
    at: number,
  ) => Promise<Ticket | undefined>;
  /**
   * Removes the events up to `version`, raises publishedVersion to it, and sets the index time to `at`. From then on a drain
   * may show the item (R2, R24).
   */
  notePublished: (deliverable: Deliverable, version: number, at: number) => Promise<void>;
};

/** Only a poll creates tickets and notes their look-ups. */
export type IntakeWriter = ChangeWriter & {
  /** Creates the ticket if it is absent (R4). The store sets the write's token. `undefined` if another run created it. */
  create: (ticket: Ticket) => Promise<Ticket | undefined>;
  noteLookUp: (key: TicketKey, notes: PollNotes) => Promise<void>;
  /** For an open ticket that is listed again. If it becomes absent within an hour, its look-ups continue. `at`: epoch ms. */
  noteListed: (key: TicketKey, at: number) => Promise<void>;
};

export type IndexWriter = {
  /**
   * Moves the index time later without a call (R3), if version, publishedVersion, shownVersion and attempt are as read.
   * Without `attentionAt` the item leaves the index. False if something has changed.
   */
  settle: (before: Deliverable, next: Settlement) => Promise<boolean>;
};

export type TicketWriter = IntakeWriter & IndexWriter;

/** Without `nextStepAt`, its value stays. */
export type Settlement = { attentionAt?: number; nextStepAt?: number };

/** A vendor's last replies by `replyMark`, for the guard (A8). No text is kept. */
export type RecentReplies = {
  /** Replies to the vendor's other hand-overs, newest first. */
  toOthers: (key: TicketKey) => Promise<string[]>;
  /** Simultaneous calls may lose a mark, which is only a hint. */
  note: (key: TicketKey, mark: string) => Promise<void>;
};

/** Removes free text 30 days after closing (docs/architecture.md, Security). */
export type TextRemoval = {
  /** Free text is removed up to this closing time. `undefined` before the first run. */
  removedUntil: (vendor: VendorRef) => Promise<number | undefined>;
  /** Removes the text of a ticket that is still closed since `closedAt`, not of a re-opened ticket. Raises no version. */
  remove: (key: TicketKey, closedAt: number) => Promise<void>;
  noteRemoved: (vendor: VendorRef, until: number) => Promise<void>;
};

export type NoticeReader = {
  /** Strongly consistent. */
  read: (key: NoticeKey) => Promise<Notice | undefined>;
};

export type NoticeCreator = NoticeReader & {
  /** Creates the notice if it is absent. `undefined` if it exists. */
  create: (notice: Notice) => Promise<Notice | undefined>;
};

/** Only notices about blindness and past requests change. */
export type NoticeStore = NoticeCreator & {
  /** Raises the version, adds the event and sets the index time to now. `undefined` if the version has changed. */
  change: (
    before: Notice,
    facts: NoticeFacts,
    event: NoticeEventType,
    at: number,
  ) => Promise<Notice | undefined>;
};
