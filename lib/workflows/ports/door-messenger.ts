import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { PersonMessenger } from './person-messenger.ts';
import type { FormState, Person, Reaction, TemplateChoice } from './slack-press.ts';

/** What Slack shows the person who acts. Each throws SlackFailure. */
export type DoorMessenger = PersonMessenger & {
  /** If there is no ticket to speak of: it is not known, or it could not be looked at. */
  failed: (person: Pick<Person, 'by' | 'channel'>, why: 'no-ticket' | 'failed') => Promise<void>;
  /** Slack takes a trigger for three seconds. */
  openReply: (triggerId: string, ticket: Ticket, channel: string) => Promise<void>;
  /** Shows the form with another text. */
  fillReply: (
    view: TemplateChoice['view'],
    ticket: Ticket,
    state: Pick<FormState, 'channel' | 'mark' | 'text'>,
  ) => Promise<void>;
  /** The ticket whose card is at this place. `undefined`: it is no card of ours. */
  ticketAt: (place: Pick<Reaction, 'channel' | 'ts'>) => Promise<TicketKey | undefined>;
};
