import { bySource, type Kind, SOURCES } from '../../lib/domain/sources.ts';
import type { HeldCalls } from '../../lib/domain/reading/stops.ts';
import type { Sight } from '../../lib/domain/blindness/blindness.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { ReportFacts } from '../../lib/domain/notice/notice-facts.ts';
import type { WarningLevel } from '../../lib/domain/ladder/warning-level.ts';
import type { Outcome, TicketFacts, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { Failure } from '../../lib/domain/reading/vendor-state.ts';
import type { LadderPlace } from './ladder-place.ts';

/** The board of all vendors. Instants are epoch ms. */
export type Board = {
  vendors: VendorSight[];
  slack: SlackSight;
  /** The most urgent first, without past tickets. */
  open: OpenTicket[];
  /** Includes tickets that are not shown. */
  openCount: number;
  /** After their deadline, latest first. The program does nothing more for them. */
  past: PastTicket[];
  closed: ClosedTicket[];
  reports: VendorReports[];
};

export type VendorSight = VendorRef & {
  label: string;
  /** Absent before the end of the first poll. */
  polledAt?: number;
  /** When the last complete reading of the recent week began. */
  completeAt?: number;
  sight: Sight;
  /** Calls that are stopped although the recent week is read (R5). */
  held: HeldCalls[];
  /** Why the last poll could not read the whole recent week. */
  failure?: Failure;
  /** Coupang's `Date` minus this machine's clock, ms. Only if the difference exceeds five minutes. */
  clockDiffersByMs?: number;
};

/** Messages that Slack does not show yet, including those that wait for a retry. */
export type SlackSight = {
  pending: number;
  pendingSince?: number;
  /** The oldest message has waited longer than a healthy delivery takes. */
  isLate: boolean;
};

export type VendorReports = VendorRef & { label: string; days: ReportFacts[] };

/** The product and the orders that an inquiry is about. */
export type Subject = Pick<
  TicketFacts,
  'product' | 'option' | 'productId' | 'sellerProductId' | 'orderId' | 'orderIds'
>;

export type OpenTicket = TicketKey &
  Subject &
  LadderPlace & {
    label: string;
    kind: Kind;
    /** The same as on its card. */
    level: WarningLevel;
    claimedBy?: string;
    /** Coupang no longer lists it, and its outcome is not known yet. */
    isUnverified: boolean;
    dueAt: number;
    isEstimate: boolean;
  };

/** `isListed`: Coupang still lists it. Otherwise it was past when first seen, and was stored closed. */
export type PastTicket = TicketKey &
  Subject & {
    label: string;
    kind: Kind;
    dueAt: number;
    isListed: boolean;
    handledBy?: readonly string[];
  };

export type ClosedTicket = TicketKey &
  Subject & {
    label: string;
    kind: Kind;
    outcome: Outcome;
    closedAt: number;
    /** From the request to the answer, ms, if both are known. */
    tookMs?: number;
    inTime?: boolean;
    /** The WING login that answered. */
    answeredBy?: string;
    /** The Slack ids of those who claimed, answered or confirmed it. */
    handledBy?: readonly string[];
  };

/** Soonest first. Equal deadlines have a fixed order, so that two readings agree. */
export const byDeadline = (a: TicketKey & { dueAt: number }, b: TicketKey & { dueAt: number }): number =>
  a.dueAt - b.dueAt || compareIds(a, b);

/** The most urgent level first. Within a level, the sources in their order, then the soonest deadline. */
export const byUrgency = (a: OpenTicket, b: OpenTicket): number =>
  placeOf(a) - placeOf(b) || bySource(a, b) || byDeadline(a, b);

const LEVELS: readonly WarningLevel[] = ['overdue', 'last', 'warned', 'none'];

/** After a deadline that closes nothing, no more can be lost, so a hand-over that is due soon goes first. */
const placeOf = ({ level, source }: OpenTicket): number =>
  LEVELS.indexOf(level === 'overdue' && !SOURCES[source].closesAtDeadline ? 'last' : level);

export const byLateDeadline = (a: TicketKey & { dueAt: number }, b: TicketKey & { dueAt: number }): number =>
  b.dueAt - a.dueAt || compareIds(a, b);

export const byClosing = (a: TicketKey & { closedAt: number }, b: TicketKey & { closedAt: number }): number =>
  b.closedAt - a.closedAt || compareIds(a, b);

const compareIds = (a: TicketKey, b: TicketKey): number =>
  a.inquiryId.localeCompare(b.inquiryId) || a.answerId.localeCompare(b.answerId);
