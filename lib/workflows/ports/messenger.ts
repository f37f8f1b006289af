import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Attempt, AttemptName, Destination, Place, Ticket } from '../../domain/ticket/ticket.ts';

/** How a message goes out; what it says follows from its ticket or notice. */
export type PostOptions = {
  /** Coupang's clock minus ours, ms: how much time is left goes by Coupang's (R6). */
  offsetMs?: number;
  /** As text alone, after Slack refused its blocks (R22). */
  plain?: boolean;
  /** Into the vendor's fallback channel (R22). */
  fallback?: boolean;
  /** Of a card: the digest's message in whose thread it stands (R24). */
  thread?: Place;
  /** Of a digest and a shift's lists: their tickets, as they are now. */
  members?: Ticket[];
};

/** Names a message that was sent; `threadTs` where it is in a thread: Slack puts a reply to a deleted message into the channel. */
export type MessageRef = Place & { threadTs?: string };

/**
 * Where the team reads, in terms of tickets and notices. Every function throws SlackFailure. What is prepared has been built, and whatever it
 * needs has been read: the function that comes back makes one call and waits for nothing else (R19).
 */
export type Messenger = {
  /** Where a message goes: the card or notice itself, a reply in the card's thread, or an escalation in its step's channel. */
  destination: (deliverable: Deliverable, name: AttemptName, options: PostOptions) => Destination;
  /** A new message; one that replaces another links back to it, and a reply is shown in the channel too where it must be seen (R16, R23). */
  preparePost: (
    deliverable: Deliverable,
    name: AttemptName,
    to: Destination,
    options: PostOptions,
  ) => Promise<() => Promise<MessageRef>>;
  /** Of the card or notice, in place; repeating it is harmless. */
  prepareEdit: (deliverable: Deliverable, options: PostOptions) => Promise<() => Promise<void>>;
  /** Looks for what an attempt posted where it went, by message metadata (R19). */
  find: (deliverable: Deliverable, attempt: Attempt) => Promise<MessageRef | undefined>;
};
