import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Form } from '../../domain/delivery/destination.ts';
import type {
  Attempt,
  AttemptName,
  Destination,
  LineName,
  Place,
  SearchPosition,
  Ticket,
} from '../../domain/ticket/ticket.ts';

/** How a message is sent. Its content follows from its ticket or notice. */
export type PostOptions = Form & {
  /** For an edit: this line of the card's thread, instead of the card. */
  line?: LineName;
  /** The tickets of a notice that lists some, as they are now. */
  members?: Ticket[];
};

/** A message that was sent. `threadTs`: it is in a thread. Slack puts a reply to a deleted message into the channel. */
export type MessageRef = Place & { threadTs?: string };

/** A search that was cut short continues at `search`, after `waitMs` if Slack says wait. */
export type CutSearch = { search: SearchPosition; waitMs?: number };
export type Found = MessageRef | CutSearch;

/**
 * The team's messages, in terms of tickets and notices. Every function throws SlackFailure. A prepared message is built and
 * all data is read. The function that comes back makes one call and waits for nothing else (R19).
 */
export type Messenger = {
  /**
   * A new message. One that replaces another links back to it. A reply that must be seen goes to the channel, too (R16,
   * R23).
   */
  preparePost: (
    deliverable: Deliverable,
    name: AttemptName,
    to: Destination,
    options: PostOptions,
  ) => Promise<() => Promise<MessageRef>>;
  /** Edits the card, the notice or a line in place. Repeating it is harmless. */
  prepareEdit: (deliverable: Deliverable, options: PostOptions) => Promise<() => Promise<void>>;
  /**
   * Looks for the message of an attempt in the place of the attempt, by message metadata (R19). `undefined`: it is not there.
   */
  find: (deliverable: Deliverable, attempt: Attempt) => Promise<Found | undefined>;
  /** Reads the card or the notice at its own `ts`. False: it was deleted (R22). */
  isThere: (deliverable: Deliverable) => Promise<boolean>;
};
