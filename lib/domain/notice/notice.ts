import type { Kind, ListStatus, VendorRef } from '../inquiry/inquiry.ts';
import type { Delivery, Indexed, Outbox, Outcome, Ticket, TicketKey } from '../ticket/ticket.ts';
import type { ListSort } from '../ticket/line.ts';
import type { ListName } from '../ticket/posted.ts';
import type { BlindCause, Pause } from '../reading/vendor-state.ts';

/**
 * A notice is a Slack message that is no card and no reply to one. It is an item of its own, with the same outbox, attempt
 * and metadata as a ticket (R24). All instants are epoch milliseconds.
 */
export type Notice = {
  type: 'notice';
  key: NoticeKey;
  facts: NoticeFacts;
  outbox: Outbox<NoticeEventType>;
  delivery: Delivery;
  index: Partial<Indexed>;
};

export type NoticeKey = VendorRef & { notice: NoticeName };

/** The subject of the notice, and what makes it unique: an instant, a day, the hash of an item, or a random token. */
export type NoticeName =
  | ListName
  | `blind/${number}`
  | `all-clear/${number}`
  | `key-expiry/${number}`
  | `alarm-mail/${number}/${string}`
  | `wrong-clock/${number}`
  | `older-unread/${number}`
  | `unusable/${ListStatus}/${string}`
  | ShiftNoticeName
  | ReportName;
/** `last-shift`: the end of the shift. `opening`: its beginning. */
export type ShiftNoticeName = `last-shift/${number}` | `opening/${number}`;
/** `hand-over`: the end of the shift. `daily` and `weekly`: the beginning of the day or week. */
export type ReportName = `hand-over/${number}` | `daily/${number}` | `weekly/${number}`;

export type NoticeFacts =
  | ListFacts
  | BlindFacts
  | AllClearFacts
  | UnusableFacts
  | KeyExpiryFacts
  | AlarmMailFacts
  | WrongClockFacts
  | OlderUnreadFacts
  | LastShiftFacts
  | OpeningFacts
  | HandOverFacts
  | ReportFacts;

/**
 * Many messages of one sort in a channel, as one message (R24). A message belongs to the list if its own entry names the list
 * (`posted.ts`) and `members` holds its ticket. The write of the list's attempt leaves in `members` what its message shows.
 */
export type ListFacts = {
  about: 'list';
  of: ListSort;
  members: Member[];
  /** The soonest deadline when the list was created, epoch ms. */
  by: number;
};
export type Member = Pick<TicketKey, 'source' | 'inquiryId' | 'answerId'>;
/** More warnings of one step, or more breaches, than this become a list (R24). */
export const ALERTS_ABOVE = 5;
/** One run of `notify` can read and list so many tickets. */
export const MOST_MEMBERS = 300;

/** Coupang cannot be read (D10). `over`: it can be read again, and the all-clear says what was missed. */
export type BlindFacts = {
  about: 'blind';
  state: 'open' | 'over';
  /**
   * When the last complete reading of the recent week began. Before the first one: when the vendor was first watched or
   * polled.
   */
  since: number;
  /** Only if `over`: when the first complete reading after it began. */
  until?: number;
  cause: BlindCause;
  /** The address that Coupang does not know, if it names one. */
  ip?: string;
  /** Deadlines from `since` until an hour after this was written, soonest first. At most ten. */
  deadlines: (Member & { dueAt: number; product?: string })[];
  /** How many deadlines there are, listed above or not. */
  deadlineCount: number;
};

/** Why Coupang cannot be read, since when, and which deadlines this concerns. */
export type Blind = Pick<BlindFacts, 'since' | 'cause' | 'ip' | 'deadlines' | 'deadlineCount'>;

/** Coupang can be read again (R17). `counting`: the counts are "at least" until the answered lists have been read. */
export type AllClearFacts = {
  about: 'all-clear';
  state: 'counting' | 'final';
  since: number;
  until: number;
  /** Hand-overs asked in the blind time, both open and ended. */
  asked: number;
  /** Deadlines in the blind time without an end in time. */
  missed: number;
  /** Some answered lists could not be read. The counts stay "at least" for good. */
  isPartial?: true;
  /** If it covers several blind times: how long they lasted together, ms. */
  lastedMs?: number;
  /** Coupang cannot be read again, soon after this all-clear. */
  again?: Blind;
  /** In the blind time the program was off, and that is why. It is told as that (R17). */
  pause?: Pause;
};

/** Items without a readable inquiryId (R13). */
export type UnusableFacts = {
  about: 'unusable';
  status: ListStatus;
  count: number;
  /** Which field of the first item was wrong and how, without its value. */
  problem: string;
};

/** Coupang's key ends soon (O7). The days that are left are computed when it is sent. */
export type KeyExpiryFacts = {
  about: 'key-expiry';
  /** Its last day, `yyyy-MM-dd`. */
  expiresOn: string;
};

/** Addresses do not get the alarms: not confirmed, or not subscribed any more (O14). */
export type AlarmMailFacts = { about: 'alarm-mail'; missing: number };

/** The clock of the laptop that runs the program is wrong (R6). `slowByMs`: negative if it is fast. */
export type WrongClockFacts = { about: 'wrong-clock'; slowByMs: number };

/**
 * Older dates are not read (R8). `dates`: inquiry dates, both ends included, the newest first. `readAt`: the oldest of their last
 * complete readings, if it is known.
 */
