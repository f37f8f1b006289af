import type { SubjectKey } from '../../domain/delivery/subject.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeEventType, NoticeKey } from '../../domain/notice/notice.ts';
import type { Ticket, TicketEventType, TicketKey } from '../../domain/ticket/ticket.ts';

/** Puts events on the bus, ten a request, and tells which went out, in the order given (R2). Never throws. */
export type EventPublisher = {
  publish: (events: SubjectEvent[]) => Promise<boolean[]>;
  /**
   * Calls for a drain of the vendor (R18); `subjects`: at most ten of what it is called for, since the index lags. False: it
   * did not go out, and the next run of `track-sla` calls. Never throws.
   */
  wake: (vendor: VendorRef, subjects: readonly SubjectKey[]) => Promise<boolean>;
};

export const MOST_WOKEN_FOR = 10;

/** Keys and facts only: no free text goes on the bus. */
export type SubjectEvent = TicketEvent | NoticeEvent;

export type TicketEvent = {
  type: TicketEventType;
  subject: TicketKey;
  version: number;
  kind: Ticket['kind'];
  dueAt: number;
  occurredAt: number;
};

export type NoticeEvent = {
  type: NoticeEventType;
  subject: NoticeKey;
  version: number;
  occurredAt: number;
};
