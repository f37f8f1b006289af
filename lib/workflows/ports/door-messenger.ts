import type { VendorConfig } from '../../config/schema.ts';
import type { QueueFilter } from '../../domain/act/queue.ts';
import type { Refusal } from '../../domain/ticket/act.ts';
import type { CardDelivery, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { Home } from './home-views.ts';
import type { PersonMessenger } from './person-messenger.ts';
import type { FormState, Person, Reaction, TemplateChoice } from './slack-press.ts';

/** Throws SlackFailure. */
export type UserGroups = {
  /** The members of a user group, by Slack user id, as they were minutes ago. */
  membersOf: (group: string) => Promise<readonly string[]>;
};

/** Throws SlackFailure. */
export type HomeMessenger = {
  /** Shows a person's Home, with this filter. `now`: epoch ms. `refusal`: why a claim from there did nothing. */
  showHome: (
    by: string,
    home: Home,
    filter: QueueFilter,
    about: { vendors: readonly VendorConfig[]; now: number; refusal?: HomeRefusal },
  ) => Promise<void>;
};

/** The messages and views for the person who acts. Each function throws SlackFailure. */
export type DoorMessenger = PersonMessenger &
  UserGroups &
  HomeMessenger & {
    /** If there is no ticket to speak of: it is not known, or it could not be looked at. */
    failed: (
      person: Pick<Person, 'by' | 'channel' | 'threadTs'>,
      why: 'no-ticket' | 'failed',
    ) => Promise<void>;
    /** Slack takes a trigger for three seconds. `text`: what the form begins with. */
    openReply: (triggerId: string, ticket: Ticket, channel: string, text?: string) => Promise<void>;
    /** Shows the form with another text. `field`: the block of the text before. */
    fillReply: (
      view: TemplateChoice['view'],
      ticket: Ticket,
      state: Pick<FormState, 'channel' | 'mark' | 'text' | 'field' | 'version'>,
    ) => Promise<void>;
    /** Links to cards. Without an answer of Slack it gives none. */
    linkToCards: () => Promise<
      (card: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'>) => string | undefined
    >;
    /** The ticket whose card is at this place. `undefined`: it is no card of ours. */
    ticketAt: (place: Pick<Reaction, 'channel' | 'ts'>) => Promise<TicketKey | undefined>;
  };

/** Without a refusal it could not be looked at. */
export type HomeRefusal = { refusal?: Refusal; ticket?: Ticket };