export type OlderUnreadFacts = {
  about: 'older-unread';
  dates: { from: string; to: string }[];
  readAt?: number;
};

/** The tickets whose last shift ends (S4). When it is sent, it shows those that are still open. */
export type LastShiftFacts = {
  about: 'last-shift';
  members: Member[];
  endsAt: number;
  /** When the next shift begins. Absent if none is known. */
  nextShiftAt?: number;
};

/**
 * The tickets with a warning or breach outside the hours, listed once at opening (C4). If there are none, nothing is sent.
 */
export type OpeningFacts = {
  about: 'opening';
  members: Member[];
  /** How many more tickets there are than the list shows. */
  more?: number;
  /** The end of the shift before, or a day before the opening. */
  since: number;
  until: number;
};

/** The hand-over at the end of a shift (S7). Each ticket is in one list (R27). */
export type HandOverFacts = {
  about: 'hand-over';
  endsAt: number;
  /** The end of the next shift. Absent if none is known. */
  nextEndsAt?: number;
  /** Due before the next shift ends, claimed or not. */
  dueSoon: Listed;
  /** Due later, and taken by nobody. */
  unclaimed: Listed;
  /** Due later, and claimed. */
  claimed: Listed;
};

/** Open tickets, soonest deadline first: the number of all, and the first of them. */
export type Listed = { count: number; lines: OpenLine[] };
export type OpenLine = Member & {
  kind: Kind;
  dueAt: number;
  product?: string;
  claimedBy?: string;
};

/** A day or a week, half-open: `from` counts, `until` does not (S7, S8). */
export type ReportFacts = ReportFigures & {
  about: 'daily' | 'weekly';
  from: number;
  until: number;
  /** Open tickets that are due before the next shift begins, when this was written. Empty for a week, and with `handOver`. */
  dueBeforeNextShift: Listed;
  /** The hand-over that was due in the same run. Both are one message (R27). */
  handOver?: HandOverFacts;
  /** Each person's acts on the day, if the vendor counts them (A6). */
  acts?: ActsOfPerson[];
  /** The year whose holidays the calendar does not know, if it begins within 60 days. */
  holidaysUnknown?: number;
};

export type ActsOfPerson = { by: string; name?: string; claimed: number; confirmed: number; replied: number };

export type ReportFigures = {
  /** First seen in the time. */
  opened: number;
  closed: Record<Outcome, number>;
  /** The share of the tickets that closed in the time and wanted an answer. */
  share: InTimeShare;
  /** The time from request to answer, over all answers whose times are known. Absent if there are none. */
  medianMs?: number;
  p90Ms?: number;
  /** The categories with most misses. At most three, and none without a miss. */
  worst: { category: string; missed: number; counted: number }[];
  /** Over the 30 days until the end of the time (S8). */
  rolling: InTimeShare;
};

/**
 * Counts of hand-overs that wanted an answer. `counted`: answered at a known time, or closed by Coupang. `inTime`:
 * answered in time.
 */
export type InTimeShare = { inTime: number; counted: number };

export type NoticeEventType = 'NoticeChanged' | 'BlindnessChanged' | 'ShiftWarned';

/** The projection of a notice in the `attention` index (R3). */
export type NoticeRow = NoticeKey &
  Pick<Outbox, 'version' | 'publishedVersion' | 'changedAt'> &
  Pick<Delivery, 'shownVersion'> &
  Indexed;

/** For listeners on the bus. */
const noticeEventType = ({ about }: NoticeFacts): NoticeEventType => {
  if (about === 'last-shift') return 'ShiftWarned';
  return about === 'blind' || about === 'all-clear' ? 'BlindnessChanged' : 'NoticeChanged';
};

/** A member has no vendor: it is the vendor of the notice. */
export const memberOf = ({ source, inquiryId, answerId }: Member): Member => ({
  source,
  inquiryId,
  answerId,
});

/** The members of a notice that shows tickets as they are when it is sent. Without members it is not sent. */
export const membersOf = (facts: NoticeFacts): readonly Member[] | undefined =>
  'members' in facts ? facts.members : undefined;

/** Those that a notice lists as they were when it was written: it links to their cards as they are at sending. */
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

/**
 * A new notice: version 1 with its event unpublished (R2).
 * @param at epoch ms
 */
export const newNotice = (key: NoticeKey, facts: NoticeFacts, at: number): Notice => ({
  type: 'notice',
  key,
  facts,
  outbox: {
    version: 1,
    publishedVersion: 0,
    events: { '1': { type: noticeEventType(facts), at } },
    changedAt: at,
    writeToken: '',
  },
  delivery: { shownVersion: 0, retries: {} },
  index: { attentionAt: at },
});

/**
 * A new list (R24). Nobody listens for it on the bus, so it has no event and counts as published.
 * @param token random
 * @param tickets with a message in the list
 * @param at epoch ms
 */
export const newList = (
  { market, vendorId, token }: VendorRef & { token: string },
  of: ListSort,
  tickets: readonly Ticket[],
  at: number,
): Notice => {
  const by = Math.min(...tickets.map(({ facts }) => facts.dueAt));
  const facts: ListFacts = { about: 'list', of, members: tickets.map(({ key }) => memberOf(key)), by };
  const { outbox, ...notice } = newNotice({ market, vendorId, notice: `list/${token}` }, facts, at);
  return { ...notice, outbox: { ...outbox, publishedVersion: 1, events: {} } };
};
