import type { QueueFilter, QueueKind } from '../../domain/act/queue.ts';
import type { ReplyFacts } from '../../domain/order/order.ts';
import type { SnoozeSpan } from '../../domain/ticket/act.ts';
import type { TicketKey } from '../../domain/ticket/ticket.ts';

/** A person who acts in Slack. `channel`: where the answer goes. */
export type Person = {
  by: string;
  name?: string;
  channel: string;
  /** The thread of the pressed card, if the card is in a list's thread. */
  threadTs?: string;
};

/** The ticket that a request names; untrusted until it is read from the table. `undefined` if there is none. */
type Named = { key: TicketKey | undefined };

/** A button or menu on a card. `id` identifies the press, so that a repeated request is idempotent. */
export type ButtonPress = Person &
  Named & { id: string } & (
    | { do: 'claim' | 'release' | 'look-up' }
    /** `mark`: `requestMark` of the ticket on the card. */
    | { do: 'confirm'; mark: string }
    | { do: 'assign'; to: string }
    | { do: 'snooze'; span: SnoozeSpan }
    | { do: 'reply'; triggerId: string }
  );

export type FormState = Named & {
  channel: string;
  mark: string;
  text: string;
  field: string;
  /** `replyMark` of the previewed reply. */
  seen?: string;
  /** The ticket's version when the form was opened. */
  version?: number;
  facts?: ReplyFacts;
};

/** A view in Slack. Slack refuses an update with an older hash. */
export type ViewRef = { id: string; hash: string };

/** `exchanges`: a second view on top of the order's. `facts`: for the reply form. */
export const ORDER_PARTS = ['order', 'exchanges', 'facts'] as const;
export type OrderPart = (typeof ORDER_PARTS)[number];

/** Rebuilds a reply form without its text, which Slack keeps. `field`: the block of the text. */
export type ReplyFormRef = Pick<FormState, 'mark' | 'field' | 'version'>;

/**
 * Somebody wants to see an order (A10). `order`: its position in the ticket's orders, since a button is not trusted with the number. A trigger
 * is valid for three seconds; without one, the person asks again in the open view.
 */
export type OrderPress = Person &
  Named & { order: number } & (
    | { part: 'order' | 'exchanges'; triggerId: string }
    | { part: 'order' | 'exchanges'; view: ViewRef }
    | { part: 'facts'; view: ViewRef; form: ReplyFormRef }
  );

/** `id`: Slack's id of the form, the same for each submission. */
export type Submission = Person & FormState & { id: string };

/** A template chosen in the form, by its position in the configuration. */
export type TemplateChoice = Person & FormState & { view: ViewRef; template: number };

export type Reaction = Person & { id: string; ts: string; do: 'claim' | 'look-up' };

/** A Home that a person opened or used. `claim`: its button on a ticket. */
export type HomeUse = Pick<Person, 'by' | 'name'> & {
  filter: QueueFilter;
  claim?: Named & { id: string };
};

/** `kind`: the words name it. */
export type Search = Pick<Person, 'by' | 'channel'> & { words: string; kind?: QueueKind };
