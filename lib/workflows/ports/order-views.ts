import type { Outcome, Place, Ticket, TicketFacts, TicketKey } from '../../domain/ticket/ticket.ts';
import type { OrderFacts } from '../../domain/order/order.ts';
import type { BlindCause } from '../../domain/reading/vendor-state.ts';
import type { Refusal } from '../../domain/ticket/act.ts';
import type { OrderPart, ReplyFormRef, ViewRef } from './slack-press.ts';

/**
 * Why a view shows no facts. `spent`: ten calls in a minute. `late`: ten seconds have passed. `stopped`, `failed`: Coupang may not be called,
 * or the call failed. `no-order`: the ticket no longer has this order. `refused`: the person may not see it.
 */
export type NoFacts =
  | { is: 'spent' | 'late' | 'no-order' }
  | { is: 'stopped' | 'failed'; cause: BlindCause }
  | { is: 'refused'; refusal: Refusal };

/** An earlier ticket of the same order or option. `card`: its message, if it has one. */
export type Contact = {
  key: TicketKey;
  of: 'order' | 'option';
  askedAt: number;
  /** The beginning of the request, masked. Empty after its removal. */
  text: string;
  kind: TicketFacts['kind'];
  state: TicketFacts['state'];
  outcome?: Outcome;
  card?: Place & { threadTs?: string };
};

/** A view shows no more contacts. */
export const MOST_CONTACTS = 20;

/** `contacts`: newest first, one more than a view shows if there are older ones; absent in a view of exchanges, and if they could not be read. */
export type OrderContent = {
  orderId: string;
  part: Exclude<OrderPart, 'facts'>;
  facts: OrderFacts | NoFacts;
  contacts?: readonly Contact[];
};

/** Fills views that `slack-actions` opened. `order`: the position of the order in the ticket. `closed`: the person closed the view, or it shows something newer. Throws SlackFailure. */
export type OrderViews = {
  showOrder: (
    view: ViewRef,
    ticket: Ticket,
    content: OrderContent,
    shownTo: { by: string; channel: string; order: number },
  ) => Promise<'shown' | 'closed'>;
  /** Puts the facts into the reply form, which keeps what is typed. */
  fillFacts: (
    view: ViewRef,
    ticket: Ticket,
    facts: OrderFacts | NoFacts,
    form: ReplyFormRef & { channel: string },
  ) => Promise<'shown' | 'closed'>;
};
