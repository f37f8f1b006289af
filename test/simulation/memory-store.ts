import { defined } from '../../lib/domain/defined.ts';
import {
  type Deliverable,
  type DeliverableKey,
  deliverableId,
} from '../../lib/domain/delivery/deliverable.ts';
import { rankOf } from '../../lib/domain/delivery/urgency.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { Attempt, Ticket } from '../../lib/domain/ticket/ticket.ts';
import { createContacts, pointersOf } from '../../lib/dynamodb/contacts.ts';
import { createNoticeStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { attributesOf, parseDeliverable } from '../../lib/dynamodb/deliverables.ts';
import { createDeliveryStore } from '../../lib/dynamodb/delivery-store.ts';
import { attention, closing, deliverableItemKey, laneKey } from '../../lib/dynamodb/item-keys.ts';
import { createLanes, laneIn } from '../../lib/dynamodb/lanes.ts';
import { withoutEmpty } from '../../lib/dynamodb/parse-item.ts';
import type { Item, ItemKey, Table } from '../../lib/dynamodb/table.ts';
import { createTicketReader } from '../../lib/dynamodb/ticket-reader.ts';
import { createTicketWriter } from '../../lib/dynamodb/ticket-writer.ts';
import { createRecentReplies, createTextRemoval } from '../../lib/dynamodb/vendor-items.ts';
import { NO_LOG } from '../../lib/workflows/ports/log.ts';
import type { Lane } from '../../lib/workflows/ports/store.ts';
import { type About, type Effect, plain, nameOfKey } from './effect.ts';
import { createMemoryStates } from './memory-states.ts';
import { createMemoryTable, type IndexLag } from './memory-table.ts';

export type StoreOptions = {
  indexLag?: IndexLag;
  /** Sees every write when it takes effect. */
  onWrite?: (before: Deliverable | undefined, after: Deliverable) => void;
  onRelease?: (state: VendorState) => void;
  onState?: (state: VendorState) => void;
  onLane?: (before: Lane | undefined, after: Lane) => void;
  /** The vendor's state before its first poll. */
  state?: VendorState;
  /** A write took effect, and is repeated because its answer was lost. */
  forgetsWrite?: () => boolean;
};

/**
 * The program's own store over a table in memory. Each request to the table is an effect with the name of the call that made it.
 * Only the vendors' states are kept apart: DynamoDB's are packed, which takes longer than all the rest.
 */
export const createMemoryStore = (
  effect: Effect = plain,
  newToken: () => string = counter(),
  options: StoreOptions = {},
) => {
  const { forgetsWrite = () => false } = options;
  const tickets = new Map<string, Ticket>();
  const notices = new Map<string, Notice>();
  const pointers = new Set<string>();
  const lanes = new Map<string, Lane>();
  const onWrite = (key: ItemKey, item: Item): void => {
    if (key.sk === 'lane') {
      const before = lanes.get(key.pk);
      const after = laneIn(item);
      lanes.set(key.pk, after);
      options.onLane?.(before, after);
    }
    if (key.pk.startsWith('O#')) pointers.add(nameOfPointer(key));
    if (!/^[TN]#/.test(key.pk)) return;
    const after = parseDeliverable(item);
    const id = deliverableId(after.key);
    const before = tickets.get(id) ?? notices.get(id);
    if (after.type === 'ticket') tickets.set(id, after);
    else notices.set(id, after);
    options.onWrite?.(before, after);
  };
  const table = createMemoryTable(onWrite, options.indexLag);

  /** The table for one call of a port. */
  const tableFor = (name: string, about: About): Table => {
    let hasWritten = false;
    const writing = <Written>(write: () => Written): Promise<Written> => {
      hasWritten = true;
      return effect(name, () => (forgetsWrite() ? (write(), write()) : write()), about);
    };
    return {
      // After a refused write the store looks whether it was its own.
      get: (key) => effect(hasWritten ? 'store.check' : name, () => table.get(key), about),
      query: (query) => effect(name, () => table.query(query), about),
      put: (item, condition) => writing(() => table.put(item, condition)),
      update: (key, change) => writing(() => table.update(key, change)),
    };
  };
  /** A port whose calls have names: those given, else the method's own behind `prefix`. A test may replace a method. */
  const called = <Port extends object>(
    prefix: string,
    open: (of: Table) => Port,
    names: Partial<Record<keyof Port, string>> = {},
  ): Port => {
    const port = open(tableFor(prefix, { detail: '' }));
    const own = { ...port };
    return new Proxy(port, {
      get: (_, name) => {
        const method: unknown = Reflect.get(port, name);
        if (typeof method !== 'function' || method !== Reflect.get(own, name)) return method;
        const call = `${prefix}.${String(Reflect.get(names, name) ?? name)}`;
        return (...given: unknown[]): unknown => {
          const opened: unknown = Reflect.get(open(tableFor(call, aboutOf(given))), name);
          return typeof opened === 'function' ? Reflect.apply(opened, undefined, given) : opened;
        };
      },
    });
  };

  const get = (key: DeliverableKey): Deliverable | undefined => {
    const item = table.get(deliverableItemKey(key));
    return item && parseDeliverable(item);
  };
  const states = createMemoryStates(effect, options);
  const reader = called('store', createTicketReader);
  return {
    /** The table's content, for assertions. */
    tickets,
    notices,
    /** The pointers to tickets, as `pointerNames` has them. */
    pointers,
    /** Writes without any rule. */
    put: (deliverable: Deliverable): Deliverable =>
      parseDeliverable(table.write(deliverableItemKey(deliverable.key), itemOf(deliverable))),
    get,
    lane: (vendor: VendorRef): Lane | undefined => lanes.get(laneKey(vendor).pk),
    /** A restart of the laptop clears leases and lanes. Attempts stay (R5). */
    releaseAbandoned: (): void => {
      states.releaseAbandoned();
      for (const [pk, { waits }] of lanes) table.write({ pk, sk: 'lane' }, { pk, sk: 'lane', waits });
    },
    reader,
    writer: called('store', (of) => createTicketWriter(of, newToken, NO_LOG)),
    noticeStore: called('store', (of) => createNoticeStore(of, newToken), {
      read: 'noticeRead',
      create: 'noticeCreate',
      change: 'noticeChange',
    }),
    delivery: called('store', (of) => createDeliveryStore(of, newToken, NO_LOG)),
    states: states.states,
    noteHomes: states.noteHomes,
    lanes: called('lane', createLanes),
    texts: called('store', createTextRemoval, { remove: 'removeText' }),
    replies: called('store', createRecentReplies, { toOthers: 'recentReplies', note: 'noteReply' }),
    contacts: {
      closed: reader.closed,
      note: called('store', createContacts, { note: 'noteContact' }).note,
    },
  };
};

const counter = (): (() => string) => {
  let count = 0;
  return () => `token-${(count += 1)}`;
};

const nameOfPointer = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`;

export const pointerNames = (ticket: Pick<Ticket, 'key' | 'facts'>): string[] =>
  pointersOf(ticket).map(nameOfPointer);

/** As the store would have it, with the rank of its most urgent pending message (R18). */
const itemOf = (deliverable: Deliverable): Item => {
  const { key, index, type, facts } = deliverable;
  const isClosed = type === 'ticket' && facts.state === 'closed';
  return defined({
    ...deliverableItemKey(key),
    ...withoutEmpty(attributesOf(deliverable)),
    ...attention(key, index.attentionAt),
    ...(isClosed && closing(key, facts.closedAt)),
    rank: rankOf(deliverable),
  });
};

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isDeliverable = (value: unknown): value is Deliverable => isObject(value) && 'outbox' in value;
const isKey = (value: unknown): value is DeliverableKey =>
  isObject(value) && ('notice' in value || 'inquiryId' in value);
const isAttempt = (value: unknown): value is Attempt =>
  isObject(value) && 'token' in value && 'channel' in value;

/** Names a call by its arguments, for the trace and the watches. */
const aboutOf = ([of, ...more]: readonly unknown[]): About => {
  const [what, until] = more;
  const key = isDeliverable(of) ? of.key : of;
  const words = more
    .map((word) => (isAttempt(word) ? word.name : word))
    .filter((word) => typeof word === 'string');
  const vendorId = isObject(key) && 'vendorId' in key ? String(key.vendorId) : '';
  return {
    detail: isKey(key) ? nameOfKey(key, words.join(' ')) : [vendorId, ...words].join(' ').trim(),
    ...(isDeliverable(of) && { deliverable: of }),
    ...(isAttempt(what) && { attempt: what }),
    ...laneOf(what, until),
  };
};

/** The end of a lane that is taken or renewed. */
const laneOf = (what: unknown, until: unknown): Pick<About, 'token' | 'until'> => {
  if (typeof what === 'string' && typeof until === 'number') return { token: what, until };
  const isTaken = isObject(what) && 'until' in what && 'token' in what;
  return isTaken ? { token: String(what.token), until: Number(what.until) } : {};
};
