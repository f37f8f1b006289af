import type { DeliverableKey } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Notice, NoticeEventType, NoticeKey } from '../../domain/notice/notice.ts';
import type { Ticket, TicketEventType, TicketKey } from '../../domain/ticket/ticket.ts';
import type { ReplyFormRef, ViewRef } from './slack.ts';

export type Waker = {
  /**
   * Sends a wake-up for the vendor (R18). `deliverables`: at most 300 keys, since the index lags. False if it was not sent;
   * the next run of `track-sla` repeats it. Never throws.
   */
  wake: (vendor: VendorRef, deliverables: readonly DeliverableKey[], also?: WokenAlso) => Promise<boolean>;
};

export type ChangePublisher = Waker & {
  /** Puts events on the bus, ten a request, in sequence. Returns for each event whether it was sent (R2). Never throws. */
  publish: (events: DeliverableEvent[]) => Promise<boolean[]>;
};

export type EventPublisher = ChangePublisher & {
  /**
   * Requests that `act` shares the vendor's tickets (A9). False if it was not sent; the next run of `track-sla` repeats it.
   * Never throws.
   */
  askToShare: (vendor: VendorRef) => Promise<boolean>;
};

export type OrderRequester = {
  /** Requests that `act` reads an order and fills a view (A10). False if it was not sent; nobody repeats it. Never throws. */
  requestOrder: (request: OrderRequest) => Promise<boolean>;
};

/** `view`: the view to fill. `order`: the position of the order in the ticket. `pressedAt`: when the person pressed, epoch ms. */
export type OrderRequest = {
  ticket: TicketKey;
  by: string;
  channel: string;
  view: ViewRef;
  order: number;
  pressedAt: number;
} & ({ part: 'order' | 'exchanges' } | { part: 'facts'; form: ReplyFormRef });

/** `homes`: also refreshes the Homes that show the vendor (A7). `token`: checks Slack's token (O14). */
export type WokenAlso = 'homes' | 'token';

/**
 * As many as a list holds. An event has at most 256 KB, and a key about 100 bytes. Source: EventBridge user guide,
 * "PutEvents".
 */
export const MOST_WOKEN_FOR = 300;

/** Source: EventBridge API reference, PutEvents. Ten events are a few KB, far below its size limits. */
export const EVENTS_A_REQUEST = 10;

export type DeliverableEvent = TicketEvent | NoticeEvent;

/** `ticket` and `notice`: as they are at publication. */
export type TicketEvent = {
  type: TicketEventType;
  deliverable: TicketKey;
  version: number;
  occurredAt: number;
  ticket: Ticket;
};

export type NoticeEvent = {
  type: NoticeEventType;
  deliverable: NoticeKey;
  version: number;
  occurredAt: number;
  notice: Notice;
};
