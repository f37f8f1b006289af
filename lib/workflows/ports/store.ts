import type { Source } from '../../domain/sources.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeFacts, Member } from '../../domain/notice/notice-facts.ts';
import type { NoticeEventType, Notice, NoticeKey, NoticeRow } from '../../domain/notice/notice.ts';
import type {
  AttentionRow,
  ClosedRow,
  PollNotes,
  Ticket,
  TicketEventType,
  TicketFacts,
  TicketKey,
  Attempt,
  LineName,
  Place,
  Retry,
  RetryName,
} from '../../domain/ticket/ticket.ts';
import type { ListName } from '../../domain/ticket/posted.ts';
import type { KnownChannels } from '../../domain/delivery/known-channel.ts';
import type { TrackedNote } from '../../domain/reading/tracked-note.ts';
import type { KeyStop, Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import type { ContactName } from '../../domain/order/orders-of.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import type { QueueFilter } from '../../domain/act/queue.ts';
import { NotifierError } from '../../domain/notifier-error.ts';

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

/** Writes attempts, results and lists. The attempt is the lock of a ticket or notice (R19). */
export type DeliveryStore = {
  /**
   * Writes an attempt before its call. Condition: no attempt is open, and version, shownVersion and the message's entry are
   * as read. If `before` has an attempt, updates that attempt while it is open. `undefined` if something has changed.
   * @param shown the members that a list's message shows; the others leave the list in the same write (R24)
   */
  noteAttempt: (
    before: Deliverable,
    attempt: Attempt,
    shown?: readonly Member[],
  ) => Promise<Deliverable | undefined>;
  /**
   * Writes the result, the end of the attempt and the index time at once. Without an index time the item leaves the index
   * (R3). Condition: version, publishedVersion, shownVersion and attempt are as read. `undefined` if something has changed.
   */
  noteResult: (
    before: Deliverable,
    result: DeliveryResult,
    attentionAt: number | undefined,
  ) => Promise<Deliverable | undefined>;
  /**
   * Puts a message into a list or takes it out (R24), with the new rank. Condition: version and entry are as read, no attempt
   * is open, and a card was not posted. `undefined` if something has changed.
   */
  noteEntry: (
    before: Ticket,
    name: 'card' | LineName,
    entry: { list: ListName } | 'alone',
  ) => Promise<Ticket | undefined>;
  /**
   * Adds members to a list that has no attempt and no message and was not skipped. If two workers add at once, some members
   * may be missing; these are sent alone. `undefined` if the list takes no members.
   */
  addMembers: (before: Notice, added: readonly Member[]) => Promise<Notice | undefined>;
};

export type DeliveryResult = {
  channel?: string;
  ts?: string;
  /** For a card in a list's thread: the list's message. Without it, a write of `ts` removes the old value. */
  threadTs?: string;
  shownVersion?: number;
  /** The card that can no longer be edited. The ticket has no card until a new card is posted (R22). */
  replaced?: Place;
  /** Thread lines, name to `ts` or `passed`. */
  posted?: Record<string, string>;
  /** Waiting messages, by name. `undefined` ends a wait. */
  retries?: Partial<Record<RetryName, Retry | undefined>>;
};

/** Epoch ms. `forMs`: the intended length, so that a clock that is set back does not lengthen it. */
export type Wait = { until: number; forMs: number };

/** Begins the keys of `waits` for a slower pace: `slow:post:<channel>` and `slow:edit:<channel>` (R21). */
export const SLOW = 'slow:';

/**
 * A worker's right to show a vendor's pending messages (R18). Free without a `token`; otherwise held until `until`.
 * `heldSince`: start of an unbroken hold; a drain that runs out of time keeps it. `called`: new work for the holder. `waits`:
 * by channel and method (R21). `channels`: those that accepted a message (R19, R22).
 */
export type Lane = {
  token?: string;
  until: number;
  heldSince?: number;
  called?: boolean;
  waits: Record<string, Wait>;
  channels?: KnownChannels;
};

export type LaneEnd = Pick<Lane, 'waits' | 'channels'> & { forced?: true };

export type LaneReader = {
  /** Strongly consistent. `undefined` before the first drain. */
  read: (vendor: VendorRef) => Promise<Lane | undefined>;
};

export type Lanes = LaneReader & {
  /**
   * Takes a free or expired lane and removes `called`. `heldSince` defaults to `now`. `undefined` if another worker holds it.
   */
  take: (
    vendor: VendorRef,
    lane: { token: string; now: number; until: number; heldSince?: number },
  ) => Promise<Lane | undefined>;
  /** Sets `called` if this token holds the lane. If false, read the lane again. */
  call: (vendor: VendorRef, token: string) => Promise<boolean>;
  /** Extends the lane and removes `called` if the token still holds it. False if it is lost. */
  renew: (vendor: VendorRef, token: string, until: number) => Promise<boolean>;
  /**
   * Frees the lane and keeps the waits if the token holds it and `called` is not set. `forced` ignores `called`, since this
   * worker is out of time and wakes another; `heldSince` and `until` stay.
   */
  release: (vendor: VendorRef, token: string, end: LaneEnd) => Promise<'released' | 'called' | 'lost'>;
};

/** Every vendor has one state item. Each trigger writes its own fields. */
export type StateReader = {
  /** Strongly consistent. `undefined` before the first poll or watch. */
  read: (vendor: VendorRef) => Promise<VendorState | undefined>;
};

export type EgressReader = {
  egressBlock: (egress: string) => Promise<Stop | undefined>;
};

export type PollStates = StateReader &
  EgressReader & {
    /**
     * Takes the vendor's lease. `taken`: another poll holds it (R5). `firstPollAt`: written only if the state has none (R17).
     */
    takeLease: (
      vendor: VendorRef,
      lease: { token: string; now: number; until: number; firstPollAt?: number },
    ) => Promise<VendorState | 'taken'>;
    /**
     * Writes the state, except for the notes of `track-sla`, `report`, `act` and Homes, and frees the lease if the token
     * holds it. False if the lease was lost.
     */
    releaseLease: (vendor: VendorRef, token: string, state: VendorState) => Promise<boolean>;
    /** Never shortens a block. */
    blockEgress: (egress: string, block: Stop) => Promise<void>;
  };

export type TrackStates = StateReader & {
  /**
   * Writes the notes of `track-sla`, independent of any lease (R16). A note with `watchedSince` is written only if the vendor
   * has no state (R17), other notes only if it has. Returns the new state; `undefined` if nothing was written.
   */
  noteTracked: (vendor: VendorRef, note: TrackedNote) => Promise<VendorState | undefined>;
};

export type ReportStates = StateReader & {
  /** Every vendor that was ever polled or watched, configured or not. Strongly consistent. */
  vendors: () => Promise<VendorRef[]>;
  /** Notes that `report` handled the day's reminder. Needs no lease. Writes nothing if the vendor has no state. */
  noteReminded: (vendor: VendorRef, at: number) => Promise<void>;
};

export type ActStates = StateReader &
  EgressReader & {
    /** Notes the stop of `act`. Needs no lease. Writes nothing if the vendor has no state. */
    noteActStop: (vendor: VendorRef, stop: KeyStop) => Promise<void>;
  };

export type VendorStates = PollStates & TrackStates & ReportStates & ActStates;

/** A pointer lasts so long after its ticket's first sight. */
export const CONTACTS_KEPT_MS = 90 * DAY_MS;

/** Pointers to the tickets of an order or an option, since no index has them. Throws StoreError. */
export type ContactWriter = {
  /** Writes the ticket's pointers, again if they exist. An erased ticket gets none. */
  note: (ticket: Pick<Ticket, 'key' | 'facts'>) => Promise<void>;
};

export type ContactReader = {
  /** The newest tickets, at most `most`, newest first. Strongly consistent. `now`: epoch ms. */
  of: (
    vendor: VendorRef,
    named: ContactName,
    { most, now }: { most: number; now: number },
  ) => Promise<{ key: TicketKey; openedAt: number }[]>;
};

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

/** The budget of the calls about orders, one item per vendor. Throws StoreError. */
export type OrderCalls = {
  /** The stop of these calls after a 429 or a refusal of the key. It stops nothing else. */
  stop: (vendor: VendorRef) => Promise<KeyStop | undefined>;
  noteStop: (vendor: VendorRef, stop: KeyStop) => Promise<void>;
  /** Takes one of ten calls in any 60 seconds. False if they are spent. `now`: epoch ms. */
  take: (vendor: VendorRef, now: number) => Promise<boolean>;
};

/** The vendor's ten calls of the last minute are spent. */
export class OrderCallsSpent extends NotifierError {
  readonly code = 'ORDER_CALLS_SPENT';
  readonly retryable = true;

  constructor({ market, vendorId }: VendorRef) {
    super(
      `Vendor ${vendorId} (${market}): orders were read ten times within a minute. Press again in a minute.`,
    );
  }
}
