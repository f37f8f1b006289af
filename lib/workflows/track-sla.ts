import { attentionTime, owesDelivery } from '../domain/attention-time.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import { NotifierError } from '../domain/notifier-error.ts';
import { ticketId } from '../domain/ticket-id.ts';
import type { AttentionRow, Ticket } from '../domain/ticket.ts';
import type { Clock, EventPublisher, Log, Settlement, TicketReader, TicketWriter } from './ports.ts';
import { factsOnBus, publishTickets } from './publish-tickets.ts';

export type TrackSlaServices = {
  reader: Pick<TicketReader, 'attention' | 'ticket'>;
  writer: Pick<TicketWriter, 'notePublished' | 'settle'>;
  publisher: EventPublisher;
  clock: Clock;
  log: Log;
};

/** `failed`: tickets that could not be looked after; the others were. */
export type TrackSlaTally = { republished: number; reannounced: number; settled: number; failed: number };

/** A ticket that Slack does not show is announced again after one interval, then two, four, up to this (R21). */
const LONGEST_WAIT_MS = 15 * 60 * 1000;

/**
 * Looks after what is due in one vendor's index (R3): publishes events that a dead run left (R2), announces again
 * what Slack does not show yet, and settles the rest. One ticket that fails keeps no other waiting.
 * @param intervalMs how often this runs; what is younger is still on its usual way
 */
export const trackSla = async (
  vendor: VendorRef,
  intervalMs: number,
  services: TrackSlaServices,
): Promise<TrackSlaTally> => {
  const { reader, clock, log } = services;
  const due: Due = { unpublished: [], unshown: [], settled: 0, failed: 0 };
  for (const row of await reader.attention(vendor, clock.now())) {
    try {
      await lookAfter(row, due, intervalMs, services);
    } catch (error) {
      if (!(error instanceof NotifierError)) throw error;
      due.failed += 1;
      log.error(error.message, { ticket: ticketId(row), code: error.code });
    }
  }
  return {
    republished: await publishTickets(due.unpublished, services),
    reannounced: await announceAgain(due.unshown, intervalMs, services),
    settled: due.settled,
    failed: due.failed,
  };
};

/**
 * Looks after all vendors, one after the other; one that fails keeps no other waiting.
 * Throws what the first failing vendor threw, once all have had their turn.
 */
export const trackAll = async (
  vendors: readonly VendorRef[],
  track: (vendor: VendorRef) => Promise<TrackSlaTally>,
): Promise<TrackSlaTally> => {
  const total = { republished: 0, reannounced: 0, settled: 0, failed: 0 };
  const errors: unknown[] = [];
  for (const vendor of vendors) {
    try {
      const tally = await track(vendor);
      total.republished += tally.republished;
      total.reannounced += tally.reannounced;
      total.settled += tally.settled;
      total.failed += tally.failed;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return total;
};

type Due = { unpublished: Ticket[]; unshown: Ticket[]; settled: number; failed: number };

const lookAfter = async (
  row: AttentionRow,
  due: Due,
  intervalMs: number,
  { reader, writer, clock }: TrackSlaServices,
): Promise<void> => {
  // The index lags: the base item decides.
  const ticket = await reader.ticket(row);
  const now = clock.now();
  if (!ticket || isOnItsWay(ticket, now, intervalMs)) return;
  if (ticket.publishedVersion < ticket.version) due.unpublished.push(ticket);
  else if (owesDelivery(ticket, now) && (ticket.retryAt ?? 0) <= now) due.unshown.push(ticket);
  else if (
    await writer.settle(ticket, settlement(ticket, attentionTime(ticket, { raw: now, corrected: now })))
  ) {
    due.settled += 1;
  }
};

const isOnItsWay = (ticket: Ticket, now: number, intervalMs: number): boolean =>
  (ticket.deliveryClaim !== undefined && ticket.deliveryClaim.until > now) ||
  (ticket.shownVersion < ticket.version && now - ticket.changedAt < intervalMs);

const announceAgain = async (
  tickets: readonly Ticket[],
  intervalMs: number,
  { publisher, writer, clock }: TrackSlaServices,
): Promise<number> => {
  const now = clock.now();
  const sent = await publisher.publish(
    tickets.map((ticket) => ({ ...factsOnBus(ticket), type: 'TicketReannounced', occurredAt: now })),
  );
  const announced = tickets.filter((_, index) => sent[index]);
  for (const ticket of announced) {
    const again = now + Math.min(LONGEST_WAIT_MS, intervalMs * 2 ** Math.min(ticket.reannounced, 20));
    await writer.settle(ticket, settlement({ ...ticket, reannounced: ticket.reannounced + 1 }, again));
  }
  return announced.length;
};

/** Leaves a wait that Slack asked for as it is. */
const settlement = (ticket: Ticket, attentionAt: number | undefined): Settlement => ({
  reannounced: ticket.reannounced,
  ...(attentionAt !== undefined && { attentionAt }),
  ...(ticket.retryAt !== undefined && { retryAt: ticket.retryAt }),
});
