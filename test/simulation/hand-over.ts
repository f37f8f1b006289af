import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { AskedPost } from './coupang-record.ts';
import type { ShownInquiry } from './reading-ledger.ts';
import type { Violation } from './violation.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** One hand-over by Coupang's own record, what the pages of runs that ended well showed of it, and its ticket. */
export type HandOver = { asked: AskedPost; ticket: Ticket; shown: readonly ShownInquiry[] };

/** A ticket that was just closed may be shown by pages from before; later ones count. */
export const STALE_PAGES_MS = 11 * MINUTE_MS;

/** Whom the pages showed while they could not be older than the ticket's state. */
export const shownSince = ({ ticket, shown }: HandOver): ShownInquiry[] =>
  shown.filter(
    ({ runBeganAt }) =>
      runBeganAt <= ticket.facts.openedAt ||
      runBeganAt > (ticket.facts.closedAt ?? -Infinity) + STALE_PAGES_MS,
  );

export const violationOf =
  (inquiryId: string) =>
  (rule: string, problem: string): Violation => ({
    rule,
    problem: `${inquiryId}: ${problem}`,
    concerns: inquiryId,
  });
