import { catchUpPlace, giveUp, moveOn, rememberCatchUps } from '../../domain/blindness/catch-up-place.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import { findMissedHandOvers, isKnown } from '../../domain/blindness/missed-hand-overs.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { CatchUp } from '../../domain/reading/vendor-state.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { newTicket } from './new-ticket.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import type { SourceError } from '../ports/source-error.ts';
import type { SweepRun } from './sweep-run.ts';

/** Pages of answered lists a poll: some twenty seconds at two calls a second. */
const PAGES_A_POLL = 40;
/** A list that cannot be read for so long keeps no later blind time waiting. */
const GIVE_UP_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * After blind times, the oldest first: reads the answered lists from the place that an earlier poll reached, and stores what
 * was handed over and ended unseen as closed tickets without a card (R17). Coupang's failures and the store's keep the place.
 * @returns the blind times that are to be remembered
 */
export const catchUp = async (run: SweepRun, catchUps: readonly CatchUp[]): Promise<CatchUp[]> => {
  const budget = { pages: PAGES_A_POLL };
  const kept: CatchUp[] = [];
  for (const one of catchUps) {
    if (isGivenUp(run, one)) {
      kept.push(giveUp(one, run.now()));
      continue;
    }
    const reached = await readOn(run, one, budget);
    const { doneAt = run.now() } = reached;
    kept.push(isStored(run, reached) ? { ...reached, doneAt } : reached);
  }
  return rememberCatchUps(kept, run.now());
};

/** Whether all that its lists showed, and that the lists of this poll did, stands in the store. */
const isStored = (run: SweepRun, reached: CatchUp): boolean =>
  reached.doneAt !== undefined || (catchUpPlace(reached) === undefined && run.failed === 0);

/** Reads on to the end. What cannot be read now spends the budget, so that nothing more is asked for in this poll. */
const readOn = async (run: SweepRun, begun: CatchUp, budget: { pages: number }): Promise<CatchUp> => {
  let current = begun;
  for (
    let place = catchUpPlace(current);
    place && budget.pages > 0 && !run.ended;
    place = catchUpPlace(current)
  ) {
    const from = { page: place.page, most: budget.pages };
    const read = await run.services.source.readPages(place.window, 'ANSWER', from, run.settings.stopAt);
    budget.pages -= read.pages;
    run.catchUpPages += read.pages;
    if (read.failure) noteFailure(run, current, read.failure);
    const isKept = await storeMissed(run, current, read.inquiries);
    if (isKept) current = { ...moveOn(current, read.nextPage), ...(read.isCut && { partial: true }) };
    if (!isKept || read.nextPage !== undefined) budget.pages = 0;
  }
  return current;
};

const isGivenUp = (run: SweepRun, { since, until, windows, doneAt }: CatchUp): boolean => {
  if (doneAt !== undefined || run.now() - until < GIVE_UP_AFTER_MS) return false;
  run.services.log.error('what was missed in a blind time cannot be read or stored and is given up', {
    vendorId: run.vendor.vendorId,
    since,
    until,
    windows,
  });
  return true;
};

const noteFailure = (run: SweepRun, { windows, page }: CatchUp, failure: SourceError): void => {
  const { vendorId } = run.vendor;
  run.failure = failure;
  run.services.log.error(failure.message, { vendorId, window: windows[0], page, code: failure.code });
};

/** False: something may be stored later, so that these pages are to be read again. What never can is passed over. */
const storeMissed = async (
  run: SweepRun,
  blind: CatchUp,
  inquiries: readonly Inquiry[],
): Promise<boolean> => {
  const created: Ticket[] = [];
  let mayPassLater = false;
  const tryOne = withOutageLimit<Inquiry>(({ inquiryId }, error) => {
    run.failed += 1;
    mayPassLater ||= error.retryable;
    run.services.log.error(error.message, { inquiryId, code: error.code });
  });
  try {
    for (const inquiry of inquiries) await tryOne(inquiry, () => createMissed(run, blind, inquiry, created));
    run.published += await publishEvents(created, run.services);
    return !mayPassLater;
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    run.failed += 1;
    run.services.log.error(error.message, { code: error.code });
    return false;
  } finally {
    run.written.push(...created);
  }
};

const createMissed = async (
  run: SweepRun,
  blind: CatchUp,
  inquiry: Inquiry,
  created: Ticket[],
): Promise<void> => {
  const { vendor, services } = run;
  const now = run.now();
  const missed = findMissedHandOvers(vendor, inquiry, blind, now);
  if (missed.length === 0) return;
  const { inquiryId } = inquiry;
  const tickets = await services.reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId });
  for (const handOver of missed) {
    if (isKnown(handOver, tickets)) continue;
    // Refused where another run created it meanwhile: then it is known, too.
    const ticket = await services.writer.create(newTicket(handOver.key, handOver.facts, now));
    if (ticket) created.push(ticket);
  }
};
