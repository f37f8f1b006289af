import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { TicketKey } from '../../domain/ticket/ticket.ts';

/** Removes free text from the store 30 days after closing (docs/architecture.md, Security). */
export type TextRemoval = {
  /** The closing time up to which the vendor's free text is removed. `undefined` before the first run. */
  removedUntil: (vendor: VendorRef) => Promise<number | undefined>;
  /**
   * Removes the text of a ticket that is still closed since `closedAt`. A ticket that was re-opened keeps its text. Raises
   * no version.
   */
  remove: (key: TicketKey, closedAt: number) => Promise<void>;
  noteRemoved: (vendor: VendorRef, until: number) => Promise<void>;
};
