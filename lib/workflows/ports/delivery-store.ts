import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Attempt, Place, Retry, RetryName } from '../../domain/ticket/ticket.ts';

/** The attempt is the lock of a ticket or notice, and the record of what was sent (R19). */
export type DeliveryStore = {
  /**
   * Writes what is about to be sent, on condition that no attempt is open and that version and shownVersion are as read; or
   * more about the attempt that `before` holds, on condition that it is still open.
   * `undefined`: something moved; read and decide anew.
   */
  noteAttempt: (before: Deliverable, attempt: Attempt) => Promise<Deliverable | undefined>;
  /**
   * One write: the result, the end of the attempt, and when the ticket is of interest next, without which it leaves the index
   * (R3). Conditional on version, publishedVersion, shownVersion and attempt as read. `undefined`: something moved.
   */
  noteResult: (
    before: Deliverable,
    result: DeliveryResult,
    attentionAt: number | undefined,
  ) => Promise<Deliverable | undefined>;
};

export type DeliveryResult = {
  channel?: string;
  ts?: string;
  /** Of a card in a digest's thread: the digest's message. Written with `ts`, else removed. */
  threadTs?: string;
  shownVersion?: number;
  /** The card there can no longer be edited: the ticket has none until another is posted (R22). */
  replaced?: Place;
  /** Thread lines, name to `ts` or `passed`. */
  posted?: Record<string, string>;
  /** What must wait, by name; `undefined` takes a name off the list. */
  retries?: Partial<Record<RetryName, Retry | undefined>>;
};
