import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Attempt, Place, Retry, RetryName } from '../../domain/ticket/ticket.ts';

/** Writes attempts and results. The attempt is the lock of a ticket or notice (R19). */
export type DeliveryStore = {
  /**
   * Writes what is about to be sent, on condition that no attempt is open and that version and shownVersion are as read. If
   * `before` holds an attempt, it updates that one, on condition that it is still open. `undefined`: something has changed;
   * read and decide again.
   */
  noteAttempt: (before: Deliverable, attempt: Attempt) => Promise<Deliverable | undefined>;
  /**
   * One write: the result, the end of the attempt and the index time. Without an index time the item leaves the index (R3).
   * Conditional on version, publishedVersion, shownVersion and attempt as read. `undefined`: something has changed.
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
  /** For a card in a digest's thread: the digest's message. Written with `ts`, and otherwise removed. */
  threadTs?: string;
  shownVersion?: number;
  /** The card there can no longer be edited. The ticket has no card until a new one is posted (R22). */
  replaced?: Place;
  /** Thread lines, name to `ts` or `passed`. */
  posted?: Record<string, string>;
  /** What must wait, by name. `undefined` ends a wait. */
  retries?: Partial<Record<RetryName, Retry | undefined>>;
};
