import { onShift } from '../../domain/act/roster.ts';
import { maySomebodyTake, waitingRows } from '../../domain/act/share.ts';
import { ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { ifReadable } from '../outbox/if-readable.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import type { TrackedVendor } from './track-sla-run.ts';

/**
 * Wakes `act` if somebody on shift may get a ticket of the vendor (A9). The index does not say who had a ticket before. So those
 * that wait are read, up to the first that somebody may get.
 * @param rows of the vendor's whole index
 * @param now epoch ms
 */
export const askToShare = async (
  { vendor, sharing: policy }: TrackedVendor,
  rows: readonly AttentionRow[],
  now: number,
  {
    reader,
    publisher,
  }: { reader: Pick<TicketReader, 'ticket'>; publisher: Pick<EventPublisher, 'askToShare'> },
): Promise<void> => {
  if (!policy || onShift(policy.roster, now).length === 0) return;
  let failure: unknown;
  for (const row of waitingRows(rows, policy, now)) {
    const ticket = await ifReadable(reader.ticket(ticketKeyOf(row)), (error) => void (failure ??= error));
    if (ticket && maySomebodyTake(ticket, policy, now)) return void (await publisher.askToShare(vendor));
  }
  if (failure !== undefined) throw failure;
};
