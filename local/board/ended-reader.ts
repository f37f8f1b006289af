import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { ReportFacts } from '../../lib/domain/notice/notice-facts.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { SOURCES } from '../../lib/domain/sources.ts';
import { type ClosedRow, isLongPast } from '../../lib/domain/ticket/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { NoticeStore, BriefRows, TicketReader } from '../../lib/workflows/ports/store.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { addDays, dateAt, instantAt } from '../../lib/domain/time/dates.ts';

/** A vendor's closed tickets and reports. `past`: tickets that were past when first seen (D5). */
export type Ended = { closed: ClosedRow[]; past: ClosedRow[]; reports: ReportFacts[] };

export const MOST_CLOSED = 12;
/** How far back to look for closed tickets. The next value follows only if the value before found too few. */
const LOOK_BACK_MS = [HOUR_MS, DAY_MS, 7 * DAY_MS];
const KEPT_MS = MINUTE_MS;

/**
 * Reads the store only if the rows of the index show that something ended, and once a minute, because a ticket that
 * comes and ends between two calls leaves no row. `now`: epoch ms.
 * @throws StoreError
 */
export const createEndedReader = (
  { reader, notices }: { reader: Pick<TicketReader, 'closed'>; notices: Pick<NoticeStore, 'read'> },
  vendor: VendorRef,
): ((rows: BriefRows, now: number) => Promise<Ended>) => {
  const readReports = createReportReader(notices, vendor);
  let kept: (Ended & { at: number }) | undefined;
  let before: Seen = { open: new Set(), ended: new Set() };

  const read = async (now: number): Promise<Ended & { at: number }> => {
    const [rows, reports] = await Promise.all([lastClosed(reader, vendor, now), readReports(now)]);
    return { closed: rows.filter((row) => !wasPast(row)), past: rows.filter(wasPast), reports, at: now };
  };

  return async (rows, now) => {
    const seen = see(rows);
    const isKept = kept && Math.abs(now - kept.at) < KEPT_MS && !hasEnded(before, seen);
    kept = kept && isKept ? kept : await read(now);
    before = seen;
    // A re-opened ticket is still among the kept ones.
    const isEnded = (row: ClosedRow) => !seen.open.has(ticketId(row));
    return { ...kept, closed: kept.closed.filter(isEnded), past: kept.past.filter(isEnded) };
  };
};

/** The ids of open tickets, and of closed tickets and notices, in the index. */
type Seen = { open: Set<string>; ended: Set<string> };

const see = ({ tickets, notices }: BriefRows): Seen => {
  const ended = tickets.filter(({ closedAt }) => closedAt !== undefined);
  return {
    open: new Set(tickets.filter(({ closedAt }) => closedAt === undefined).map(ticketId)),
    ended: new Set([...ended.map(ticketId), ...notices.map(({ notice }) => notice)]),
  };
};

const hasEnded = (before: Seen, { open, ended }: Seen): boolean =>
  [...before.open].some((id) => !open.has(id)) || [...ended].some((id) => !before.ended.has(id));

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

/**
 * A confirmation needs no action after its deadline. A request that its deadline does not close is only counted from a day after it (R15).
 * Coupang may list both for weeks.
 */
export const isPast = (
  { source, kind, dueAt }: Pick<ClosedRow, 'source' | 'kind' | 'dueAt'>,
  now: number,
): boolean =>
  SOURCES[source].closesAtDeadline ? kind === 'confirm' && dueAt <= now : isLongPast({ dueAt }, now);

const wasPast = (row: ClosedRow): boolean =>
  SOURCES[row.source].closesAtDeadline
    ? isPast(row, row.openedAt)
    : row.outcome === 'unknown' && row.dueAt <= row.openedAt;

const DAYS = 7;

/**
 * @internal
 * Reads the daily reports of the last seven days, oldest first. A report never changes, so each is read until it exists
 * and then kept.
 * @throws StoreError
 */
export const createReportReader = (
  notices: Pick<NoticeStore, 'read'>,
  vendor: VendorRef,
): ((now: number) => Promise<ReportFacts[]>) => {
  const zone = MARKET_ZONES[vendor.market];
  let known = new Map<number, ReportFacts>();

  const readDaily = async (from: number): Promise<ReportFacts[]> => {
    const before = known.get(from);
    if (before !== undefined) return [before];
    const notice = await notices.read({ ...vendor, notice: `daily/${from}` });
    return notice?.facts.about === 'daily' ? [notice.facts] : [];
  };

  return async (now) => {
    const today = dateAt(now, zone);
    const days = Array.from({ length: DAYS }, (_, index) => instantAt(addDays(today, index - DAYS), 0, zone));
    const found = (await Promise.all(days.map(readDaily))).flat();
    known = new Map(found.map((facts) => [facts.from, facts]));
    return found;
  };
};
