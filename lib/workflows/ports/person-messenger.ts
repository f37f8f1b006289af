import type { Refusal } from '../../domain/ticket/act.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** Messages in a channel that only one person sees. */
export type PersonMessenger = {
  /**
   * Why an act did nothing, and what to do, with the text. `sendingAt`: of an act whose call may have arrived. Throws
   * SlackFailure. Slack does not promise that the person sees it.
   */
  refused: (
    person: { by: string; channel: string; sendingAt?: number },
    ticket: Ticket,
    refusal: Refusal,
    text?: string,
  ) => Promise<void>;
};

/** Who does not want to be disturbed now. */
export type DoNotDisturb = {
  /** Those of these Slack user ids that are in do-not-disturb. Throws SlackFailure. */
  resting: (users: readonly string[]) => Promise<ReadonlySet<string>>;
};
