import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { ClosedRow, Ticket } from '../../lib/domain/ticket/ticket.ts';
import { NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import type {
  NoticeStore,
  BriefReader,
  BriefRow,
  TicketReader,
  VendorStates,
} from '../../lib/workflows/ports/store.ts';
import { type Board, byClosing, byDeadline, byLateDeadline, byUrgency, type SlackSight } from './board.ts';
import {
  describeClosed,
  describeOpen,
  countPending,
  describePast,
  describeSight,
  type LabelledVendor,
} from './describe-ticket.ts';
import { createEndedReader, isPast, MOST_CLOSED } from './ended-reader.ts';

export type BoardSources = {
  reader: BriefReader & Pick<TicketReader, 'ticket' | 'closed'>;
  states: Pick<VendorStates, 'read'>;
  notices: Pick<NoticeStore, 'read'>;
  vendors: LabelledVendor[];
  spans: { blindMs: number; lateMs: number };
  now: () => number;
};

const MOST_OPEN = 300;
const MOST_PAST = 50;

/**
 * Deadlines and ends come from the index rows. The rest comes from the tickets, which are read again only after a
 * change.
 * @throws StoreError
 */
export const createBoardReader = (sources: BoardSources): (() => Promise<Board>) => {
  const { reader, states, vendors, spans, now } = sources;
  const watched = vendors.map((vendor) => ({ vendor, readEnded: createEndedReader(sources, vendor) }));
  let known = new Map<string, Ticket>();

  const lookUp = async (row: BriefRow | ClosedRow): Promise<Ticket | undefined> => {
    const before = known.get(ticketId(row));
    return before !== undefined && isCurrent(before, row) ? before : reader.ticket(row);
  };

  return async () => {
    const read = await Promise.all(
      watched.map(async ({ vendor, readEnded }) => {
        // Before the state is read: a leap moves the state first and then the clock.
        const readAt = now();
        const [state = NEW_VENDOR_STATE, rows] = await Promise.all([
          states.read(vendor),
          reader.brief(vendor),
        ]);
        const { closed, past, reports } = await readEnded(rows, readAt);
        const listed = rows.tickets.filter(({ closedAt }) => closedAt === undefined);
        return {
          vendor,
          sight: describeSight(vendor, state, readAt, spans.blindMs),
          reports,
          slack: countPending([...rows.tickets, ...rows.notices]),
          open: listed.filter((row) => !isPast(row, readAt)),
          past: [...listed.filter((row) => isPast(row, readAt)), ...past],
          closed,
        };
      }),
    );
    const open = read.flatMap(({ vendor, open: rows }) => rows.map((row) => ({ row, vendor })));
    const past = read.flatMap(({ vendor, past: rows }) => rows.map((row) => ({ row, vendor })));
    const closed = read.flatMap(({ vendor, closed: rows }) => rows.map((row) => ({ row, vendor })));
    const firstOpen = open.toSorted((a, b) => byDeadline(a.row, b.row)).slice(0, MOST_OPEN);
    const lastPast = past.toSorted((a, b) => byLateDeadline(a.row, b.row)).slice(0, MOST_PAST);
    const lastOnes = closed.toSorted((a, b) => byClosing(a.row, b.row)).slice(0, MOST_CLOSED);
    const tickets = await Promise.all([...firstOpen, ...lastPast, ...lastOnes].map(({ row }) => lookUp(row)));
    known = new Map(
      tickets.filter((ticket) => ticket !== undefined).map((ticket) => [ticketId(ticket.key), ticket]),
    );
    return {
      vendors: read.map(({ sight }) => sight),
      slack: addSlack(
        read.map(({ slack }) => slack),
        now() - spans.lateMs,
      ),
      open: firstOpen
        .map(({ row, vendor }) => describeOpen(row, known.get(ticketId(row)), vendor, now()))
        .toSorted(byUrgency),
      openCount: open.length,
      past: lastPast.map(({ row, vendor }) => describePast(row, known.get(ticketId(row)), vendor)),
      closed: lastOnes.map(({ row, vendor }) => describeClosed(row, known.get(ticketId(row)), vendor)),
      reports: read.map(({ vendor: { market, vendorId, label }, reports }) => ({
        market,
        vendorId,
        label,
        days: reports,
      })),
    };
  };
};

/** The index of closed tickets has no version. */
const isCurrent = ({ outbox, facts }: Ticket, row: BriefRow | ClosedRow): boolean =>
  'version' in row ? outbox.version === row.version : facts.closedAt === row.closedAt;

/** Combines all vendors. Messages that have been pending since before `lateBefore` are late. */
const addSlack = (vendors: Omit<SlackSight, 'isLate'>[], lateBefore: number): SlackSight => {
  const since = Math.min(...vendors.map(({ pendingSince = Number.POSITIVE_INFINITY }) => pendingSince));
  return {
    pending: vendors.reduce((sum, { pending }) => sum + pending, 0),
    ...(Number.isFinite(since) && { pendingSince: since }),
    isLate: since < lateBefore,
  };
};
