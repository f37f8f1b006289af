import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { Attempt } from '../../lib/domain/ticket/ticket.ts';

/** What a call is about: for the trace, and for those that watch over the calls. */
export type About = {
  says: string;
  deliverable?: Deliverable;
  message?: string;
  /** The message under which it is to stand. */
  thread?: string;
  /** Where a message goes, or was looked for. */
  channel?: string;
  /** As text alone (R22). */
  plain?: boolean;
  attempt?: Attempt;
  /** Of a lane: by whose token. */
  token?: string;
  /** Of a lane that is taken or renewed: until when; of a sleep: how long. Ms. */
  until?: number;
};

/**
 * Every call of an in-memory port goes through one of these, so that the fault harness can fail it before or after
 * it took effect, reorder it, or kill the process around it. `plain` just makes the call.
 */
export type Effect = <T>(name: string, take: () => T, about?: About) => Promise<T>;

export const plain: Effect = async (_name, take) => take();

/** The words by which a trace names a ticket, an inquiry or a notice. */
export const saysWhat = (
  key: { inquiryId: string; answerId?: string } | { notice: string },
  more: string | number = '',
): string => `${'notice' in key ? key.notice : `${key.inquiryId}/${key.answerId ?? ''}`} ${more}`.trim();
