import { attentionTime, owesDelivery } from '../domain/attention-time.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Clock, EventPublisher, TicketReader, TicketWriter } from './ports.ts';
import { factsOnBus, publishTickets } from './publish-tickets.ts';

export type TrackSlaServices = {
  reader: Pick<TicketReader, 'attention' | 'ticket'>;
  writer: Pick<TicketWriter, 'notePublished' | 'settle'>;
  publisher: EventPublisher;
  clock: Clock;
};

export type TrackSlaTally = { republished: number; reannounced: number; settled: number };

/** A ticket that Slack does not show is announced again after one interval, then two, four, up to this (R21). */
const LONGEST_WAIT_MS = 15 * 60 * 1000;

/**
 * Looks after what is due in one vendor's index (R3): publishes events that a dead run left (R2), announces again
 * what Slack does not show yet, and settles the rest.
 * @param intervalMs how often this runs; what is younger is still on its usual way
 */
export const trackSla = async (
  vendor: VendorRef,
  intervalMs: number,
  services: TrackSlaServices,
): Promise<TrackSlaTally> => {
  const { reader, writer, clock } = services;
  const tally = { republished: 0, reannounced: 0, settled: 0 };
  const unpublished: Ticket[] = [];
  const unshown: Ticket[] = [];
  for (const row of await reader.attention(vendor, clock.now())) {
    // The index lags: the base item decides.
    const ticket = await reader.ticket(row);
    if (!ticket || isOnItsWay(ticket, clock.now(), intervalMs)) continue;
    if (ticket.publishedVersion < ticket.version) unpublished.push(ticket);
    else if (owesDelivery(ticket, clock.now()) && (ticket.retryAt ?? 0) <= clock.now()) unshown.push(ticket);
    else if (await writer.settle(ticket, settlement(ticket, clock.now()))) tally.settled += 1;
  }
  tally.republished = await publishTickets(unpublished, services);
  tally.reannounced = await announceAgain(unshown, intervalMs, services);
  return tally;
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
    const retryAt = now + Math.min(LONGEST_WAIT_MS, intervalMs * 2 ** Math.min(ticket.reannounced, 20));
    await writer.settle(ticket, settlement({ ...ticket, retryAt, reannounced: ticket.reannounced + 1 }, now));
  }
  return announced.length;
};

const settlement = (ticket: Ticket, now: number): Parameters<TicketWriter['settle']>[1] => {
  const attentionAt = attentionTime(ticket, { raw: now, corrected: now });
  return {
    reannounced: ticket.reannounced,
    ...(attentionAt !== undefined && { attentionAt }),
    ...(ticket.retryAt !== undefined && ticket.retryAt > now && { retryAt: ticket.retryAt }),
  };
};
