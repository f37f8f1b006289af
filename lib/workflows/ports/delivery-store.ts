import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Member } from '../../domain/notice/notice-facts.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { ListName } from '../../domain/ticket/posted.ts';
import type { Attempt, LineName, Place, Retry, RetryName, Ticket } from '../../domain/ticket/ticket.ts';

/** Writes attempts, results and lists. The attempt is the lock of a ticket or notice (R19). */
export type DeliveryStore = {
  /**
   * Writes an attempt before its call. Condition: no attempt is open, and version, shownVersion and the message's entry are
   * as read. If `before` has an attempt, updates that attempt while it is open. `undefined` if something has changed.
   * @param shown the members that a list's message shows; the others leave the list in the same write (R24)
   */
  noteAttempt: (
    before: Deliverable,
    attempt: Attempt,
    shown?: readonly Member[],
  ) => Promise<Deliverable | undefined>;
  /**
   * Writes the result, the end of the attempt and the index time at once. Without an index time the item leaves the index
   * (R3). Condition: version, publishedVersion, shownVersion and attempt are as read. `undefined` if something has changed.
   */
  noteResult: (
    before: Deliverable,
    result: DeliveryResult,
    attentionAt: number | undefined,
  ) => Promise<Deliverable | undefined>;
  /**
   * Puts a message into a list or takes it out (R24), with the new rank. Condition: version and entry are as read, no attempt
   * is open, and a card was not posted. `undefined` if something has changed.
   */
  noteEntry: (
    before: Ticket,
    name: 'card' | LineName,
    entry: { list: ListName } | 'alone',
  ) => Promise<Ticket | undefined>;
  /**
   * Adds members to a list that has no attempt and no message and was not skipped. If two workers add at once, some members
   * may be missing; these are sent alone. `undefined` if the list takes no members.
   */
  addMembers: (before: Notice, added: readonly Member[]) => Promise<Notice | undefined>;
};

export type DeliveryResult = {
  channel?: string;
  ts?: string;
  /** For a card in a list's thread: the list's message. Without it, a write of `ts` removes the old value. */
  threadTs?: string;
  shownVersion?: number;
  /** The card that can no longer be edited. The ticket has no card until a new card is posted (R22). */
  replaced?: Place;
  /** Thread lines, name to `ts` or `passed`. */
  posted?: Record<string, string>;
  /** Waiting messages, by name. `undefined` ends a wait. */
  retries?: Partial<Record<RetryName, Retry | undefined>>;
};
