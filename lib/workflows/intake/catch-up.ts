import { inquiryName } from '../../domain/ticket/ticket-id.ts';
import { catchUpPlace, moveOn, rememberCatchUps } from '../../domain/blindness/catch-up-place.ts';
import { findMissedHandOvers, isKnown } from '../../domain/call-center/missed-hand-overs.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { CatchUp, ReadPlace } from '../../domain/reading/vendor-state.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { newTicket } from './write-listing.ts';
import type { PollPorts } from './poll-ports.ts';
import { addDone, NOTHING_DONE, type SecondaryRun, type SweepDone, type SweepRun } from './sweep-run.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

/** Pages of answered lists in a poll: about twenty seconds at two calls a second. */
export const PAGES_A_POLL = 40;
/** A list that fails for this long is abandoned, so that it does not block later blind times. */
const GIVE_UP_AFTER_MS = 7 * DAY_MS;

/**
 * Reads the answered lists after blind times, oldest first, from where an earlier poll stopped. Inquiries that were handed
 * over and ended unseen become closed tickets without a card (R17). After a failure of Coupang or the store, the place stays.
 * @param before the run so far. `ended`: reads nothing. `failed`: completes no blind time. `catchUpPages`: count against the
 * limit
 */
export const catchUp = async (
  catchUps: readonly CatchUp[],
  before: Pick<SweepDone, 'ended' | 'failed' | 'catchUpPages'>,
  run: SecondaryRun,
  ports: PollPorts,
): Promise<{ done: SweepDone; catchUps: CatchUp[] }> => {
  const { vendorId } = run.vendor;
  const { log, clock } = ports;
  const { now } = clock;
  let done = NOTHING_DONE;
  const kept: CatchUp[] = [];
  let pagesLeft = before.ended ? 0 : PAGES_A_POLL - before.catchUpPages;
  for (const blind of catchUps) {
    if (isGivenUp(blind, now())) {
      const { since, until, windows } = blind;
      const problem = 'what was missed in a blind time cannot be read or stored and is given up';
      log.error(problem, { vendorId, since, until, windows });
      kept.push({ ...blind, windows: [], page: 1, doneAt: now(), partial: true });
      continue;
    }
    let reached = blind;
    while (pagesLeft > 0) {
      const read = await readAnswered(reached, pagesLeft, run, ports);
      if (!read) break;
      const stored = await storeMissed(read.inquiries, blind, run, ports);
      done = addDone(done, stored, { catchUpPages: read.pages });
      if (!stored.mayPassLater)
        reached = { ...moveOn(reached, read.nextPage), ...(read.isCut && { partial: true }) };
      // If pages cannot be read or stored now, do not retry them in this poll.
      pagesLeft = stored.mayPassLater || read.nextPage !== undefined ? 0 : pagesLeft - read.pages;
    }
    // Whether everything that these lists and the lists of this poll showed is stored.
    const isStored = catchUpPlace(reached) === undefined && before.failed + done.failed === 0;
    kept.push(isStored ? { ...reached, doneAt: reached.doneAt ?? now() } : reached);
  }
  return { done, catchUps: rememberCatchUps(kept, now()) };
};

/**
 * Reads an answered list from a place. A failure stops such calls for a while.
 * @returns `undefined` if there is nothing to read or no call is allowed
 */
export const readAnswered = async (
  place: ReadPlace,
  most: number,
  { vendor: { vendorId }, stopAt, secondary }: SecondaryRun,
  { source, log }: PollPorts,
) => {
  const at = catchUpPlace(place);
  if (!at || most <= 0 || !secondary.may('answer')) return undefined;
  const { window, page } = at;
  const read = await source.readPages(window, 'ANSWER', { page, most }, stopAt);
  const { failure } = read;
  if (failure) {
    const list = { window: window.firstDate, status: 'ANSWER', page };
    log.error(failure.message, { vendorId, ...list, code: failure.code });
  }
  if (failure || read.pages > 0) secondary.note('answer', failure);
  return read;
};

const isGivenUp = ({ until, doneAt }: CatchUp, now: number): boolean =>
  doneAt === undefined && now - until >= GIVE_UP_AFTER_MS;

/**
 * `mayPassLater`: some inquiries may be stored later, so these pages are read again. Inquiries that can never be stored are
 * skipped.
 */
const storeMissed = async (
  inquiries: readonly Inquiry[],
  blind: CatchUp,
  { vendor }: SweepRun,
  { reader, writer, log, clock }: PollPorts,
): Promise<Pick<SweepDone, 'written' | 'failed'> & { mayPassLater: boolean }> => {
  const written: Ticket[] = [];
  let failed = 0;
  let mayPassLater = false;
  const ended = await withOutageLimit(
    inquiries,
    async (inquiry) => {
      const at = clock.now();
      const missed = findMissedHandOvers(vendor, inquiry, blind, at);
      if (missed.length === 0) return;
      const { inquiryId } = inquiry;
      const tickets = await reader.ticketsOf({ ...vendor, source: 'call-center', inquiryId });
      for (const handOver of missed) {
        if (isKnown(handOver, tickets)) continue;
        const ticket = await writer.create(newTicket(handOver.key, handOver.facts, at));
        if (ticket) written.push(ticket);
      }
    },
    ({ inquiryId }, { message, code, retryable }) => {
      failed += 1;
      mayPassLater ||= retryable;
      log.error(message, { deliverable: inquiryName({ ...vendor, source: 'call-center', inquiryId }), code });
    },
  );
  if (ended && !(ended.error instanceof NotifierError)) throw ended.error;
  return { written, failed, mayPassLater };
};
