import type { Notice } from '../../lib/domain/notice/notice.ts';
import type { Deliverable, DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { withFields, withoutFields } from '../fixtures/domain/make-ticket.ts';
import { ordersOf } from '../../lib/domain/order/orders-of.ts';
import type {
  ContactWriter,
  DeliveryStore,
  Lane,
  Lanes,
  ClosedReader,
  NoticeStore,
  RecentReplies,
  TextRemoval,
  TicketReader,
  TicketWriter,
  VendorStates,
} from '../../lib/workflows/ports/store.ts';
import { copy } from './copy.ts';
import { type Effect, plain, nameOfKey } from './effect.ts';
import { createMemoryDelivery } from './memory-delivery.ts';
import { createMemoryLanes, type LaneTable } from './memory-lanes.ts';
import { createMemoryNotices } from './memory-notices.ts';
import { createMemoryStates } from './memory-states.ts';
import { createMemoryTable, type MemoryTable, type TableOptions } from './memory-table.ts';
import { createMemoryWriter } from './memory-writer.ts';

export type MemoryStore = {
  reader: TicketReader;
  writer: TicketWriter;
  delivery: DeliveryStore;
  states: VendorStates;
  /** Somebody looks at a Home that shows the vendor, until then. */
  noteHomes: (vendor: VendorRef, until: number) => void;
  lanes: Lanes;
  noticeStore: NoticeStore;
  texts: TextRemoval;
  replies: RecentReplies;
  contacts: ContactWriter & ClosedReader;
  /** The pointers to a ticket, as `pointerNames` has them. */
  pointers: ReadonlySet<string>;
  /** The table's content, for assertions. */
  tickets: Map<string, Ticket>;
  notices: Map<string, Notice>;
  /** A restart of the laptop clears leases and lanes. Attempts stay (R5). */
  releaseAbandoned: () => void;
  /** Writes without any rule, for planted breakages. */
  put: (deliverable: Deliverable) => Deliverable;
  get: (key: DeliverableKey) => Deliverable | undefined;
  laneTable: LaneTable;
};

export type StoreOptions = TableOptions & {
  onRelease?: (state: VendorState) => void;
  onState?: (state: VendorState) => void;
  onLane?: (before: Lane | undefined, after: Lane) => void;
  /** The vendor's state before its first poll. */
  state?: VendorState;
  /** A write took effect, but its repetition does not recognise it and reports a refusal. */
  forgetsWrite?: () => boolean;
};

/** The store's rules (R1 to R6, R24) in memory. The contract suite runs the same cases on DynamoDB. */
export const createMemoryStore = (
  effect: Effect = plain,
  newToken: () => string = counter(),
  options: StoreOptions = {},
): MemoryStore => {
  const { forgetsWrite = () => false } = options;
  const table = createMemoryTable(options);
  const states = createMemoryStates(effect, options);
  const lanes = createMemoryLanes(effect, options);
  const reader = createMemoryReader(table, effect);
  return {
    tickets: table.tickets,
    notices: table.notices,
    put: table.write,
    get: table.read,
    releaseAbandoned: () => {
      states.releaseAbandoned();
      lanes.releaseAbandoned();
    },
    reader,
    writer: createMemoryWriter(table, effect, newToken, forgetsWrite),
    noticeStore: createMemoryNotices(table, effect, newToken, forgetsWrite),
    delivery: createMemoryDelivery(table, effect, forgetsWrite),
    states: states.states,
    noteHomes: states.noteHomes,
    lanes: lanes.lanes,
    laneTable: lanes,
    texts: createMemoryTexts(table, effect),
    replies: createMemoryReplies(effect),
    ...createMemoryContacts(effect, reader),
  };
};

const counter = (): (() => string) => {
  let count = 0;
  return () => `token-${(count += 1)}`;
};

/** Base items consistently, indexes with their lag. */
const createMemoryReader = (table: MemoryTable, effect: Effect): TicketReader => ({
  ticket: (key) => effect('store.ticket', () => table.readTicket(key), { detail: nameOfKey(key) }),
  ticketsOf: (inquiry) =>
    effect(
      'store.ticketsOf',
      () =>
        [...table.tickets.values()]
          .filter(
            ({ key }) =>
              isOf(key, inquiry) && key.source === inquiry.source && key.inquiryId === inquiry.inquiryId,
          )
          .sort((a, b) => (a.key.answerId < b.key.answerId ? -1 : 1))
          .map(copy),
      { detail: nameOfKey(inquiry) },
    ),
  attention: (vendor, until = Number.POSITIVE_INFINITY) =>
    effect('store.attention', () => {
      const { tickets, notices } = table.attention();
      const isMeant = (row: VendorRef & { attentionAt: number }): boolean =>
        isOf(row, vendor) && row.attentionAt <= until;
      return { tickets: tickets.filter(isMeant), notices: notices.filter(isMeant) };
    }),
  closed: (vendor, since, until = Number.POSITIVE_INFINITY) =>
    effect('store.closed', () =>
      table.closed().filter((row) => isOf(row, vendor) && row.closedAt >= since && row.closedAt < until),
    ),
});

const isOf = (vendor: VendorRef, other: VendorRef): boolean =>
  vendor.market === other.market && vendor.vendorId === other.vendorId;

/** The removal of texts, and its progress per vendor. */
const createMemoryTexts = (table: MemoryTable, effect: Effect): TextRemoval => {
  const removed = new Map<string, number>();
  return {
    removedUntil: ({ market, vendorId }) =>
      effect('store.removedUntil', () => removed.get(`${market}/${vendorId}`)),
    remove: (key, closedAt) =>
      effect(
        'store.removeText',
        () => {
          const stored = table.readTicket(key);
          if (stored?.facts.state !== 'closed' || stored.facts.closedAt !== closedAt) return;
          const ticket = withoutFields(stored, 'formLink', 'act');
          table.writeTicket(withFields(ticket, { text: '' }));
        },
        { detail: nameOfKey(key) },
      ),
    noteRemoved: ({ market, vendorId }, until) =>
      effect('store.noteRemoved', () => {
        const id = `${market}/${vendorId}`;
        removed.set(id, Math.max(removed.get(id) ?? until, until));
      }),
  };
};

/** Each vendor's five newest replies, one for each ticket. */
const createMemoryReplies = (effect: Effect): RecentReplies => {
  let noted: { to: TicketKey; mark: string }[] = [];
  const isToOther = (key: TicketKey) => (reply: { to: TicketKey }) => ticketId(reply.to) !== ticketId(key);
  return {
    toOthers: (key) =>
      effect('store.recentReplies', () => {
        const newest = noted.filter(({ to }) => isOf(to, key)).slice(0, 5);
        return newest.filter(isToOther(key)).map(({ mark }) => mark);
      }),
    note: (key, mark) =>
      effect(
        'store.noteReply',
        () => {
          noted = [{ to: key, mark }, ...noted.filter(isToOther(key))];
        },
        { detail: nameOfKey(key) },
      ),
  };
};

/** Each pointer is a write of its own. */
const createMemoryContacts = (
  effect: Effect,
  { closed }: ClosedReader,
): Pick<MemoryStore, 'contacts' | 'pointers'> => {
  const pointers = new Set<string>();
  return {
    pointers,
    contacts: {
      closed,
      note: async (ticket) => {
        for (const pointer of ticket.facts.erased ? [] : pointerNames(ticket))
          await effect('store.noteContact', () => void pointers.add(pointer), {
            detail: nameOfKey(ticket.key),
          });
      },
    },
  };
};

export const pointerNames = ({ key, facts }: Pick<Ticket, 'key' | 'facts'>): string[] =>
  [
    ...ordersOf(facts).map((order) => `order ${order}`),
    ...(facts.vendorItemId === undefined ? [] : [`option ${facts.vendorItemId}`]),
  ].map((name) => `${name} to ${ticketId(key)}`);
