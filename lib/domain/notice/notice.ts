import type { Kind, ListStatus, VendorRef } from '../inquiry/inquiry.ts';
import type { Delivery, DigestName, Indexed, Outbox, Outcome, TicketKey } from '../ticket/ticket.ts';
import type { BlindCause } from '../reading/vendor-state.ts';

/**
 * A notice is a Slack message that is no card and no reply to one, as an item of its own with the same outbox,
 * attempt and metadata as a ticket (R24). All instants are epoch milliseconds.
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

/** What it is about, and what makes it the only one of its kind: the instant it began, or the item it tells of. */
export type NoticeName =
  | DigestName
  | `blind/${number}`
  | `all-clear/${number}`
  | `key-expiry/${number}`
  | `unusable/${ListStatus}/${string}`
  | ShiftNoticeName
  | ReportName;
/** Of the shift that ends then; of the one that begins then. */
export type ShiftNoticeName = `last-shift/${number}` | `opening/${number}`;
/** Of the shift that ends then; of the day or the week that begins then. */
export type ReportName = `hand-over/${number}` | `daily/${number}` | `weekly/${number}`;

export type NoticeFacts =
  | DigestFacts
  | BlindFacts
  | AllClearFacts
  | UnusableFacts
  | KeyExpiryFacts
  | LastShiftFacts
  | OpeningFacts
  | HandOverFacts
  | ReportFacts;

/** Many new tickets of one batch in one message (D5, D6). It stands in the store before the tickets that name it. */
export type DigestFacts = {
  about: 'digest';
  members: Member[];
  /** TRANSFERs of the batch that were past at first sight: stored closed, counted here, not posted (D5). */
  past: number;
};
export type Member = Pick<TicketKey, 'source' | 'inquiryId' | 'answerId'>;
/** So many tickets can be read and listed within one run of notify. */
export const MOST_MEMBERS = 300;

/** Coupang cannot be read (D10). `over`: it can again; the all-clear tells what was missed. */
export type BlindFacts = {
  about: 'blind';
  state: 'open' | 'over';
  /** When the last complete reading of the recent week began, else when the vendor was first watched or polled. */
  since: number;
  /** Only where `over`: when the first complete reading after it began. */
  until?: number;
  cause: BlindCause;
  /** The address that Coupang does not know, where it told one. */
  ip?: string;
  /** Deadlines from `since` until an hour from when this was written, soonest first; at most ten. */
  deadlines: { dueAt: number; product?: string }[];
  /** How many there are, listed above or not. */
  deadlineCount: number;
};

/** Coupang can be read again (R17). `counting`: the counts are "at least" until the answered lists have been read. */
export type AllClearFacts = {
  about: 'all-clear';
  state: 'counting' | 'final';
  since: number;
  until: number;
  /** Hand-overs asked in the blind time, open ones and ended ones. */
  asked: number;
  /** Deadlines that passed in the blind time without an end in time. */
  missed: number;
  /** Not all answered lists could be read: the counts stay "at least" for good. */
  isPartial?: true;
};

/** Items of which not even the inquiryId could be read (R13). */
export type UnusableFacts = {
  about: 'unusable';
  status: ListStatus;
  count: number;
  /** Which field was wrong and how, without its value: of the first of them. */
  problem: string;
};

/** Coupang's key ends soon (O7). Shown with the days that are left at sending. */
export type KeyExpiryFacts = {
  about: 'key-expiry';
  /** Its last day, `yyyy-MM-dd`. */
  expiresOn: string;
};

/** What the shift that ends is the last chance for (S4). Shown at sending: those that are still open. */
export type LastShiftFacts = {
  about: 'last-shift';
  members: Member[];
  endsAt: number;
  /** When the next shift begins; absent where none is known. */
  nextShiftAt?: number;
};

/** Whose warnings and breaches came outside of the hours, told once at opening (C4). Nothing is shown where there are none. */
export type OpeningFacts = {
  about: 'opening';
  members: Member[];
  /** How many more there are than can be listed. */
  more?: number;
  /** From the end of the shift before, else from a day before. */
  since: number;
  /** To the opening. */
  until: number;
};

/** At the end of a shift (S7): what is left to whom. */
export type HandOverFacts = {
  about: 'hand-over';
  /** The end of the shift. */
  endsAt: number;
  /** The end of the next shift; absent where none is known. */
  nextEndsAt?: number;
  unclaimed: Listed;
  /** Claimed, and open all the same. */
  claimed: Listed;
  /** Due before the next shift ends, claimed or not. */
  dueSoon: Listed;
};

/** Open tickets, soonest deadline first: how many there are, and the first of them. */
export type Listed = { count: number; lines: OpenLine[] };
export type OpenLine = {
  inquiryId: string;
  kind: Kind;
  dueAt: number;
  product?: string;
  claimedBy?: string;
};

/** Of one day or one week, half-open: `from` counts, `until` does not (S7, S8). */
export type ReportFacts = ReportFigures & {
  about: 'daily' | 'weekly';
  from: number;
  until: number;
  /** Open tickets that are due before the next shift begins, as it was when this was written. */
  dueBeforeNextShift: Listed;
  /** The year of which the calendar does not know the holidays, told while it is 60 days off or less. */
  holidaysUnknown?: number;
};

export type ReportFigures = {
  /** First seen in the time. */
  opened: number;
  /** Closed in the time, by outcome. */
  closed: Record<Outcome, number>;
  /** Of what closed in the time and asked for an answer. */
  share: InTimeShare;
  /** From the request to the answer, of all answers of the time whose times are known; absent without any. */
  medianMs?: number;
  p90Ms?: number;
  /** The categories with most misses; at most three, none without a miss. */
  worst: { category: string; missed: number; counted: number }[];
  /** Of the 30 days until the end of the time (S8). */
  rolling: InTimeShare;
};

/** Of hand-overs that asked for an answer: how many were answered in time, of how many that were answered, at a time that is known, or closed by Coupang. */
export type InTimeShare = { inTime: number; counted: number };

export type NoticeEventType = 'NoticeChanged' | 'BlindnessChanged' | 'ShiftWarned';

/** Its projection in the `attention` index (R3). */
export type NoticeRow = NoticeKey &
  Pick<Outbox, 'version' | 'publishedVersion' | 'changedAt'> &
  Pick<Delivery, 'shownVersion'> &
  Indexed;

/** For whoever listens on the bus. */
const noticeEventType = ({ about }: NoticeFacts): NoticeEventType => {
  if (about === 'last-shift') return 'ShiftWarned';
  return about === 'blind' || about === 'all-clear' ? 'BlindnessChanged' : 'NoticeChanged';
};

/** The vendor of a notice is its tickets' own. */
export const memberOf = ({ source, inquiryId, answerId }: TicketKey): Member => ({
  source,
  inquiryId,
  answerId,
});

/** The notices that show tickets as they are at sending. */
export const membersOf = (facts: NoticeFacts): readonly Member[] | undefined =>
  'members' in facts ? facts.members : undefined;

/**
 * A notice as it is created: version 1 with its event unpublished (R2).
 * @param at corrected clock, epoch ms
 * @param attentionAt of a digest: the lease's end, by which it is published if its poll dies (R24); corrected clock
 */
export const newNotice = (key: NoticeKey, facts: NoticeFacts, at: number, attentionAt = at): Notice => ({
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
  index: { attentionAt },
});
