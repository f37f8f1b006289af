import { isUnchanged, type ListingContext } from '../domain/decide-listing.ts';
import { mergeReadings } from '../domain/merge-readings.ts';
import { NotifierError } from '../domain/notifier-error.ts';
import { type Observation, observe } from '../domain/observe.ts';
import type { Reading } from '../domain/reading.ts';
import type { AttentionRow, Ticket } from '../domain/ticket.ts';
import { ticketId } from '../domain/ticket-id.ts';
import { publishTickets } from './publish-tickets.ts';
import { FAILURES_IN_A_ROW, type SweepRun } from './sweep-run.ts';
import { writeListing } from './write-listing.ts';

/** Brings what a batch showed into the store and puts it on the bus (R7, R12). */
export const storeBatch = async (run: SweepRun, batch: readonly Reading[]): Promise<void> => {
  const changed = new Map<string, Ticket>();
  let failed = 0;
  try {
    for (const listing of mergeReadings(batch)) {
      const observed = observe(listing);
      const quiet = unchangedRow(run, observed);
      if (quiet) {
        run.shown.add(ticketId(quiet));
        continue;
      }
      try {
        const { shown, written } = await writeListing(observed, contextOf(run), run.services);
        run.shown.add(ticketId(shown));
        for (const ticket of written) changed.set(ticketId(ticket), ticket);
        run.written.push(...written);
        failed = 0;
      } catch (error) {
        failed += 1;
        // One listing must not lose the others; a store that takes nothing at all ends the run.
        if (!(error instanceof NotifierError) || failed >= FAILURES_IN_A_ROW) throw error;
        passOver(run, observed, error);
      }
    }
  } finally {
    run.published += await publishTickets([...changed.values()], run.services);
  }
};

/** It was listed, so none of its tickets has gone. */
const passOver = (run: SweepRun, { inquiry: { inquiryId } }: Observation, error: NotifierError): void => {
  run.failed += 1;
  run.services.log.error(error.message, { inquiryId, code: error.code });
  for (const row of run.rows) if (row.inquiryId === inquiryId) run.shown.add(ticketId(row));
};

const contextOf = ({ vendor, settings, state, now }: SweepRun): ListingContext => ({
  vendor,
  zone: settings.zone,
  now: now(),
  completeReadings: state.completeReadings,
});

const unchangedRow = (run: SweepRun, observed: Observation): AttentionRow | undefined => {
  const listed = run.listedRows.get(observed.inquiry.inquiryId) ?? [];
  const [row] = listed;
  return row && listed.length === 1 && isUnchanged(row, observed, run.now()) ? row : undefined;
};
