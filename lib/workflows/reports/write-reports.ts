import { isStored, createNotice } from '../outbox/create-notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { daysSince, type DueHandOver, type DueReport, joinReports } from '../../domain/report/due-reports.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';
import { countActs, figuresSince, type ReportTime } from '../../domain/report/report-figures.ts';
import { type ReportContext, reportFacts, type ReportRows } from '../../domain/report/report-facts.ts';
import { ifReadable } from '../outbox/read-deliverable.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import type { ReportPorts } from './report-ports.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

type ReportDay = Omit<ReportContext, 'acts'> & { zone: string; countsActs?: true };

/**
 * Writes and publishes a vendor's due reports. If it dies in between, `track-sla` publishes the event (R2). Throws the first
 * error after the others are published.
 * @returns the number of written reports
 */
export const writeReports = async (
  vendor: VendorRef,
  due: readonly DueReport[],
  day: ReportDay,
  ports: ReportPorts,
): Promise<number> => {
  const { now, countsActs } = day;
  const missing = joinReports(await findMissing(vendor, due, day, ports));
  if (missing.length === 0) return 0;
  const rows = await readRows(vendor, missing, ports);
  const written: Notice[] = [];
  const failures = await forEachSettled(missing, async (report) => {
    const key = keyOf(vendor, report);
    const acts =
      countsActs && report.about === 'daily'
        ? countActs(await readActed(report, rows, ports), report)
        : undefined;
    const facts = reportFacts(report, rows, { ...day, acts });
    const { notice, isNew } = await createNotice(key, facts, now, ports);
    if (isNew) written.push(notice);
  });
  await publishEvents(written, ports);
  if (failures.length > 0) throw failures[0];
  return written.length;
};

/** Avoids counting for a report that exists. The write is conditional anyway. */
const findMissing = async (
  vendor: VendorRef,
  due: readonly DueReport[],
  day: { now: number; zone: string },
  ports: ReportPorts,
): Promise<DueReport[]> => {
  const missing: DueReport[] = [];
  for (const report of due) {
    if (await isStored(keyOf(vendor, report), ports)) continue;
    if (report.about === 'hand-over' && (await isInADailyReport(vendor, report, day, ports))) continue;
    missing.push(report);
  }
  return missing;
};

/** Whether the daily report also covered a hand-over (R27). */
const isInADailyReport = async (
  vendor: VendorRef,
  due: DueHandOver,
  day: { now: number; zone: string },
  { notices, known }: ReportPorts,
): Promise<boolean> => {
  for (const notice of daysSince(due, day)) {
    const facts = (await ifReadable(notices.read({ ...vendor, notice })))?.facts;
    if (facts?.about !== 'daily' || facts.handOver?.endsAt !== due.endsAt) continue;
    known.add(deliverableId(keyOf(vendor, due)));
    return true;
  }
  return false;
};

const readRows = async (
  vendor: VendorRef,
  reports: readonly DueReport[],
  { reader }: ReportPorts,
): Promise<ReportRows> => {
  const { tickets: listed } = await reader.attention(vendor);
  const since = Math.min(
    ...reports.flatMap((report) => (report.about === 'hand-over' ? [] : [figuresSince(report.until)])),
  );
  return { listed, closed: since === Infinity ? [] : await reader.closed(vendor, since) };
};

const keyOf = (vendor: VendorRef, { name }: DueReport): NoticeKey => ({ ...vendor, notice: name });
const READS_AT_ONCE = 20;

/** No index has the acts of a period, so reads the tickets that changed or closed since it began. */
const readActed = async (
  { from }: ReportTime,
  { listed, closed }: ReportRows,
  { reader }: ReportPorts,
): Promise<Ticket[]> => {
  const rows = [
    ...listed.filter(({ changedAt }) => changedAt >= from),
    ...closed.filter(({ closedAt }) => closedAt >= from),
  ];
  const keys = [...new Map(rows.map((row) => [ticketId(row), row])).values()];
  const found: Ticket[] = [];
  for (let at = 0; at < keys.length; at += READS_AT_ONCE) {
    const read = await Promise.all(
      keys.slice(at, at + READS_AT_ONCE).map((key) => ifReadable(reader.ticket(key))),
    );
    found.push(...read.filter((ticket) => ticket !== undefined));
  }
  return found;
};
