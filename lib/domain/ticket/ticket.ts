import type { Kind, Source } from '../sources.ts';
import type { Act, Deed } from './act.ts';
import type { InquiryFacts, Market } from '../inquiry/inquiry.ts';
import type { ReachedStep, StepName } from './step.ts';
import { DAY_MS } from '../time/durations.ts';

/** One request to the seller inside an inquiry: a hand-over or a question. All instants are epoch milliseconds. Each group of fields has one kind of writer. */
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
  /** Written by `track-sla`. Each change of the facts removes it, or sets the next check of a closed ticket's act. */
  ladder: LadderNotes;
  /** Written by each write that moves the index time. */
  index: Partial<Indexed>;
};

export type TicketKey = {
  market: Market;
  vendorId: string;
  source: Source;
  inquiryId: string;
  /**
   * A hand-over: the id of the post that asks; `after-<id of the newest post>` or `after-0` for a provisional ticket. A question: `0`, or
   * `after-<id of the comment after which the buyer asks again>`.
   */
  answerId: string;
};

export const OUTCOMES = [
  'answered',
  'confirmed',
  'auto-closed',
  'withdrawn',
  'decided-by-coupang',
  /** The buyer deleted a question. */
  'deleted',
  /** Another ticket shows the request. It counts in no figure. */
  'replaced',
  /** Nobody answered a question for 30 days. */
  'left-unanswered',
  'unknown',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type TicketFacts = ListedFacts & (NotEnded | Ended);

/** `unverified`: complete readings did not show it, and its outcome is unknown. The deadline still counts. */
export type NotEnded = { state: 'open' | 'unverified' } & { [Name in keyof End]?: never };
export type Ended = { state: 'closed' } & End;
export type TicketState = TicketFacts['state'];

export type ClosedTicket = Ticket & { facts: ListedFacts & Ended };

export const isClosed = (ticket: Ticket): ticket is ClosedTicket => ticket.facts.state === 'closed';

export type End = FoundEnd & { closedAt: number };

export type FoundEnd = {
  outcome: Outcome;
  answeredAt?: number;
  inTime?: boolean;
  /** The WING login that answered, if known. */
  answeredBy?: string;
  /** How an inquiry shows the end. Absent: Coupang did not show it. */
  endedBy?: EndedBy;
};

/**
 * A post (`postKey`), the complete reason, or the flag of the ticket's own post. `past`: the deadline was over at first sight, or while
 * nobody polled its source.
 */
export type EndedBy = `post/${string}` | `reason/${string}` | 'flag' | 'past';

export type ListedFacts = InquiryFacts & {
  kind: Kind;
  askedAt: number;
  /** Coupang shows no time at which the request was asked. Such a clock never moves. */
  askedAtUncertain: boolean;
  /** The time of its own post when it was last listed as asking, or at its re-opening. */
  postAt?: number;
  /** The time of its own post that re-opened it. A copy with an earlier time is an older copy. */
  reopenedFrom?: number;
  /**
   * A listed row without an asking post. `seenAt`: when the reading that first showed the row began. `announceAt`: when `track-sla`
   * announces the ticket at the latest. Absent: it was announced.
   */
  provisional?: { seenAt: number; announceAt?: number };
  /** Posts (`postKey`) that the ticket knew when it was opened or re-opened. They do not end it. Absent: only its own post. */
  knownPosts?: string[];
  /** `askedAt` + 24 h. */
  dueAt: number;
  /** When the program first saw it. */
  openedAt: number;
  /** The agent's request, masked. */
  text: string;
  /** `text` is only the beginning of a long post. */
  isTextCut?: true;
  /** The form through which the post wants its answer. Empty after an erasure. */
  formLink?: string;
  /** A person had its texts erased. No listing restores them. */
  erased?: true;
  /** Cards of the inquiry's other hand-overs, oldest first. */
  siblings: Sibling[];
  /** `none`: the ticket was past at first sight, or is not announced yet. */
  announcement: 'card' | 'none';
  steps: ReachedStep[];
  /** A Slack user id. */
  claimedBy?: string;
  /** The claim expires `claimStaleHours` later. */
  claimedAt?: number;
  /** The end of a snooze of the early warnings. Applies to that claim only. */
  snoozed?: { by: string; until: number };
  act?: Act;
  /** The version in which the last reply was accepted. Forms of older versions have no effect. */
  repliedVersion?: number;
  /** The lines of the thread under the card, in order. */
  history: HistoryLine[];
  /** Versions above `after` up to `to` change nothing that the card must show. A later version ends this. */
  offCard?: { after: number; to: number };
  /** Hash of the last compared listing. A poll skips a listing with the same hash. Absent: each poll compares. */
  fingerprint?: string;
};

/** A line of the card's thread. An `escalation` goes to the step's own channel instead, `direct` to the claimer. */
export type HistoryLine = {
  name: LineName;
  at: number;
  /** Only in `act` lines. */
  deed?: Deed;
};
export type LineName =
  | `changed-${number}`
  | `closed-${number}`
  | `reopened-${number}`
  | `act-${number}`
  | 'breach'
  /** A step and its deadline. Each deadline has its own ladder. */
  | `${'step' | 'escalation' | 'direct'}/${StepName}/${number}`;

/** Another card of the same inquiry, as of the last change. */
export type Sibling = Place &
  Pick<TicketKey, 'answerId'> &
  Pick<TicketFacts, 'askedAt'> &
  Pick<CardDelivery, 'threadTs'>;

export type Outbox<EventType = TicketEventType> = {
  version: number;
  /** The last version whose event is known to be on the bus, or 0. */
  publishedVersion: number;
  /** Events not known to be published, by version. */
  events: Record<string, { type: EventType; at: number }>;
  /** When the facts last changed. */
  changedAt: number;
  /** Identifies the write that made this version, so that a repeated request finds its own result. */
  writeToken: string;
};
export type TicketEventType =
  | 'TicketOpened'
  | 'TicketChanged'
  | 'TicketWarned'
  | 'TicketClosed'
  | 'TicketReopened'
  /** `act` does what a person requested from Coupang. */
  | 'ActAsked';

/** The state of the messages in Slack. A change never raises the version. */
export type Delivery = {
  /** 0: nothing is shown. */
  shownVersion: number;
  channel?: string;
  ts?: string;
  /** The previous message, which Slack could no longer edit. */
  replaced?: Place;
  attempt?: Attempt;
  /** Messages that wait before the next try, by name. */
  retries: Retries;
};

export type CardDelivery = Delivery & {
  /** The list's message, if the card is a reply in its thread. */
  threadTs?: string;
  /** `posted.ts` defines the entries. */
  posted: Record<string, string>;
};

export type PollNotes = {
  /** When to look up a ticket that disagrees with the lists. */
  lookUpAt?: number;
  /** The look-ups since the disagreement began. */
  lookUps: number;
  /** When a look-up of any kind last had an answer. */
  lookedUpAt?: number;
  /** When the last disagreement ended. One that comes back within an hour continues its schedule. */
  agreedAt?: number;
  /** The last answer of look-ups, and how often it came in a row. */
  answer?: { is: LookUpResult; since: number; times: number };
  /** A look-up once showed the inquiry. */
  wasFound?: true;
  /** An open ticket: since when complete readings do not show it. */
  absentSince?: number;
  /** From when it contradicts the lists of its window. */
  contradictsAt?: number;
  /** A closed ticket: when it was first listed since its closing, and when its inquiry was last lacked before. */
  listedSince?: number;
  lackedAt?: number;
  /** Since when only older copies show the inquiry. */
  olderSince?: number;
};

export const LOOK_UP_RESULTS = ['asks', 'ended', 'answered-but-asks', 'missing'] as const;
export type LookUpResult = (typeof LOOK_UP_RESULTS)[number];

export type LadderNotes = {
  /** When `track-sla` next checks the ladder, or an act without a result. */
  nextStepAt?: number;
};
export type Place = { channel: string; ts: string };
/** A channel, or the thread of a message there. */
export type Destination = { channel: string; threadTs?: string };
/** A Slack post without a known answer, which locks the ticket. `token` is unique for each try. */
export type Attempt = Destination & {
  name: AttemptName;
  at: number;
  token: string;
  /** The greatest `ts` posted to the same channel or person before. The message comes later. */
  after?: string;
  /** Where the next look-up continues after an incomplete one. */
  search?: SearchPosition;
  /** Refusals of the look-up in a row. */
  refused?: { since: number; times: number };
};
/** Slack's cursor in the history of the attempt's channel, or of its thread. */
export type SearchPosition = { in: 'channel' | 'thread'; cursor: string };
export type AttemptName = 'card' | 'notice' | LineName;
/** An edit makes no attempt, but may have to wait. */
export type RetryName = AttemptName | 'edit';
export type Retries = Partial<Record<RetryName, Retry>>;
export type Retry = {
  /**
   * Not before this time, unless the ticket is newer than `version`. After a lost answer, an edit stores the highest version, so that every
   * edit waits.
   */
  at: number;
  version: number;
  /** `since`: the first refusal by Slack. `times`: refusals since then. */
  since: number;
  times: number;
  /** Slack's error code, such as `invalid_blocks`. */
  reason: string;
};

/** The projection of the `attention` index, sufficient to see that nothing changed. */
export type AttentionRow = TicketKey &
  Pick<
    TicketFacts,
    | 'fingerprint'
    | 'kind'
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
  Pick<PollNotes, 'lookUpAt' | 'contradictsAt'> &
  LadderNotes &
  Indexed;

/** When to check the item next, and how urgent it is. */
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
 * From a day after its deadline, a ticket is still counted, but causes neither readings nor lines of lists. Coupang may list it for days.
 * Assumption: transfer-leaves-after-24-hours.
 */
export const isLongPast = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + DAY_MS;
