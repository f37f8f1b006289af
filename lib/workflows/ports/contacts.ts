import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { ContactName } from '../../domain/order/orders-of.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

/** A pointer lasts so long after its ticket's first sight. */
export const CONTACTS_KEPT_MS = 90 * DAY_MS;

/** Pointers to the tickets of an order or an option, since no index has them. Throws StoreError. */
export type ContactWriter = {
  /** Writes the ticket's pointers, again if they exist. An erased ticket gets none. */
  note: (ticket: Pick<Ticket, 'key' | 'facts'>) => Promise<void>;
};

export type ContactReader = {
  /** The newest tickets, at most `most`, newest first. Strongly consistent. `now`: epoch ms. */
  of: (
    vendor: VendorRef,
    named: ContactName,
    { most, now }: { most: number; now: number },
  ) => Promise<{ key: TicketKey; openedAt: number }[]>;
};
