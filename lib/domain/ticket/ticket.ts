import type { Kind, Market, Source } from '../inquiry/inquiry.ts';
import type { ReachedStep, StepName } from './step.ts';
import { DAY_MS } from '../time/durations.ts';

/** A ticket is one hand-over inside an inquiry. All instants are epoch milliseconds. Each group has one kind of writer (R1). */
export type Ticket = {
  type: 'ticket';
  key: TicketKey;
  /** Written by whoever learns something: intake, the ladder, a claim. Each write raises the version. */
  facts: TicketFacts;
  /** Written with the facts, and by whoever publishes. */
  outbox: Outbox;
  /** Written by notify alone. */
  delivery: CardDelivery;
  /** Written by poll alone. */
  poll: PollNotes;
  /** Written by track-sla alone; every change of the facts removes it. */
  ladder: LadderNotes;
  /** Written by whoever moves the time of next interest. */
  index: Partial<Indexed>;
};

export type TicketKey = {
  market: Market;
  vendorId: string;
  source: Source;
  inquiryId: string;
  /** Of the post that asks; `0` where the inquiry had no agent's post at all (R10). */
  answerId: string;
};

export type Announcement = 'card' | 'none' | DigestName;

export const OUTCOMES = [
  'answered',
  'confirmed',
  'auto-closed',
  'withdrawn',
  'decided-by-coupang',
  'unknown',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What Coupang says of the ticket, and what we concluded. A change raises the version. */
export type TicketFacts = ListedFacts & (NotEnded | Ended);

/** `unverified`: gone from the lists, its outcome not known yet; its deadline still counts (R14). */
export type NotEnded = { state: 'open' | 'unverified' } & { [Name in keyof End]?: never };
export type Ended = { state: 'closed' } & End;
export type TicketState = TicketFacts['state'];

/** What only a closed ticket has. */
export type End = {
  outcome: Outcome;
  closedAt: number;
  answeredAt?: number;
  inTime?: boolean;
  /** The WING login that answered, where Coupang told one (S5). */
  answeredBy?: string;
  /** Closed, yet Coupang went on listing it without a break since (R15). */
  stillListed?: true;
};

/** What a ticket has in every state. */
export type ListedFacts = {
  kind: Kind;
  /** The id that a ticket kept as `0` learnt later (R10). */
  learntAnswerId?: string;
  inquiryAt?: number;
  askedAt: number;
  /** No asking post and no earlier reading told when the agent asked (R11). */
  askedAtUncertain: boolean;
  /** The clock is an estimate that stands, whatever time the post carries (R10, R11, R15). */
  clockIsOurs?: true;
  /** Opened by a listing in which no post asks: it ends when it has gone, by what was posted since askedAt (R14). */
  noPostAsks?: true;
  /** askedAt + 24 h. */
  dueAt: number;
  /** First seen by us. */
  openedAt: number;
  /** Masked. */
  product?: string;
  /** What the agent asks, masked. */
  text: string;
  category?: string;
  orderId?: string;
  orderDate?: number;
  /** The form through which the answer is wanted, where the post names one (I4). */
  formLink?: string;
  /** Cards of the inquiry's other hand-overs, oldest first. */
  siblings: Sibling[];
  /**
   * How it is announced (R24): by its own card; by the digest of that name, in whose thread the card follows; `none`: it
   * was past at first sight (D5).
   */
  announcement: Announcement;
  /** The ladder's steps that were reached, in that order: the ledger (S7). */
  steps: ReachedStep[];
  /** The Slack user who has taken it. */
  claimedBy?: string;
  /** When; after `claimStaleHours` without an end the claim counts no more (S6). */
  claimedAt?: number;
  /** What the thread under the card tells, in order. */
  history: HistoryLine[];
  /** Hash of the listing that needs no second look at this ticket; absent where any listing does (R3). */
  fingerprint?: string;
};

/** One line of the card's thread; an `escalation` stands in the step's own channel instead (S6). */
export type HistoryLine = { name: LineName; at: number };
export type LineName =
  | `changed-${number}`
  | `closed-${number}`
  | `reopened-${number}`
  | 'breach'
  | StepLineName
  | EscalationName;
/** A step and what it is of (`ReachedStep`): a deadline that moves has a ladder of its own. */
export type StepLineName = `step/${StepName}/${number}`;
export type EscalationName = `escalation/${StepName}/${number}`;

/** Another card of the same inquiry, as it stood at the last change. */
export type Sibling = Place &
  Pick<TicketKey, 'answerId'> &
  Pick<TicketFacts, 'askedAt'> &
  Pick<CardDelivery, 'threadTs'>;

export type Outbox<EventType = TicketEventType> = {
  version: number;
  /** The last version whose event is known to be on the bus; 0 before the first. */
  publishedVersion: number;
  /** Events not yet noted as published, by version (R2). */
  events: Record<string, { type: EventType; at: number }>;
  /** When the facts last changed. */
  changedAt: number;
  /** Names the write that made this version, so that a repeated request knows itself (R4). */
  writeToken: string;
};
export type TicketEventType =
  | 'TicketOpened'
  | 'TicketChanged'
  | 'TicketWarned'
  | 'TicketClosed'
  | 'TicketReopened';

/** What Slack shows. Never raises the version (R1). */
export type Delivery = {
  /** 0 while nothing is shown. */
  shownVersion: number;
  channel?: string;
  ts?: string;
  /** The message that could no longer be edited, and that the present one stands for (R22). */
  replaced?: Place;
  attempt?: Attempt;
  /** Messages that are not tried again before their time, by name (R22). */
  retries: Retries;
};

export type CardDelivery = Delivery & {
  /** The digest's message, where the card stands in its thread (R24). */
  threadTs?: string;
  /** Thread lines done: their `ts`, or `passed`. */
  posted: Record<string, string>;
};

export type PollNotes = {
  /** When a gone ticket is looked up next. */
  lookUpAt?: number;
  lookUps: number;
};

export type LadderNotes = {
  /** When `track-sla` looks at the ladder next. */
  nextStepAt?: number;
};
export type Place = { channel: string; ts: string };
/** A channel, or the thread of a message there. */
export type Destination = { channel: string; threadTs?: string };
/**
 * A Slack post whose answer is not yet known, and the ticket's lock while it stands (R19). `at`: raw clock. `token`: of this
 * try alone. The destination is where it went, and where it is looked up.
 */
export type Attempt = Destination & {
  name: AttemptName;
  at: number;
  token: string;
  /** How often in a row Slack refused the look-up, and since when, raw clock. */
  refused?: { since: number; times: number };
};
/** A notice's one post is named `notice`. */
export type AttemptName = 'card' | 'notice' | LineName;
/** An edit makes no attempt, but may have to wait. */
export type RetryName = AttemptName | 'edit';
export type Retries = Partial<Record<RetryName, Retry>>;
export type Retry = {
  /** Raw clock: not before. A version newer than the one named is tried at once; an edit whose answer was lost names the last there can be. */
  at: number;
  version: number;
  /** When Slack first refused it, raw clock, and how often since. */
  since: number;
  times: number;
  /** Slack's own word, such as `invalid_blocks`. */
  reason: string;
};

/** The projection of the `attention` index (R3): enough to decide that nothing needs a look, never more. */
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
    | 'product'
  > &
  Partial<Pick<End, 'closedAt'>> &
  Pick<Outbox, 'version' | 'publishedVersion' | 'changedAt'> &
  Pick<Delivery, 'shownVersion'> &
  Pick<PollNotes, 'lookUpAt'> &
  LadderNotes &
  Indexed;

/** What only the index needs: when the item is of interest next, and how urgent what Slack lacks is (R18). */
export type Indexed = { attentionAt: number; rank?: number };

/** The projection of the closed tickets' index: what counts and reports need. */
export type ClosedRow = TicketKey &
  Pick<
    TicketFacts,
    'kind' | 'category' | 'product' | 'openedAt' | 'askedAt' | 'dueAt' | 'claimedBy' | 'steps'
  > &
  Pick<End, 'closedAt' | 'answeredAt' | 'inTime'> & { outcome?: Outcome };

/** Coupang's limit, wall clock. Source: seller guide; weekends and holidays are not excluded. */
export const ANSWER_LIMIT_MS = DAY_MS;

export type DigestName = `digest/${number}`;
