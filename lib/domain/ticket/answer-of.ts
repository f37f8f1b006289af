import { SOURCES } from '../sources.ts';
import type { Ticket } from './ticket.ts';
import { ownPostId } from './ticket-id.ts';

type KeyedFacts = Pick<Ticket, 'key' | 'facts'>;

/** The act that answers a ticket. Coupang takes no other act for it. */
export const answerOf = ({
  key: { source },
  facts: { kind },
}: KeyedFacts): 'reply' | 'confirm' | undefined => {
  const answers: Record<string, 'reply' | 'confirm'> = SOURCES[source].answers;
  return answers[kind];
};

/** False for a provisional hand-over: it has no post to answer. */
export const isAnswerable = (ticket: Ticket): boolean =>
  !SOURCES[ticket.key.source].answersPost || ownPostId(ticket.key) !== undefined;

/** Until when an answer may be sent, epoch ms. If Coupang ends nothing at the deadline, a late answer still helps. */
export const answerableUntil = ({ key: { source }, facts: { dueAt } }: KeyedFacts): number =>
  SOURCES[source].closesAtDeadline ? dueAt : Number.POSITIVE_INFINITY;
