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

export type PostOptions = Form & {
  line?: LineName;
  members?: Ticket[];
};

/** A sent message. `threadTs`: its thread, if any. Slack posts a reply to a deleted message into the channel. */
export type MessageRef = Place & { threadTs?: string };

/** An interrupted search continues at `search`, after `waitMs` if Slack requires a wait. */
export type CutSearch = { search: SearchPosition; waitMs?: number };
export type Found = MessageRef | CutSearch;

/**
 * The team's messages. Every function throws SlackFailure. `prepare…` builds a message and reads all data; the returned
 * function makes one call and waits for nothing else (R19).
 */
export type Messenger = {
  /** A new message. A replacement links back to the old message. An important reply also goes to the channel (R16, R23). */
  preparePost: (
    deliverable: Deliverable,
    name: AttemptName,
    to: Destination,
    options: PostOptions,
  ) => Promise<() => Promise<MessageRef>>;
  /** Edits the card, the notice or a line. Idempotent. */
  prepareEdit: (deliverable: Deliverable, options: PostOptions) => Promise<() => Promise<void>>;
  /** Finds the message of an attempt by its metadata (R19). `undefined` if it is not there. */
  find: (deliverable: Deliverable, attempt: Attempt) => Promise<Found | undefined>;
  /** Reads the card or notice at its own `ts`. False if it was deleted (R22). */
  isThere: (deliverable: Deliverable) => Promise<boolean>;
  /** Fails if Slack does not answer or refuses the token. */
  checkToken: () => Promise<void>;
};
