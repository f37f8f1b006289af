import { maySomebodyShare, type SharePolicy } from '../../domain/act/share.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import type { VendorStates } from '../ports/vendor-states.ts';

type Services = {
  reader: Pick<TicketReader, 'attention'>;
  states: Pick<VendorStates, 'read'>;
  publisher: Pick<EventPublisher, 'askToShare'>;
  clock: Clock;
};

/**
 * Wakes `act` for each vendor with a ticket that somebody on shift may get (A9). Without a roster nothing is read. A failure of
 * one vendor does not block the others; the first error is thrown then.
 */
export const askToShare = async (
  vendors: readonly { vendor: VendorRef; sharing?: SharePolicy }[],
  { reader, states, publisher, clock }: Services,
): Promise<void> => {
  const errors = await forEachSettled(vendors, async ({ vendor, sharing }) => {
    if (!sharing) return;
    const now = clock.now() + ((await states.read(vendor))?.clockOffsetMs ?? 0);
    const { tickets } = await reader.attention(vendor);
    if (maySomebodyShare(tickets, sharing, now)) await publisher.askToShare(vendor);
  });
  if (errors.length > 0) throw errors[0];
};
