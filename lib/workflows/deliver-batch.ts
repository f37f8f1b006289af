import { NotifierError } from '../domain/notifier-error.ts';
import type { TicketKey } from '../domain/ticket.ts';
import { ticketId } from '../domain/ticket-id.ts';

/** The run ends before this message's turn: the queue hands it out again. */
class OutOfTime extends NotifierError {
  readonly code = 'OUT_OF_TIME';
  readonly retryable = true;
}

/**
 * Delivers the tickets that a batch of messages names, one after the other, each ticket once: Slack takes one post a
 * second a channel anyhow. One bad message fails alone.
 * @returns per message, in order, whether it may be deleted from the queue
 */
export const deliverBatch = async <Message>(
  messages: readonly Message[],
  work: {
    /** Throws where the message names no ticket. */
    ticketOf: (message: Message) => TicketKey;
    deliver: (ticket: TicketKey) => Promise<unknown>;
    timeIsUp: () => boolean;
  },
): Promise<PromiseSettledResult<unknown>[]> => {
  const results: PromiseSettledResult<unknown>[] = [];
  const known = new Map<string, PromiseSettledResult<unknown>>();
  for (const message of messages) results.push(await deliverOnce(message));
  return results;

  async function deliverOnce(message: Message): Promise<PromiseSettledResult<unknown>> {
    try {
      const ticket = work.ticketOf(message);
      const id = ticketId(ticket);
      const earlier = known.get(id);
      if (earlier) return earlier;
      if (work.timeIsUp()) throw new OutOfTime(`No time was left for ticket ${id}; its message comes again.`);
      const [result] = await Promise.allSettled([work.deliver(ticket)]);
      known.set(id, result);
      return result;
    } catch (reason) {
      return { status: 'rejected', reason };
    }
  }
};
