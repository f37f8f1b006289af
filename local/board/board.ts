import type { Sight } from '../../lib/domain/blindness/blindness.ts';
import type { Kind, VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { ReportFacts } from '../../lib/domain/notice/notice.ts';
import type { Outcome, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { Failure } from '../../lib/domain/reading/vendor-state.ts';
import type { LadderPlace } from './ladder-place.ts';

/** The board of all vendors. Instants are Coupang's clock, epoch ms, unless said otherwise. */
export type Board = {
  vendors: VendorSight[];
  /** Soonest deadline first. */
  open: OpenTicket[];
  /** All open tickets, also those that are not shown. */
  openCount: number;
  /** The latest ones, newest first. */
  closed: ClosedTicket[];
  reports: VendorReports[];
};

/** Whether the notifier can currently read one vendor. */
export type VendorSight = VendorRef & {
  label: string;
  /** Wall clock; absent before the first poll ended. */
  polledAt?: number;
  sight: Sight;
  /** Why the last poll could not read the whole recent week. */
  failure?: Failure;
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
    dueAt: number;
    /** The same instant by the laptop's clock, for countdowns. */
    dueAtWall: number;
    isEstimate: boolean;
  };

export type ClosedTicket = TicketKey & {
  label: string;
  kind: Kind;
  outcome: Outcome;
  product?: string;
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

/** Newest first. Equal ones keep a fixed order. */
export const byClosing = (a: TicketKey & { closedAt: number }, b: TicketKey & { closedAt: number }): number =>
  b.closedAt - a.closedAt || compareIds(a, b);

const compareIds = (a: TicketKey, b: TicketKey): number =>
  a.inquiryId.localeCompare(b.inquiryId) || a.answerId.localeCompare(b.answerId);
