import type { Kind, OpenStatus, Source } from '../sources.ts';
import type { Outcome, TicketKey } from '../ticket/ticket.ts';
import type { ListSort } from '../ticket/line.ts';
import type { BlindCause, Pause } from '../reading/vendor-state.ts';

export type NoticeFacts =
  | ListFacts
  | BlindFacts
  | AllClearFacts
  | UnusableFacts
  | KeyExpiryFacts
  | AlarmMailFacts
  | WrongClockFacts
  | OlderUnreadFacts
  | PastFacts
  | LastShiftFacts
  | OpeningFacts
  | HandOverFacts
  | ReportFacts
  /** A notice that only another release knows. It is not sent. */
  | { about: 'unknown' };

/**
 * Many messages of one sort and source in a channel, as one message (R24). A message belongs to the list if its entry in `posted` names the
 * list and `members` holds its ticket. Each attempt writes the shown tickets to `members`.
 */
export type ListFacts = {
  about: 'list';
  of: ListSort;
  members: Member[];
  /** The nearest deadline when the list was created. */
  by: number;
};
/** All members have the same source. `undefined` without members. */
export const sourceOfList = ({ members }: ListFacts): Source | undefined => members[0]?.source;
export type Member = Pick<TicketKey, 'source' | 'inquiryId' | 'answerId'>;
/** More warnings of one step than this, or more breaches, become a list (R24). */
export const ALERTS_ABOVE = 5;
/** The limit of one run of `notify`. */
export const MOST_MEMBERS = 300;

/** Coupang cannot be read (D10). `over`: it can be read again. `off`: the vendor no longer reads the source. */
export type BlindFacts = {
  about: 'blind';
  source: Source;
  state: 'open' | 'over' | 'off';
  /**
   * When the last complete reading of the recent week began. Before the first such reading: when the vendor was first watched or polled.
   */
  since: number;
  /** When the first complete reading after it began. Only if `over`. */
  until?: number;
  cause: BlindCause;
  /** The address that Coupang refuses, if its answer names it. */
  ip?: string;
  /** Deadlines from `since` until an hour after this was written, nearest first. At most ten. */
  deadlines: (Member & { dueAt: number; product?: string })[];
  /** The number of all such deadlines. */
  deadlineCount: number;
};

export type Blind = Pick<BlindFacts, 'since' | 'cause' | 'ip' | 'deadlines' | 'deadlineCount'>;

/** Coupang can be read again (R17). Requests that came and ended in between are not known. */
export type AllClearFacts = {
  about: 'all-clear';
  source: Source;
  since: number;
  until: number;
  /** Requests that the lists first showed after `since`. */
  opened: number;
  /** The total length, ms, if it covers several blind times. */
  lastedMs?: number;
  /** Coupang became unreadable soon after this all-clear. */
  again?: Blind;
  /** The program was off, which caused the blind time. The notice reports a pause instead (R17). */
  pause?: Pause;
};

/** Items without a readable inquiryId (R13). */
export type UnusableFacts = {
  about: 'unusable';
  status: OpenStatus;
  count: number;
  /** The wrong field of the first item and its fault, without its value. */
  problem: string;
};

/** Coupang's key expires soon (O7). The remaining days are computed when it is sent. */
export type KeyExpiryFacts = {
  about: 'key-expiry';
  /** Its last day, `yyyy-MM-dd`. */
  expiresOn: string;
};

/** Some addresses do not get the alarms, since their subscription is unconfirmed or gone (O14). */
export type AlarmMailFacts = { about: 'alarm-mail'; missing: number };

/** The laptop's clock is wrong (R6). `slowByMs` is negative if it is fast. */
export type WrongClockFacts = { about: 'wrong-clock'; slowByMs: number };

/**
 * Older dates are not read (R8). `dates`: inquiry dates, both ends included, newest first. `readAt`: the oldest of their last complete
 * readings, if known.
 */
export type OlderUnreadFacts = {
  about: 'older-unread';
  dates: { from: string; to: string }[];
  readAt?: number;
};

/** Requests of one source and day that were past their deadline at first sight. They get no card. */
export type PastFacts = {
  about: 'past';
  source: Source;
  count: number;
  /** When the oldest of them was asked. */
  oldestAt: number;
};

/** The tickets whose last shift ends (S4). The message shows those that are still open. */
export type LastShiftFacts = {
  about: 'last-shift';
  members: Member[];
  endsAt: number;
  /** Absent if unknown. */
  nextShiftAt?: number;
};

/** The tickets with a warning or breach outside the hours, listed at opening (C4). Without tickets nothing is sent. */
export type OpeningFacts = {
  about: 'opening';
  members: Member[];
  /** How many more tickets there are than the list shows. */
  more?: number;
  /** The end of the previous shift, or a day before the opening. */
  since: number;
  until: number;
};

