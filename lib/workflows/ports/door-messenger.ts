import type { VendorConfig } from '../../config/schema.ts';
import type { QueueFilter } from '../../domain/act/queue.ts';
import type { Refusal } from '../../domain/ticket/act.ts';
import type { CardDelivery, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { Home } from './home-views.ts';
import type { PersonMessenger } from './person-messenger.ts';
import type { FormState, OrderPress, Person, Reaction, TemplateChoice, ViewRef } from './slack-press.ts';

export type UserGroups = {
  /** Slack user ids. May be minutes old. */
  membersOf: (group: string) => Promise<readonly string[]>;
};

/** Throws SlackFailure. */
export type HomeMessenger = {
  /** Shows a person's Home with this filter. `now`: epoch ms. `refusal`: why a claim there did nothing. */
  showHome: (
    by: string,
    home: Home,
    filter: QueueFilter,
    about: { vendors: readonly VendorConfig[]; now: number; refusal?: HomeRefusal },
  ) => Promise<void>;
};

export type DoorMessenger = PersonMessenger &
  UserGroups &
  HomeMessenger & {
    /** For a ticket that is unknown or could not be read. */
    failed: (
      person: Pick<Person, 'by' | 'channel' | 'threadTs'>,
      why: 'no-ticket' | 'failed',
    ) => Promise<void>;
    /** A trigger is valid for three seconds. `text`: the form's initial text. */
    openReply: (triggerId: string, ticket: Ticket, channel: string, text?: string) => Promise<void>;
    /** Replaces the form's text. `field`: the block of the old text. */
    fillReply: (
      view: TemplateChoice['view'],
      ticket: Ticket,
      state: Pick<FormState, 'channel' | 'mark' | 'text' | 'field' | 'version' | 'facts'>,
    ) => Promise<void>;
    /**
     * Opens the view of an order without its facts, puts the view of exchanges on top of it, or empties an open view. `closed`: the person
     * closed that view, or it shows something newer.
     */
    openOrder: (press: OpenedOrder, ticket: Ticket) => Promise<ViewRef | 'closed'>;
    /** Links to cards. Empty if Slack does not answer. */
    linkToCards: () => Promise<
      (card: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'>) => string | undefined
    >;
    ticketAt: (place: Pick<Reaction, 'channel' | 'ts'>) => Promise<TicketKey | undefined>;
  };

/** Without a refusal, the ticket could not be read. */
export type HomeRefusal = { refusal?: Refusal; ticket?: Ticket };

export type OpenedOrder = Extract<OrderPress, { part: 'order' | 'exchanges' }>;
