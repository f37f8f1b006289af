import { defined } from '../../lib/domain/defined.ts';
import { withFields, withoutFields } from '../fixtures/domain/make-ticket.ts';
import type { Notice, NoticeKey } from '../../lib/domain/notice/notice.ts';
import {
  type Deliverable,
  type DeliverableKey,
  deliverableId,
} from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { rankOf } from '../../lib/domain/delivery/urgency.ts';
import { copy } from './copy.ts';
import { createIndex, type IndexLag } from './memory-index.ts';
import { attentionRow, closedRow, noticeRow } from './memory-rows.ts';

export type TableOptions = {
  indexLag?: IndexLag;
  /** Sees every write when it takes effect. */
  onWrite?: (before: Deliverable | undefined, after: Deliverable) => void;
};

/** The items and their indexes. Readers and writers get copies, never the stored objects. */
export const createMemoryTable = ({ indexLag, onWrite }: TableOptions) => {
  const tickets = new Map<string, Ticket>();
  const notices = new Map<string, Notice>();
  const attention = createIndex(indexLag, attentionRow, ({ attentionAt }) => attentionAt);
  const closed = createIndex(indexLag, closedRow, ({ closedAt }) => closedAt);
  const noticeAttention = createIndex(indexLag, noticeRow, ({ attentionAt }) => attentionAt);

  const readTicket = (key: TicketKey): Ticket | undefined => copy(tickets.get(ticketId(key)));
  const readNotice = (key: NoticeKey): Notice | undefined => copy(notices.get(deliverableId(key)));
  const writeTicket = (ticket: Ticket): Ticket => {
    const id = ticketId(ticket.key);
    const before = tickets.get(id);
    const after = withRank(copy(ticket));
    tickets.set(id, after);
    attention.note(id, after);
    closed.note(id, after);
    onWrite?.(before, after);
    return copy(after);
  };
  const writeNotice = (notice: Notice): Notice => {
    const id = deliverableId(notice.key);
    const before = notices.get(id);
    const after = withRank(copy(notice));
    notices.set(id, after);
    noticeAttention.note(id, after);
    onWrite?.(before, after);
    return copy(after);
  };
  return {
    tickets,
    notices,
    readTicket,
    readNotice,
    writeTicket,
    writeNotice,
    read: (key: DeliverableKey): Deliverable | undefined =>
      'notice' in key ? readNotice(key) : readTicket(key),
    write: (deliverable: Deliverable): Deliverable =>
      deliverable.type === 'notice' ? writeNotice(deliverable) : writeTicket(deliverable),
    attention: () => ({ tickets: attention.rows(), notices: noticeAttention.rows() }),
    closed: () => closed.rows(),
  };
};

export type MemoryTable = ReturnType<typeof createMemoryTable>;

/** With the rank of its most urgent pending message (R18). */
const withRank = <Item extends Deliverable>(item: Item): Item => {
  const deliverable = withoutFields(item, 'rank');
  return withFields(deliverable, defined({ rank: rankOf(deliverable) }));
};

/** A new item, in the index at once (R3). */
export const newItem = <Item extends Deliverable>(item: Item, writeToken: string): Item =>
  withFields(item, { writeToken, attentionAt: item.index.attentionAt ?? item.outbox.changedAt });
