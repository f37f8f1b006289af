import { defined } from '../../lib/domain/defined.ts';
import { judgeBlindness } from '../../lib/domain/blindness/blindness.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { ticketKeyOf } from '../../lib/domain/delivery/deliverable.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { AttentionRow, ClosedRow, Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { NoticeStore } from '../../lib/workflows/ports/notice-store.ts';
import type { TicketReader } from '../../lib/workflows/ports/ticket-store.ts';
import type { VendorStates } from '../../lib/workflows/ports/vendor-states.ts';
import type { LadderSettings } from '../../lib/workflows/sla/track-sla-run.ts';
import {
  type Board,
  byClosing,
  byDeadline,
  type ClosedTicket,
  type OpenTicket,
  type VendorSight,
} from './board.ts';
import { placeOnLadder } from './ladder-place.ts';
import { createReportReader } from './report-reader.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

export type BoardSources = {
  reader: Pick<TicketReader, 'ticket' | 'attention' | 'closed'>;
  states: Pick<VendorStates, 'read'>;
  notices: Pick<NoticeStore, 'read'>;
  vendors: LabelledVendor[];
  /** Read anew at each use. */
  spans: { blindMs: number };
  /** The clock of deadlines, without Coupang's offset. */
  now: () => number;
};

type LabelledVendor = VendorRef & LadderSettings & { label: string };

const MOST_OPEN = 100;
const MOST_CLOSED = 12;
/** How far back to look for closed tickets. It takes the next value only if the one before found too few. */
const LOOK_BACK_MS = [HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS];

/**
 * Reads the board from the store. Deadlines and ends come from the index rows. The rest comes from the tickets, which
 * are read again only after a change. Throws StoreError.
 */
export const createBoardReader = (sources: BoardSources): (() => Promise<Board>) => {
  const { reader, states, notices, vendors, spans, now } = sources;
  const watched = vendors.map((vendor) => ({ vendor, readReports: createReportReader(notices, vendor) }));
  let known = new Map<string, Ticket>();

  const lookUp = async (
    key: TicketKey,
    isCurrent: (ticket: Ticket) => boolean,
  ): Promise<Ticket | undefined> => {
    const before = known.get(ticketId(key));
    return before !== undefined && isCurrent(before) ? before : reader.ticket(key);
  };

  return async () => {
    const read = await Promise.all(
      watched.map(async ({ vendor, readReports }) => {
        const [state = NEW_VENDOR_STATE, { tickets }] = await Promise.all([
          states.read(vendor),
          reader.attention(vendor),
        ]);
        const corrected = now() + (state.clockOffsetMs ?? 0);
        const closed = await lastClosed(reader, vendor, corrected);
        const reports = await readReports(corrected);
        return {
          vendor,
          state,
          closed,
          reports,
          open: tickets.filter(({ closedAt }) => closedAt === undefined),
        };
      }),
    );
    const open = read.flatMap(({ vendor, state, open: rows }) => rows.map((row) => ({ row, vendor, state })));
    const closed = read.flatMap(({ vendor, closed: rows }) => rows.map((row) => ({ row, vendor })));
    const firstOpen = open.toSorted((a, b) => byDeadline(a.row, b.row)).slice(0, MOST_OPEN);
    const lastOnes = closed.toSorted((a, b) => byClosing(a.row, b.row)).slice(0, MOST_CLOSED);
    const tickets = await Promise.all([
      ...firstOpen.map(({ row }) => lookUp(row, ({ outbox: { version } }) => version === row.version)),
      ...lastOnes.map(({ row }) => lookUp(row, ({ facts: { closedAt } }) => closedAt === row.closedAt)),
    ]);
    known = new Map(
      tickets.filter((ticket) => ticket !== undefined).map((ticket) => [ticketId(ticket.key), ticket]),
    );
    return {
      vendors: read.map(({ vendor, state }) => describeSight(vendor, state, now(), spans.blindMs)),
      open: firstOpen.map(({ row, vendor, state }) =>
        describeOpen(row, known.get(ticketId(row)), vendor, {
          now: now(),
          offsetMs: state.clockOffsetMs ?? 0,
        }),
      ),
      openCount: open.length,
      closed: lastOnes.map(({ row, vendor }) => describeClosed(row, known.get(ticketId(row)), vendor.label)),
      reports: read.map(({ vendor: { market, vendorId, label }, reports }) => ({
        market,
        vendorId,
        label,
        days: reports,
      })),
    };
  };
};

const lastClosed = async (
  reader: Pick<TicketReader, 'closed'>,
  vendor: VendorRef,
  now: number,
): Promise<ClosedRow[]> => {
  let rows: ClosedRow[] = [];
  for (const backMs of LOOK_BACK_MS) {
    rows = await reader.closed(vendor, now - backMs);
    if (rows.length >= MOST_CLOSED) break;
  }
  return rows;
};

const describeSight = (
  { market, vendorId, label }: LabelledVendor,
  state: VendorState,
  now: number,
  blindMs: number,
): VendorSight => ({
  market,
  vendorId,
  label,
  ...(state.polledAt !== undefined && { polledAt: state.polledAt - (state.clockOffsetMs ?? 0) }),
  sight: judgeBlindness({ state, now: now + (state.clockOffsetMs ?? 0), blindMs }),
  ...defined({ failure: state.failure }),
});

const describeOpen = (
  row: AttentionRow,
  ticket: Ticket | undefined,
  vendor: LabelledVendor,
  { now, offsetMs }: { now: number; offsetMs: number },
): OpenTicket => ({
  ...ticketKeyOf(row),
  ...(ticket && placeOnLadder(ticket, vendor, now + offsetMs)),
  label: vendor.label,
  kind: row.kind,
  isUnverified: ticket?.facts.state === 'unverified',
  ...defined({ product: row.product }),
  dueAt: row.dueAt,
  dueAtWall: row.dueAt - offsetMs,
  isEstimate: ticket?.facts.askedAtUncertain === true,
  ...defined({ claimedBy: row.claimedBy }),
});

const describeClosed = (row: ClosedRow, ticket: Ticket | undefined, label: string): ClosedTicket => ({
  ...ticketKeyOf(row),
  label,
  kind: row.kind,
  outcome: row.outcome ?? 'unknown',
  ...defined({ product: ticket?.facts.product }),
  closedAt: row.closedAt,
  ...(row.answeredAt !== undefined &&
    row.answeredAt >= row.askedAt && { tookMs: row.answeredAt - row.askedAt }),
  ...defined({ inTime: row.inTime, answeredBy: ticket?.facts.answeredBy }),
});
