import { isStored, type KnownNotices } from '../outbox/known-notices.ts';
import type { DueReport } from '../../domain/report/due-reports.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';
import { reportFacts } from '../../domain/report/report-facts.ts';
import { figuresSince } from '../../domain/report/report-figures.ts';
import type { AttentionRow, ClosedRow } from '../../domain/ticket/ticket.ts';
import { createNotice } from '../outbox/create-notice.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import { type PublishServices, publishEvents } from '../outbox/publish-events.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';

export type WriteReportsServices = PublishServices &
  KnownNotices & { reader: Pick<TicketReader, 'attention' | 'closed'> };

/**
 * Writes and publishes the due reports of a vendor that are not in the store yet. If it dies in between, `track-sla`
 * publishes the event (R2). Throws the first error, once the others are written and published.
 * @param now corrected clock, epoch ms
 * @returns how many were written
 */
export const writeReports = async (
  vendor: VendorRef,
  due: readonly DueReport[],
  { now, holidaysUnknown }: { now: number; holidaysUnknown: number | undefined },
  services: WriteReportsServices,
): Promise<number> => {
  const missing = await findMissing(vendor, due, services);
  if (missing.length === 0) return 0;
  const { listed, closed } = await readRows(vendor, missing, services);
  const written: Notice[] = [];
  const failures = await forEachSettled(missing, async (one) => {
    const key = keyOf(vendor, one);
    const facts = reportFacts(one, closed, listed, holidaysUnknown);
    const { notice, isNew } = await createNotice(key, facts, now, services);
    if (isNew) written.push(notice);
  });
  await publishEvents(written, services);
  if (failures.length > 0) throw failures[0];
  return written.length;
};

/** Saves the counting for a report that exists. The write is conditional anyway. */
const findMissing = async (
  vendor: VendorRef,
  due: readonly DueReport[],
  services: WriteReportsServices,
): Promise<DueReport[]> => {
  const missing: DueReport[] = [];
  for (const one of due) if (!(await isStored(keyOf(vendor, one), services))) missing.push(one);
  return missing;
};

const readRows = async (
  vendor: VendorRef,
  reports: readonly DueReport[],
  { reader }: WriteReportsServices,
): Promise<{ listed: AttentionRow[]; closed: ClosedRow[] }> => {
  const { tickets: listed } = await reader.attention(vendor);
  const since = Math.min(
    ...reports.flatMap((one) => (one.about === 'hand-over' ? [] : [figuresSince(one.until)])),
  );
  return { listed, closed: since === Infinity ? [] : await reader.closed(vendor, since) };
};

const keyOf = (vendor: VendorRef, { name }: DueReport): NoticeKey => ({ ...vendor, notice: name });
