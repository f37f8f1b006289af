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
export const deliverBatch = async <Message, Outcome>(
  messages: readonly Message[],
  work: {
    /** Throws where the message names no ticket. */
    ticketOf: (message: Message) => TicketKey;
    deliver: (ticket: TicketKey) => Promise<Outcome>;
    /** Decides about one message of that ticket; throws where it must come again. */
    finish: (message: Message, outcome: Outcome) => Promise<void>;
    timeIsUp: () => boolean;
  },
): Promise<PromiseSettledResult<void>[]> => {
  const outcomes = new Map<string, Promise<Outcome>>();
  const deliverOnce = async (message: Message): Promise<void> => {
    const ticket = work.ticketOf(message);
    const id = ticketId(ticket);
    const known = outcomes.get(id);
    if (!known && work.timeIsUp())
      throw new OutOfTime(`No time was left for ticket ${id}; its message comes again.`);
    const outcome = known ?? work.deliver(ticket);
    outcomes.set(id, outcome);
    await work.finish(message, await outcome);
  };
  const results: PromiseSettledResult<void>[] = [];
  for (const message of messages) results.push(...(await Promise.allSettled([deliverOnce(message)])));
  return results;
};
