import { isMaskedLogin } from '../inquiry/plain-text.ts';
import { type Source, SOURCES } from '../sources.ts';
import { type Act, isAccepted } from './act.ts';
import { TOLERANCE_MS } from './clock.ts';
import type { End } from './ticket.ts';

export type FoundEnd = Omit<End, 'closedAt'>;

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
