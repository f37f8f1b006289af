import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Member } from '../../domain/notice/notice-facts.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { ListName } from '../../domain/ticket/posted.ts';
import type { Attempt, LineName, Place, Retry, RetryName, Ticket } from '../../domain/ticket/ticket.ts';

/** Writes attempts, results and lists. The attempt is the lock of a ticket or notice (R19). */
export type DeliveryStore = {
  /**
   * Writes what is about to be sent, on condition that no attempt is open, and that version, shownVersion and the message's own
   * entry are as read. If `before` holds an attempt, it updates that one, on condition that it is still open. `undefined`:
   * something has changed; read and decide again.
   * @param shown of a list: the members that its message shows. The others leave the list in the same write (R24)
   */
  noteAttempt: (
    before: Deliverable,
    attempt: Attempt,
    shown?: readonly Member[],
  ) => Promise<Deliverable | undefined>;
  /**
   * One write: the result, the end of the attempt and the index time. Without an index time the item leaves the index (R3).
   * Conditional on version, publishedVersion, shownVersion and attempt as read. `undefined`: something has changed.
   */
  noteResult: (
    before: Deliverable,
    result: DeliveryResult,
    attentionAt: number | undefined,
  ) => Promise<Deliverable | undefined>;
  /**
   * Puts a message into a list, or takes it out (R24): writes its entry and the new rank. Conditional on version and entry as
   * read, and that no attempt is open; for a card also that none was posted. `undefined`: something has changed.
   */
  noteEntry: (
    before: Ticket,
    name: 'card' | LineName,
    entry: { list: ListName } | 'alone',
  ) => Promise<Ticket | undefined>;
  /**
   * Adds members to a list, on condition that it has neither an attempt nor a message and was not passed over. If two workers
   * add at the same time, members of one of them may be missing: these are sent alone. `undefined`: the list takes no members.
   */
  addMembers: (before: Notice, added: readonly Member[]) => Promise<Notice | undefined>;
};

export type DeliveryResult = {
  channel?: string;
  ts?: string;
  /** For a card in a list's thread: the list's message. Written with `ts`, and otherwise removed. */
  threadTs?: string;
  shownVersion?: number;
  /** The card there can no longer be edited. The ticket has no card until a new one is posted (R22). */
  replaced?: Place;
  /** Thread lines, name to `ts` or `passed`. */
  posted?: Record<string, string>;
  /** Messages that must wait, by name. `undefined` ends a wait. */
  retries?: Partial<Record<RetryName, Retry | undefined>>;
};
