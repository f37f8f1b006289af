import { isMaskedLogin } from '../inquiry/plain-text.ts';
import { type Source, SOURCES } from '../sources.ts';
import { type Act, isAccepted } from './act.ts';
import { TOLERANCE_MS } from './clock.ts';
import { ownPostId } from './ticket-id.ts';
import type { End, Ticket } from './ticket.ts';

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

/** After Coupang accepted a reply, any answer counts. */
export const hasEndedBy = (act: Act, end: Partial<End>, source: Source): boolean =>
  isAccepted(act) && act.do === 'reply' ? end.outcome === 'answered' : isOwnEnd(act, end, source);

/**
 * Whether the person's act is the end that Coupang shows. An answer by another login, or from before the press, is not: its text is not the
 * person's. After Coupang accepted a reply, the login need not match, since the format of logins is not documented. The login of an answer
 * is already masked. If Coupang names no login, the judge of the source recognises the person's text instead.
 */
export const isOwnEnd = (
  act: Act,
  { outcome, answeredBy, answeredAt }: Partial<End>,
  source: Source,
): boolean => {
  if (act.do === 'look-up') return true;
  if (act.progress !== 'sending' && !isAccepted(act)) return false;
  if (act.do === 'confirm') return outcome === 'confirmed';
  return (
    outcome === 'answered' &&
    (isAccepted(act) || isByAuthor(act, answeredBy, source)) &&
    (answeredAt ?? act.at) >= act.at - TOLERANCE_MS
  );
};

const isByAuthor = ({ wingId = '' }: Act, answeredBy: string | undefined, source: Source): boolean =>
  answeredBy === undefined ? SOURCES[source].namesAuthors : isMaskedLogin(answeredBy, wingId);
