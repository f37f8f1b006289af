import type { Sight } from '../../lib/domain/blindness/blindness.ts';
import type { Kind, VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { ReportFacts } from '../../lib/domain/notice/notice.ts';
import type { Outcome, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { Failure } from '../../lib/domain/reading/vendor-state.ts';
import type { LadderPlace } from './ladder-place.ts';

/** What stands on the board of all vendors. Instants: Coupang's clock, epoch ms, unless said otherwise. */
export type Board = {
  vendors: VendorSight[];
  /** Soonest deadline first. */
  open: OpenTicket[];
  /** How many are open, shown or not. */
  openCount: number;
  /** The last ones, newest first. */
  closed: ClosedTicket[];
  reports: VendorReports[];
};

/** What the notifier knows of its own sight of one vendor. */
export type VendorSight = VendorRef & {
  label: string;
  /** Wall clock; absent before the first poll ended. */
  polledAt?: number;
  sight: Sight;
  /** Why the last poll did not read the recent week whole. */
  failure?: Failure;
};

/** The daily reports of one vendor that were written of late, oldest first. */
export type VendorReports = VendorRef & { label: string; days: ReportFacts[] };

export type OpenTicket = TicketKey &
  LadderPlace & {
    label: string;
    kind: Kind;
    /** The Slack user who has taken it. */
    claimedBy?: string;
    /** Gone from the lists, its outcome not known yet. */
    isUnverified: boolean;
    product?: string;
    dueAt: number;
    /** The same instant by this machine's wall clock: what a countdown here must count to. */
    dueAtWall: number;
    /** The deadline is an estimate. */
    isEstimate: boolean;
  };

export type ClosedTicket = TicketKey & {
  label: string;
  kind: Kind;
  outcome: Outcome;
  product?: string;
  closedAt: number;
  /** From the request to the answer, ms, where both are known. */
  tookMs?: number;
  inTime?: boolean;
  /** The WING login that answered. */
  answeredBy?: string;
};

/** Soonest first; equal ones in a fixed order, so that they do not change places between two looks. */
export const byDeadline = (a: TicketKey & { dueAt: number }, b: TicketKey & { dueAt: number }): number =>
  a.dueAt - b.dueAt || compareIds(a, b);

/** Newest first, equal ones in a fixed order. */
export const byClosing = (a: TicketKey & { closedAt: number }, b: TicketKey & { closedAt: number }): number =>
  b.closedAt - a.closedAt || compareIds(a, b);

const compareIds = (a: TicketKey, b: TicketKey): number =>
  a.inquiryId.localeCompare(b.inquiryId) || a.answerId.localeCompare(b.answerId);
