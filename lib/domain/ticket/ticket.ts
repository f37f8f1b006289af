import type { Act, Deed } from './act.ts';
import type { Kind, Market, Source } from '../inquiry/inquiry.ts';
import type { ReachedStep, StepName } from './step.ts';
import { DAY_MS } from '../time/durations.ts';

/**
 * One hand-over inside an inquiry. All instants are epoch milliseconds. Each group of fields has one kind of writer (R1).
 */
export type Ticket = {
  type: 'ticket';
  key: TicketKey;
  /** Written by intake, the ladder and claims. Each write raises the version. */
  facts: TicketFacts;
  /** Written together with the facts, and by publishing. */
  outbox: Outbox;
  /** Written by `notify` alone. */
  delivery: CardDelivery;
  /** Written by `poll` alone. */
  poll: PollNotes;
  /** Written by `track-sla`. Every change of the facts removes it, or writes the next look at a closed ticket's act. */
  ladder: LadderNotes;
  /** Written by each write that moves the index time. */
  index: Partial<Indexed>;
};

export type TicketKey = {
  market: Market;
  vendorId: string;
  source: Source;
  inquiryId: string;
  /** The id of the post that asks. Of a provisional ticket `after-<id of the newest post>`, or `after-0` (R10). */
  answerId: string;
};

/** `none`: it was past at first sight (D5), or is not announced yet (R10). */
export type Announcement = 'card' | 'none';

