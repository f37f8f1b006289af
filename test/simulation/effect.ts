import { setImmediate } from 'node:timers/promises';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { Attempt } from '../../lib/domain/ticket/ticket.ts';

/** The subject of a call, for the trace and for the watches. */
export type About = {
  detail: string;
  deliverable?: Deliverable;
  message?: string;
  /** The root of the message's thread. */
  thread?: string;
  /** The channel of a post or a look-up. */
  channel?: string;
  attempt?: Attempt;
  /** For a lane: the holder's token. */
  token?: string;
  /** For a lane that is taken or renewed: its end. For a sleep: its length. Ms. */
  until?: number;
  /** The call is about another vendor than that of the day. */
  isElsewhere?: true;
};

/**
 * Every call of an in-memory port goes through an effect. So the fault harness can fail a call before or after it took
 * effect, reorder it, or kill its process. `plain` makes the call after a yield.
 */
export type Effect = <T>(name: string, take: () => T, about?: About) => Promise<T>;

/**
 * Yields before the call takes effect, so that a missing `await` fails a test. It yields to the event loop: after a mere promise
 * tick, the effect could precede the return of a caller that does not wait.
 */
export const afterYield =
  (effect: Effect): Effect =>
  async (...call) => {
    await setImmediate();
    return effect(...call);
  };

export const plain: Effect = afterYield(async (_name, take) => take());

export const noteCalls =
  (calls: string[]): Effect =>
  (name, take) => {
    calls.push(name);
    return plain(name, take);
  };

/** A trace's words for a ticket, an inquiry or a notice. */
export const nameOfKey = (
  key: { inquiryId: string; answerId?: string } | { notice: string },
  more: string | number = '',
): string => `${'notice' in key ? key.notice : `${key.inquiryId}/${key.answerId ?? ''}`} ${more}`.trim();
