import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { RequestPost } from '../coupang-record.ts';
import type { ShownInquiry } from './reading-ledger.ts';
import { violationsOf } from './violation.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

/** One hand-over: Coupang's record of it, the pages of successful runs that showed it, and its ticket. */
export type HandOver = { request: RequestPost; ticket: Ticket; shown: readonly ShownInquiry[] };

/** Old pages may still show a ticket that was just closed. After this time a page counts. */
export const STALE_PAGES_MS = 11 * MINUTE_MS;

/** The listings that cannot be older than the ticket's state. */
export const shownSince = ({ ticket, shown }: HandOver): ShownInquiry[] =>
  shown.filter(
    ({ runBeganAt }) =>
      runBeganAt <= ticket.facts.openedAt ||
      runBeganAt > (ticket.facts.closedAt ?? -Infinity) + STALE_PAGES_MS,
  );

export const violationOf = (inquiryId: string) => violationsOf(`${inquiryId}:`, inquiryId);
