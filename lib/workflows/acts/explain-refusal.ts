import { noteExplained } from '../../domain/act/decide-act.ts';
import type { Act } from '../../domain/ticket/act.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import type { Log } from '../ports/log.ts';
import type { PersonMessenger } from '../ports/person-messenger.ts';
import { SlackFailure } from '../ports/slack-error.ts';

/** While Slack cannot be reached, a later run tells the person. After this time nobody waits any more. */
const RETRY_FOR_MS = DAY_MS;

/**
 * Tells a person why an act did nothing (R29). It may be told twice, if the run dies before the note.
 * @param now epoch ms
 * @returns what to write then; `undefined`: a later run tells
 */
export const explainRefusal = async (
  ticket: Ticket,
  act: Act,
  now: number,
  { people, log }: { people: PersonMessenger; log: Log },
): Promise<((ticket: Ticket, act: Act) => TicketChange) | undefined> => {
  try {
    await people.refused(act, ticket, act.refusal ?? { code: 'unknown' }, act.text);
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    log.warn(error.message, { code: error.code });
    const mayHelp = error.retryable || error.kind === 'token-unusable';
    if (mayHelp && now < (act.nextAt ?? now) + RETRY_FOR_MS) return undefined;
  }
  return noteExplained;
};