/** The hand-over at the end of a shift (S7). Each ticket is in a single list (R27). */
export type HandOverFacts = {
  about: 'hand-over';
  endsAt: number;
  /** The end of the next shift. Absent if unknown. */
  nextEndsAt?: number;
  /** Due before the next shift ends, claimed or not. */
  dueSoon: Listed;
  /** Due later, and unclaimed. */
  unclaimed: Listed;
  /** Due later, and claimed. */
  claimed: Listed;
};

/** Open tickets, nearest deadline first. `count` includes those that `lines` omits. */
export type Listed = { count: number; lines: OpenLine[] };
export type OpenLine = Member & {
  kind: Kind;
  dueAt: number;
  product?: string;
  claimedBy?: string;
};

/** A day or a week, half-open (S7, S8). */
export type ReportFacts = ReportFigures & {
  about: 'daily' | 'weekly';
  from: number;
  until: number;
  /** The share of the 30 days until `until`, over the sources that count in the seller score (S8). */
  rolling: InTimeShare;
  /** Each source's part of `rolling`. Absent if the vendor has one source. */
  rollingBySource?: { [source in Source]?: InTimeShare };
  /** The sources that Coupang does not close at their deadline: those that the vendor reads, or that had requests in the period. */
  bySource?: { [source in Source]?: SourceFigures };
  /** The day or week before, for the trend. Absent if nothing was counted then. */
  before?: PeriodBefore;
  /** The sources that were blind in a part of the period (R17). */
  unseen?: { [source in Source]?: true };
  /** Whether a source that counts in the share was blind in a part of the 30 days. */
  unseenInShare?: true;
  /** Open tickets due before the next shift begins. Empty for a week, and with `handOver`. */
  dueBeforeNextShift: Listed;
  /** The hand-over of the same run. Both are one message (R27). */
  handOver?: HandOverFacts;
  /** Each person's acts on the day, if the vendor counts them (A6). */
  acts?: ActsOfPerson[];
  /** The year whose holidays the calendar does not know, if it begins within 60 days. */
  holidaysUnknown?: number;
};

export type ActsOfPerson = { by: string; name?: string; claimed: number; confirmed: number; replied: number };

/** An outcome without a ticket may be absent. */
export type OutcomeCounts = { [outcome in Outcome]?: number };

/** Only tickets of the sources that Coupang closes at their deadline. */
export type ReportFigures = {
  /** First seen in the period. */
  opened: number;
  closed: OutcomeCounts;
  /** Tickets that closed in the period and wanted an answer. */
  share: InTimeShare;
  /** From request to answer, over answers with known times. */
  medianMs?: number;
  p90Ms?: number;
  /** The categories with most misses, at most three. */
  worst: { category: string; missed: number; counted: number }[];
};
export type ScoreShare = Pick<ReportFacts, 'rolling' | 'rollingBySource'>;
/** The figures of one source that Coupang does not close at its deadline (S7). */
export type SourceFigures = {
  /** First seen in the period. */
  opened: number;
  /** Answered in the period, before the deadline. */
  inTime: number;
  /** Deadlines in the period without an answer before them, whether the ticket is still open or not. */
  missed: number;
  /** Answered in the period, after the deadline. */
  late: number;
  /** Open when the report was written. */
  open: number;
  /** From request to answer, over the answers in the period with known times. */
  medianMs?: number;
};
export type PeriodBefore = { share: InTimeShare; medianMs?: number };

/** Requests that wanted an answer. `counted`: answered at a known time, or missed. */
export type InTimeShare = { inTime: number; counted: number };

export const memberOf = ({ source, inquiryId, answerId }: Member): Member => ({
  source,
  inquiryId,
  answerId,
});

export const isSameTicket = (a: Member, b: Member): boolean =>
  a.source === b.source && a.inquiryId === b.inquiryId && a.answerId === b.answerId;

/** The tickets that a notice shows with their state at sending. An empty list is not sent. */
export const membersOf = (facts: NoticeFacts): readonly Member[] | undefined =>
  'members' in facts ? facts.members : undefined;

/** The tickets that a notice lists with their state at writing. It links to their present cards. */
export const linkedOf = (facts: NoticeFacts): readonly Member[] | undefined => {
  switch (facts.about) {
    case 'blind':
      return facts.deadlines.map(memberOf);
    case 'all-clear':
      return facts.again?.deadlines.map(memberOf);
    case 'hand-over':
      return [facts.dueSoon, facts.unclaimed, facts.claimed].flatMap(({ lines }) => lines.map(memberOf));
    case 'daily':
    case 'weekly':
      return [
        ...facts.dueBeforeNextShift.lines.map(memberOf),
        ...((facts.handOver && linkedOf(facts.handOver)) ?? []),
      ];
    default:
      return undefined;
  }
};
