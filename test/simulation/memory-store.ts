import type { Notice } from '../../lib/domain/notice/notice.ts';
import type { Deliverable, DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { DeliveryStore } from '../../lib/workflows/ports/delivery-store.ts';
import type { Lane, Lanes } from '../../lib/workflows/ports/lanes.ts';
import type { NoticeStore } from '../../lib/workflows/ports/notice-store.ts';
import type { TextRemoval } from '../../lib/workflows/ports/text-removal.ts';
import type { TicketReader, TicketWriter } from '../../lib/workflows/ports/ticket-store.ts';
import type { VendorStates } from '../../lib/workflows/ports/vendor-states.ts';
import { type Effect, plain } from './effect.ts';
import { createMemoryDelivery } from './memory-delivery.ts';
import { createMemoryLanes, type LaneTable } from './memory-lanes.ts';
import { createMemoryNotices } from './memory-notices.ts';
import { createMemoryReader } from './memory-reader.ts';
import { createMemoryStates } from './memory-states.ts';
import { createMemoryTable, type TableOptions } from './memory-table.ts';
import { createMemoryTexts } from './memory-texts.ts';
import { createMemoryWriter } from './memory-writer.ts';

export type MemoryStore = {
  reader: TicketReader;
  writer: TicketWriter;
  delivery: DeliveryStore;
  states: VendorStates;
  lanes: Lanes;
  noticeStore: NoticeStore;
  texts: TextRemoval;
  /** What stands in the table, for assertions. */
  tickets: Map<string, Ticket>;
  notices: Map<string, Notice>;
  /** The earliest time in the index, for who decides when to look; Infinity: it is empty. */
  earliestAttention: () => number;
  /** What a restart of the laptop clears: leases and lanes; attempts stay (R5). */
  releaseAbandoned: () => void;
  /** Past every rule, for planted breakages. */
  put: (deliverable: Deliverable) => Deliverable;
  get: (key: DeliverableKey) => Deliverable | undefined;
  laneTable: LaneTable;
};

export type StoreOptions = TableOptions & {
  onRelease?: (state: VendorState) => void;
  onState?: (state: VendorState) => void;
  onLane?: (before: Lane | undefined, after: Lane) => void;
  /** What is known of a vendor before its first poll. */
  state?: VendorState;
  /** A write that took effect and that its repetition did not know again: told as refused. */
  forgetsWrite?: () => boolean;
};

/** The store's rules (R1 to R6, R24) in memory: the contract suite holds DynamoDB to the same cases. */
export const createMemoryStore = (
  effect: Effect = plain,
  newToken: () => string = counter(),
  options: StoreOptions = {},
): MemoryStore => {
  const { forgetsWrite = () => false } = options;
  const table = createMemoryTable(options);
  const states = createMemoryStates(effect, options);
  const lanes = createMemoryLanes(effect, options);
  return {
    tickets: table.tickets,
    notices: table.notices,
    earliestAttention: table.earliestAttention,
    put: table.write,
    get: table.read,
    releaseAbandoned: () => {
      states.releaseAbandoned();
      lanes.releaseAbandoned();
    },
    reader: createMemoryReader(table, effect),
    writer: createMemoryWriter(table, effect, newToken, forgetsWrite),
    noticeStore: createMemoryNotices(table, effect, newToken, forgetsWrite),
    delivery: createMemoryDelivery(table, effect, forgetsWrite),
    states: states.states,
    lanes: lanes.lanes,
    laneTable: lanes,
    texts: createMemoryTexts(table, effect),
  };
};

const counter = (): (() => string) => {
  let count = 0;
  return () => `token-${(count += 1)}`;
};
