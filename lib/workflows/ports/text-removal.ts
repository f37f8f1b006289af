import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { TicketKey } from '../../domain/ticket/ticket.ts';

/** Free text leaves the store 30 days after closing (docs/architecture.md, Security). */
export type TextRemoval = {
  /** Until which closing time the vendor's free text is known to be gone, corrected clock; `undefined` before the first run. */
  removedUntil: (vendor: VendorRef) => Promise<number | undefined>;
  /** Of a ticket that is closed since then; one that was re-opened meanwhile keeps its text. Raises no version. */
  remove: (key: TicketKey, closedAt: number) => Promise<void>;
  noteRemoved: (vendor: VendorRef, until: number) => Promise<void>;
};
