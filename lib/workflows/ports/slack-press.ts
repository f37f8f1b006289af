import type { QueueFilter } from '../../domain/act/queue.ts';
import type { SnoozeSpan } from '../../domain/ticket/act.ts';
import type { TicketKey } from '../../domain/ticket/ticket.ts';

/** A person who acts in Slack. `channel`: where that person is answered. */
export type Person = {
  /** A Slack user id. */
  by: string;
  /** The person's name in Slack. */
  name?: string;
  channel: string;
  /** The thread of the card that was pressed, if it stands in a list's. */
  threadTs?: string;
};

/** Which ticket a request names. It is believed only after it was read from the table. `undefined`: no ticket of ours. */
type Named = { key: TicketKey | undefined };

/** A button or a menu on a card. `id`: names the press, so that a repeated request is one act. */
export type ButtonPress = Person &
  Named & { id: string } & (
    | { do: 'claim' | 'release' | 'look-up' }
    /** `mark`: `requestMark` of the ticket as the card showed it. */
    | { do: 'confirm'; mark: string }
    | { do: 'assign'; to: string }
    | { do: 'snooze'; span: SnoozeSpan }
    | { do: 'reply'; triggerId: string }
  );

/** The content of a reply's form. */
export type FormState = Named & {
  channel: string;
  /** `requestMark` of the ticket for which it was opened. */
  mark: string;
  /** As typed, and the block in which it was. */
  text: string;
  field: string;
  /** `replyMark` of the reply whose preview was shown. */
  seen?: string;
  /** The ticket's version when the form was opened. */
  version?: number;
};

/** `id`: Slack's id of the form, the same for each time that it is sent off. */
export type Submission = Person & FormState & { id: string };

/** A template chosen in the form, by its place in the configuration. */
export type TemplateChoice = Person & FormState & { view: { id: string; hash: string }; template: number };

/** An emoji on a message of the channel. */
export type Reaction = Person & { id: string; ts: string; do: 'claim' | 'look-up' };

/** The Home of a person, opened or used. `claim`: its button on a ticket. */
export type HomeUse = Pick<Person, 'by' | 'name'> & {
  filter: QueueFilter;
  claim?: Named & { id: string };
};

/** Somebody looks for a ticket with `/coupang`. */
export type Search = Pick<Person, 'by' | 'channel'> & { words: string };
