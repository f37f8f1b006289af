import type { Subject } from '../domain/subject.ts';
import type { Attempt, HistoryLine, Place, Ticket } from '../domain/ticket.ts';

/** How a message goes out; what it says follows from its ticket or notice. */
export type PostHow = {
  /** Coupang's clock minus ours, ms: how much time is left goes by Coupang's (R6). */
  offsetMs?: number;
  /** Without blocks, after Slack refused them (R22). */
  plain?: boolean;
  /** Into the vendor's fallback channel (R22). */
  fallback?: boolean;
  /** Of a card: the digest's message in whose thread it stands (R24). */
  thread?: Place;
  /** Of a digest and a shift's lists: their tickets, as they are now. */
  members?: Ticket[];
};

/** Where a message stands; `threadTs` where that is a thread: Slack puts a reply to a deleted message into the channel. */
export type Posted = Place & { threadTs?: string };

/** Slack, in terms of tickets and notices. Every function throws SlackFailure. */
export type SlackChannel = {
  /**
   * Posts the card or the notice where it stood before, else into the vendor's channel; one that replaces another links
   * back to it.
   */
  post: (subject: Subject, how?: PostHow) => Promise<Posted>;
  /** Edits it in place; repeating that is harmless. */
  edit: (subject: Subject, how?: PostHow) => Promise<void>;
  /** Posts a reply in the card's thread, to the channel too where it must be seen (R16, R23); an escalation into the step's own channel. */
  postLine: (ticket: Ticket, line: HistoryLine, how?: PostHow) => Promise<{ ts: string }>;
  /** Looks for what an attempt may have posted where it went, by message metadata (R19). `since`: epoch ms. */
  find: (subject: Subject, attempt: Attempt, since: number, how?: PostHow) => Promise<Posted | undefined>;
};
