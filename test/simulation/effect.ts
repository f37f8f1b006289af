import type { Ticket } from '../../lib/domain/ticket.ts';

/** What a call is about: for the trace, and for those that watch over the calls. */
export type Subject = { says: string; ticket?: Ticket; message?: string };

/**
 * Every call of an in-memory port goes through one of these, so that the fault harness can fail it before or after
 * it took effect, reorder it, or kill the process around it. `plain` just makes the call.
 */
export type Effect = <T>(name: string, take: () => T, subject?: Subject) => Promise<T>;

export const plain: Effect = async (_name, take) => take();
