import { NotifierError } from '../domain/notifier-error.ts';
import { type SubjectKey, subjectId } from '../domain/subject.ts';

/** The run ends before this message's turn: the queue hands it out again. */
class OutOfTime extends NotifierError {
  readonly code = 'OUT_OF_TIME';
  readonly retryable = true;
}

/**
 * Delivers the tickets and notices that a batch of messages names, one after the other, each once: Slack takes one post a
 * second a channel anyhow. One bad message fails alone.
 * @returns per message, in order, whether it may be deleted from the queue
 */
export const deliverBatch = async <Message, Outcome>(
  messages: readonly Message[],
  work: {
    /** Throws where the message names none. */
    subjectOf: (message: Message) => SubjectKey;
    deliver: (subject: SubjectKey) => Promise<Outcome>;
    /** Decides about one message of that subject; throws where it must come again. */
    finish: (message: Message, outcome: Outcome) => Promise<void>;
    timeIsUp: () => boolean;
  },
): Promise<PromiseSettledResult<void>[]> => {
  const outcomes = new Map<string, Promise<Outcome>>();
  const deliverOnce = async (message: Message): Promise<void> => {
    const subject = work.subjectOf(message);
    const id = subjectId(subject);
    const known = outcomes.get(id);
    if (!known && work.timeIsUp())
      throw new OutOfTime(`No time was left for ${id}; its message comes again.`);
    const outcome = known ?? work.deliver(subject);
    outcomes.set(id, outcome);
    await work.finish(message, await outcome);
  };
  const results: PromiseSettledResult<void>[] = [];
  for (const message of messages) results.push(...(await Promise.allSettled([deliverOnce(message)])));
  return results;
};