export const OUTCOMES = [
  'answered',
  'confirmed',
  'auto-closed',
  'withdrawn',
  'decided-by-coupang',
  'unknown',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The facts that Coupang shows of the ticket, and the program's conclusions. A change raises the version. */
export type TicketFacts = ListedFacts & (NotEnded | Ended);

/** `unverified`: complete readings lacked it, and its outcome is not known yet. The deadline still counts (R14). */
export type NotEnded = { state: 'open' | 'unverified' } & { [Name in keyof End]?: never };
export type Ended = { state: 'closed' } & End;
export type TicketState = TicketFacts['state'];

export type ClosedTicket = Ticket & { facts: ListedFacts & Ended };

export const isClosed = (ticket: Ticket): ticket is ClosedTicket => ticket.facts.state === 'closed';

/** The fields that only a closed ticket has. */
export type End = {
  outcome: Outcome;
  closedAt: number;
  answeredAt?: number;
  inTime?: boolean;
  /** The WING login that answered, if Coupang gave it (S5). */
  answeredBy?: string;
  /** The event that ended it, as an inquiry shows it (R14). Absent: Coupang showed none. */
  endedBy?: EndedBy;
};

/** A post (`postKey`), the complete reason, the flag of the ticket's own post, or a page of ended inquiries. */
export type EndedBy = `post/${string}` | `reason/${string}` | 'flag' | 'answer-list';

/** A listed row without an asking post (R10). */
export type Provisional = {
  /** When the reading that first showed the row began. */
  seenAt: number;
  /** When `track-sla` announces the ticket, if nothing announces it before. Absent: it was announced. */
  announceAt?: number;
};

/** The fields that a ticket has in every state. */
export type ListedFacts = {
  kind: Kind;
  /** The id of the asking post that a provisional ticket took over (R10). */
  learntAnswerId?: string;
  inquiryAt?: number;
  askedAt: number;
  /** Neither an asking post nor an earlier reading shows when the agent asked (R11). */
  askedAtUncertain: boolean;
  /** The clock is an estimate that stays, whatever time the post has (R11). */
  clockIsOurs?: true;
  provisional?: Provisional;
  /** The posts (`postKey`) of the row that opened the ticket, where they do not end it, whatever their times (R14). */
  knownPosts?: string[];
  /** `askedAt` + 24 h. Earlier if the time of the post moved later. */
  dueAt: number;
  /** When the program first saw it. */
  openedAt: number;
  /** Masked. */
  product?: string;
  /** The agent's request, masked. */
  text: string;
  /** `text` is only the beginning of a long post. */
  isTextCut?: true;
  category?: string;
  orderId?: string;
  orderDate?: number;
  /** The form in which the post wants its answer, if it names one (I4). Empty once it was erased. */
  formLink?: string;
  /** A person had its texts erased. A listing brings none back. */
  erased?: true;
  /** Cards of the inquiry's other hand-overs, oldest first. */
  siblings: Sibling[];
  /** Whether it is announced. Delivery decides how: by its own card, or by a list (R24). */
  announcement: Announcement;
  /** The steps of the ladder in the order in which they were reached: the ledger (S7). */
  steps: ReachedStep[];
  /** The Slack user who has claimed it. */
  claimedBy?: string;
  /** When it was claimed. After `claimStaleHours` without an end the claim no longer counts (S6). */
  claimedAt?: number;
  /** Until when a claimer has put off the warnings before the last ones. It counts in that claim alone (A1). */
  snoozed?: { by: string; until: number };
  /** A person's request to Coupang, kept until the ticket closes. */
  act?: Act;
  /** The version in which the last reply was accepted. A form opened on an older version starts nothing (R28). */
  repliedVersion?: number;
  /** The lines of the thread under the card, in order. */
  history: HistoryLine[];
  /**
   * Hash of the listing as it was last compared. A listing with the same hash needs no look at this ticket. Absent: each
   * listing needs one (R3).
   */
  fingerprint?: string;
};

/** One line of the card's thread. An `escalation` goes into the step's own channel instead (S6), `direct` to the claimer (A9). */
export type HistoryLine = {
  name: LineName;
  at: number;
  /** A person's act (A6). Only in `act` lines. */
  deed?: Deed;
};
export type LineName =
  | `changed-${number}`
  | `closed-${number}`
  | `reopened-${number}`
  | `act-${number}`
  | 'breach'
  | StepLineName
  | EscalationName
  | DirectName;
/** A step and its deadline (`ReachedStep`). A deadline that moves has a ladder of its own. */
export type StepLineName = `step/${StepName}/${number}`;
export type EscalationName = `escalation/${StepName}/${number}`;
export type DirectName = `direct/${StepName}/${number}`;

/** Another card of the same inquiry, as it was at the last change. */
export type Sibling = Place &
  Pick<TicketKey, 'answerId'> &
  Pick<TicketFacts, 'askedAt'> &
  Pick<CardDelivery, 'threadTs'>;

export type Outbox<EventType = TicketEventType> = {
  version: number;
  /** The last version whose event is known to be on the bus. 0: none is. */
  publishedVersion: number;
  /** Events that are not noted as published, by version (R2). */
  events: Record<string, { type: EventType; at: number }>;
  /** When the facts last changed. */
  changedAt: number;
  /** Names the write that made this version, so that a repeated request recognises itself (R4). */
  writeToken: string;
};
export type TicketEventType =
  | 'TicketOpened'
  | 'TicketChanged'
  | 'TicketWarned'
  | 'TicketClosed'
  | 'TicketReopened'
  /** A person asked for something at Coupang. `act` does it. */
  | 'ActAsked';

/** The state of the messages in Slack. A change never raises the version (R1). */
export type Delivery = {
  /** 0: nothing is shown. */
  shownVersion: number;
  channel?: string;
  ts?: string;
  /** The message that could no longer be edited. The present one replaces it (R22). */
  replaced?: Place;
  attempt?: Attempt;
  /** Messages that wait before the next try, by name (R22). */
  retries: Retries;
};

export type CardDelivery = Delivery & {
  /** The list's message, if the card is a reply in its thread (R24). */
  threadTs?: string;
  /** The result of each message. `posted.ts` defines the entries. */
  posted: Record<string, string>;
};

export type PollNotes = {
  /** When an absent ticket, or a closed one of which an older copy is listed, is looked up next. */
  lookUpAt?: number;
  /** The look-ups since it became absent. After a closing, the first sight of an older copy counts as one, too. */
  lookUps: number;
  /** When a look-up last had an answer, for whatever reason it was made. */
  lookedUpAt?: number;
};

export type LadderNotes = {
  /** When `track-sla` looks at the ladder, or at an act without a result, next. */
  nextStepAt?: number;
};
export type Place = { channel: string; ts: string };
/** A channel, or the thread of a message there. */
export type Destination = { channel: string; threadTs?: string };
/**
 * A Slack post without a known answer. It is the ticket's lock (R19). `at`: epoch ms. `token`: of this try alone. The
 * destination is where the message went, and where it is looked up.
 */
export type Attempt = Destination & {
  name: AttemptName;
  at: number;
  token: string;
  /** The greatest `ts` that a post to the same channel or person had when this was written. The message comes later. */
  after?: string;
  /** Where the next look-up continues, if the last one was cut short. */
  search?: SearchPosition;
  /** How often in a row Slack refused the look-up, and since when. */
  refused?: { since: number; times: number };
};
/** Slack's cursor in the history of the attempt's channel, or of its thread. */
export type SearchPosition = { in: 'channel' | 'thread'; cursor: string };
/** The one post of a notice is named `notice`. */
export type AttemptName = 'card' | 'notice' | LineName;
/** An edit makes no attempt, but it may have to wait. */
export type RetryName = AttemptName | 'edit';
export type Retries = Partial<Record<RetryName, Retry>>;
export type Retry = {
  /**
   * Not before this time. A version newer than `version` is tried at once. An edit whose answer was lost names
   * the highest version, so that every edit waits.
   */
  at: number;
  version: number;
  /** `since`: the first refusal by Slack. `times`: refusals since. */
  since: number;
  times: number;
  /** Slack's own word, such as `invalid_blocks`. */
  reason: string;
};

/** The projection of the `attention` index (R3). It is just enough to see that nothing needs a look. */
export type AttentionRow = TicketKey &
  Pick<
    TicketFacts,
    | 'fingerprint'
    | 'kind'
    | 'learntAnswerId'
    | 'inquiryAt'
    | 'askedAt'
    | 'openedAt'
    | 'dueAt'
    | 'claimedBy'
    | 'claimedAt'
    | 'product'
    | 'orderId'
  > &
  Partial<Pick<End, 'closedAt'>> &
  Pick<Outbox, 'version' | 'publishedVersion' | 'changedAt'> &
  Pick<Delivery, 'shownVersion'> &
  Pick<PollNotes, 'lookUpAt'> &
  LadderNotes &
  Indexed;

/** The fields that only the index needs: when to look at the item next, and how urgent it is (R18). */
export type Indexed = { attentionAt: number; rank?: number };

/** The projection of the index of closed tickets, for counts and reports. */
export type ClosedRow = TicketKey &
  Pick<
    TicketFacts,
    'kind' | 'category' | 'product' | 'openedAt' | 'askedAt' | 'dueAt' | 'claimedBy' | 'steps'
  > &
  Pick<End, 'closedAt' | 'answeredAt' | 'inTime'> & { outcome?: Outcome };

/** Coupang's limit, wall clock. Weekends and holidays count. Source: seller guide. */
export const ANSWER_LIMIT_MS = DAY_MS;

/**
 * Whether a ticket's deadline passed a day ago. Coupang may list it for days. From then on it is counted, and causes neither
 * readings nor lines of lists (R15). Assumption: transfer-leaves-after-24-hours.
 */
export const isLongPast = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + DAY_MS;
