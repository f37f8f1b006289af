import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { ClosedRow, Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import { NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import type { NoticeStore } from '../../lib/workflows/ports/notice-store.ts';
import type { TicketReader } from '../../lib/workflows/ports/ticket-store.ts';
import type { VendorStates } from '../../lib/workflows/ports/vendor-states.ts';
import { type Board, byClosing, byDeadline, byLateDeadline, type SlackSight } from './board.ts';
import {
  describeClosed,
  describeOpen,
  describeOwed,
  describePast,
  describeSight,
  type LabelledVendor,
} from './describe-ticket.ts';
import { createReportReader } from './report-reader.ts';
import { DAY_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

export type BoardSources = {
  reader: Pick<TicketReader, 'ticket' | 'attention' | 'closed'>;
  states: Pick<VendorStates, 'read'>;
  notices: Pick<NoticeStore, 'read'>;
  vendors: LabelledVendor[];
  /** Read anew at each use. */
  spans: { blindMs: number; lateMs: number };
  /** The clock of deadlines, without Coupang's offset. */
  now: () => number;
};

const MOST_OPEN = 300;
const MOST_PAST = 50;
const MOST_CLOSED = 12;
/** How far back to look for closed tickets. It takes the next value only if the one before found too few. */
const LOOK_BACK_MS = [HOUR_MS, DAY_MS, 7 * DAY_MS];

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
        const [state = NEW_VENDOR_STATE, { tickets, notices: owing }] = await Promise.all([
          states.read(vendor),
          reader.attention(vendor),
        ]);
        const corrected = now() + (state.clockOffsetMs ?? 0);
        const closed = await lastClosed(reader, vendor, corrected);
        const listed = tickets.filter(({ closedAt }) => closedAt === undefined);
        return {
          vendor,
          state,
          reports: await readReports(corrected),
          slack: describeOwed([...tickets, ...owing], state),
          open: listed.filter((row) => !isPast(row, corrected)),
          past: [...listed.filter((row) => isPast(row, corrected)), ...closed.filter(wasPast)],
          closed: closed.filter((row) => !wasPast(row)),
        };
      }),
    );
    const open = read.flatMap(({ vendor, state, open: rows }) => rows.map((row) => ({ row, vendor, state })));
    const past = read.flatMap(({ vendor, past: rows }) => rows.map((row) => ({ row, vendor })));
    const closed = read.flatMap(({ vendor, closed: rows }) => rows.map((row) => ({ row, vendor })));
    const firstOpen = open.toSorted((a, b) => byDeadline(a.row, b.row)).slice(0, MOST_OPEN);
    const lastPast = past.toSorted((a, b) => byLateDeadline(a.row, b.row)).slice(0, MOST_PAST);
    const lastOnes = closed.toSorted((a, b) => byClosing(a.row, b.row)).slice(0, MOST_CLOSED);
    const tickets = await Promise.all([
      ...firstOpen.map(({ row }) => lookUp(row, ({ outbox: { version } }) => version === row.version)),
      ...lastPast.map(({ row }) => lookUp(row, ({ facts: { product } }) => product === row.product)),
      ...lastOnes.map(({ row }) => lookUp(row, ({ facts: { closedAt } }) => closedAt === row.closedAt)),
    ]);
    known = new Map(
      tickets.filter((ticket) => ticket !== undefined).map((ticket) => [ticketId(ticket.key), ticket]),
    );
    return {
      vendors: read.map(({ vendor, state }) => describeSight(vendor, state, now(), spans.blindMs)),
      slack: addSlack(
        read.map(({ slack }) => slack),
        now() - spans.lateMs,
      ),
      open: firstOpen.map(({ row, vendor, state }) =>
        describeOpen(row, known.get(ticketId(row)), vendor, {
          now: now(),
          offsetMs: state.clockOffsetMs ?? 0,
        }),
      ),
      openCount: open.length,
      past: lastPast.map(({ row, vendor }) => describePast(row, known.get(ticketId(row)), vendor.label)),
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
    if (rows.filter((row) => !wasPast(row)).length >= MOST_CLOSED) break;
  }
  return rows;
};

/** A confirmation is no longer asked for after its deadline, and Coupang may list it for months. */
const isPast = ({ kind, dueAt }: Pick<ClosedRow, 'kind' | 'dueAt'>, now: number): boolean =>
  kind === 'confirm' && dueAt <= now;

/** It was past at first sight (D5). */
const wasPast = (row: ClosedRow): boolean => isPast(row, row.openedAt);

/** All vendors together. What changed before `lateBefore` is late. */
const addSlack = (vendors: Omit<SlackSight, 'isLate'>[], lateBefore: number): SlackSight => {
  const since = Math.min(...vendors.map(({ owedSince = Number.POSITIVE_INFINITY }) => owedSince));
  return {
    owed: vendors.reduce((sum, { owed }) => sum + owed, 0),
    ...(Number.isFinite(since) && { owedSince: since }),
    isLate: since < lateBefore,
  };
};
