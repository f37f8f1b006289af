import type { Refusal } from '../../domain/ticket/act.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** `answer`: the answer that Coupang shows instead. The program does not store it. */
export type ShownRefusal = Refusal & { answer?: string };

/** Messages in a channel that only one person sees. */
export type PersonMessenger = {
  /**
   * Explains why an act did nothing and what to do, with the text. `sendingAt`: when a call that may have arrived began.
   * Throws SlackFailure. Slack does not guarantee that the person sees it.
   */
  refused: (
    person: { by: string; channel: string; sendingAt?: number },
    ticket: Ticket,
    refusal: ShownRefusal,
    text?: string,
  ) => Promise<void>;
};

export type DoNotDisturb = {
  /** Returns which of these Slack user ids are in do-not-disturb. Throws SlackFailure. */
  resting: (users: readonly string[]) => Promise<ReadonlySet<string>>;
};
