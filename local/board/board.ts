import type { HeldCalls } from '../../lib/domain/reading/stops.ts';
import type { Sight } from '../../lib/domain/blindness/blindness.ts';
import type { Kind, VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { ReportFacts } from '../../lib/domain/notice/notice.ts';
import type { Outcome, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { Failure } from '../../lib/domain/reading/vendor-state.ts';
import type { LadderPlace } from './ladder-place.ts';

/** The board of all vendors. Instants are epoch ms. */
export type Board = {
  vendors: VendorSight[];
  slack: SlackSight;
  /** Soonest deadline first, without the past confirmations. */
  open: OpenTicket[];
  /** All of these, also those that are not shown. */
  openCount: number;
  /** Confirmations whose deadline is over, the latest first: nothing is to be won there any more. */
  past: PastTicket[];
  /** The latest ones, newest first. */
  closed: ClosedTicket[];
  reports: VendorReports[];
};

/** Whether the notifier can currently read one vendor. */
export type VendorSight = VendorRef & {
  label: string;
  /** Absent before the first poll ended. */
  polledAt?: number;
  /** When the last complete reading of the recent week began. */
  completeAt?: number;
  sight: Sight;
  /** The calls that rest while the recent week is read (R5). */
  held: HeldCalls[];
  /** Why the last poll could not read the whole recent week. */
  failure?: Failure;
  /** Coupang's `Date` minus this machine's clock, ms. Only if it is over five minutes. */
  clockDiffersByMs?: number;
};

/** Messages that Slack does not show yet. A message that waits for its next try counts, too. */
export type SlackSight = {
  pending: number;
  /** When the oldest of them was due. */
  pendingSince?: number;
  /** That is longer ago than a healthy delivery takes. */
  isLate: boolean;
};

/** The latest daily reports of one vendor, oldest first. */
export type VendorReports = VendorRef & { label: string; days: ReportFacts[] };

export type OpenTicket = TicketKey &
  LadderPlace & {
    label: string;
    kind: Kind;
    /** The Slack user who has claimed it. */
    claimedBy?: string;
    /** Gone from the lists, its outcome not known yet. */
    isUnverified: boolean;
    product?: string;
    orderId?: string;
    dueAt: number;
    isEstimate: boolean;
  };

/** `isListed`: Coupang still lists it. Otherwise it was past at first sight, and was stored closed. */
export type PastTicket = TicketKey & {
  label: string;
  kind: Kind;
  product?: string;
  orderId?: string;
  dueAt: number;
  isListed: boolean;
};

export type ClosedTicket = TicketKey & {
  label: string;
  kind: Kind;
  outcome: Outcome;
  product?: string;
  orderId?: string;
  closedAt: number;
  /** From the request to the answer, ms, if both are known. */
  tookMs?: number;
  inTime?: boolean;
  /** The WING login that answered. */
  answeredBy?: string;
};

/** Soonest first. Equal ones keep a fixed order, so that they do not swap between two readings. */
export const byDeadline = (a: TicketKey & { dueAt: number }, b: TicketKey & { dueAt: number }): number =>
  a.dueAt - b.dueAt || compareIds(a, b);

/** Latest deadline first. Equal ones keep a fixed order. */
export const byLateDeadline = (a: TicketKey & { dueAt: number }, b: TicketKey & { dueAt: number }): number =>
  b.dueAt - a.dueAt || compareIds(a, b);

/** Newest first. Equal ones keep a fixed order. */
export const byClosing = (a: TicketKey & { closedAt: number }, b: TicketKey & { closedAt: number }): number =>
  b.closedAt - a.closedAt || compareIds(a, b);

const compareIds = (a: TicketKey, b: TicketKey): number =>
  a.inquiryId.localeCompare(b.inquiryId) || a.answerId.localeCompare(b.answerId);
