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
  TicketKey,
  CardDelivery,
  Outcome,
  TicketFacts,
} from '../../domain/ticket/ticket.ts';
import type { SlackFailureKind } from '../../domain/delivery/after-failure.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { Refusal, SnoozeSpan } from '../../domain/ticket/act.ts';
import type { OwnQueue, Queue, QueueFilter, QueueKind } from '../../domain/act/queue.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { ReportFigures, ScoreShare } from '../../domain/notice/notice-facts.ts';
import type { ReplyFacts, OrderFacts } from '../../domain/order/order.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { BlindCause } from '../../domain/reading/vendor-state.ts';

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

export class SlackFailure extends NotifierError {
  readonly code = 'SLACK_FAILURE';
  readonly kind: SlackFailureKind;
  /** Slack's error code, such as `invalid_blocks`. */
  readonly reason: string;
  /** Only for `rate-limited`. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: SlackFailureKind,
    reason: string,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }

  get retryable(): boolean {
    return this.kind === 'rate-limited' || this.kind === 'unreached' || this.kind === 'unsure';
  }
}

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

/**
 * Rebuilds a reply form. `field`: the block of its text. `template`: the position of the template that replaces the text. Without it, Slack
 * keeps the text.
 */
export type ReplyFormRef = Pick<FormState, 'mark' | 'field' | 'version'> & { template?: number };

/**
 * Somebody wants to see an order (A10). `order`: its position in the ticket's orders, since a button is not trusted with the number. A trigger
 * is valid for three seconds; without one, the person asks again in the open view.
 */
export type OrderPress = Person &
  Named & { order: number; part: Exclude<OrderPart, 'facts'> } & ({ triggerId: string } | { view: ViewRef });

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

export type UserGroups = {
  /** Slack user ids. May be minutes old. */
  membersOf: (group: string) => Promise<readonly string[]>;
};

export type Home = {
  queue: Queue;
  /** The current tickets of the page, without those that closed since the index was written. */
  tickets: Ticket[];
  figures: ({ vendor: VendorRef; today: ReportFigures } & ScoreShare)[];
  mark: string;
};

/** One person's list of a kind. `counts`: of all such tickets. */
export type OwnTickets = Record<'mine' | 'unclaimed', Ticket[]> &
  Pick<OwnQueue, 'counts'> & { kind: QueueKind };

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
    /** Replaces the form's text, or keeps it until its template is filled in. Returns the new view, and the block of its text. */
    fillReply: (
      view: ViewRef,
      ticket: Ticket,
      state: Pick<FormState, 'channel' | 'mark' | 'text' | 'field' | 'version' | 'facts'> & FillState,
    ) => Promise<{ view: ViewRef; field: string }>;
    /**
     * Opens the view of an order without its facts, puts the view of exchanges on top of it, or empties an open view. `closed`: the person
     * closed that view, or it shows something newer.
     */
    openOrder: (press: OrderPress, ticket: Ticket) => Promise<ViewRef | 'closed'>;
    /** Links to cards. Empty if Slack does not answer. */
    linkToCards: () => Promise<
      (card: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'>) => string | undefined
    >;
    ticketAt: (place: Pick<Reaction, 'channel' | 'ts'>) => Promise<TicketKey | undefined>;
  };

/** Without a refusal, the ticket could not be read. */
export type HomeRefusal = { refusal?: Refusal; ticket?: Ticket };

/** `loading`: the order's facts are being read; `keeps-text` until then. Otherwise, why they cannot be read. */
type FillState = { filling?: 'loading' | 'keeps-text' | NoFacts };

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
  /** Fills a template in with the facts, or keeps what is typed and puts them into the reply form. */
  fillFacts: (
    view: ViewRef,
    ticket: Ticket,
    facts: OrderFacts | NoFacts,
    form: ReplyFormRef & { channel: string },
  ) => Promise<'shown' | 'closed'>;
};
